# METADATA
# title: An ongoing limit is near
# description: A limit that today's number decides is almost reached; what it brings (an end of rights, a display, a plan) should be prepared for. A limit on a past month cannot come near.
# custom:
#   severity: low
#   clauses: [thresholds]
#   message: "{license} of {component} has an ongoing limit of {limit} ({metric}, effect {effect}); {binds} is at {at_least}, {headroom} below it"
#   remediation: Plan the licensor's grant, the display or the plan that the clause asks for before the limit is reached.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.threshold_near

import data.licet.lib.term
import rego.v1

warn contains {
	"on": ["terms", id],
	"cites": [["thresholds", name]],
	"facts": object.union(object.filter(limit, ["metric", "effect", "limit", "at_least"]), {"headroom": headroom}),
} if {
	some id, binding in input.terms
	term.used(binding)
	not term.covered(binding, "thresholds")
	some name, limit in binding.limits
	limit.ongoing == true
	limit.exempt.holds != true
	not term.covered(binding, _name(limit.metric))
	headroom := _headroom(limit, input.parameters.thresholds.near_percent)
	_within(headroom, limit.operator)
}

# The name under which an agreement lifts the limit.
_name(metric) := "user_limit" if {
	metric in {"mau", "dau"}
} else := "revenue_limit"

_headroom(limit, percent) := limit.limit - limit.at_least if {
	is_number(limit.at_least)
	is_number(limit.limit)
	is_number(percent)
	limit.at_least * 100 >= limit.limit * percent
}

_within(headroom, _) if {
	is_number(headroom)
	headroom > 0
}

# A limit that reads "more than" is not reached by equality.
_within(0, operator) if {
	operator == ">"
}
