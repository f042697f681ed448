# METADATA
# title: Delta is too large for the number of units
# description: Delta is a chance of failure for each unit. At one over the number of units or more, publishing somebody's whole record would pass; a tenth of that is the usual margin.
# custom:
#   severity: high
#   clauses: []
#   message:
#     deny: "{component} claims delta {delta} for {units} units: times the units that is {delta_times_units}, and {limit} or more allows a whole record to be published"
#     unknown: "{component} claims delta {delta}; whether that is small depends on the number of units, which is not stated"
#     warn: "{component} claims delta {delta} for {units} units: times the units that is {delta_times_units}, above the margin of {margin}"
#   remediation: Claim epsilon at a delta well below one over the number of units (`licet dp epsilon` gives it), and state the number of units.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.delta

import data.licet.lib.dp
import rego.v1

deny contains finding if {
	some id, record in input.differential_privacy
	dp.claimed(record)
	_large(record)
	finding := _finding(id, record, "delta_units_deny")
}

warn contains finding if {
	some id, record in input.differential_privacy
	dp.claimed(record)
	not _large(record)
	_near(record)
	finding := _finding(id, record, "delta_units_warn")
}

unknown contains finding if {
	some id, record in input.differential_privacy
	dp.claimed(record)
	dp.above(record.claim.delta, 0)
	counted := record.delta_times_units
	not is_number(counted)
	needs := concat("/", [record.pointer, "units"])
	finding := object.union(_finding(id, record, "delta_units_deny"), {"needs": needs})
}

_large(record) if {
	dp.within(input.parameters.dp.delta_units_deny, record.delta_times_units)
}

_near(record) if {
	dp.above(record.delta_times_units, input.parameters.dp.delta_units_warn)
} else if {
	is_number(record.delta_times_units)
	record.reasons.delta_too_large
}

_finding(id, record, name) := object.union(dp.about(id, facts), {"cites": [["parameter", concat("/", ["dp", name])]]}) if {
	facts := object.union(object.filter(record, ["units", "delta_times_units"]), {
		"limit": input.parameters.dp.delta_units_deny,
		"margin": input.parameters.dp.delta_units_warn,
	})
}
