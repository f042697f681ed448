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
	"facts": {"metric": limit.metric, "effect": limit.effect, "limit": limit.limit, "at_least": limit.at_least, "headroom": limit.limit - limit.at_least},
} if {
	some id, binding in input.terms
	term.used(binding)
	not term.covered(binding, "thresholds")
	some name, limit in binding.limits
	limit.ongoing == true
	limit.exempt.holds != true
	not term.covered(binding, _name(limit.metric))
	_near(limit.at_least, limit, input.parameters.thresholds.near_percent)
	not _exceeded(limit)
}

# The name under which an agreement lifts the limit.
_name(metric) := "user_limit" if {
	metric in {"mau", "dau"}
} else := "revenue_limit"

_near(count, limit, percent) if {
	is_number(count)
	is_number(limit.limit)
	is_number(percent)
	count * 100 >= limit.limit * percent
}

_exceeded(limit) if {
	is_number(limit.at_least)
	is_number(limit.limit)
	limit.at_least > limit.limit
}

_exceeded(limit) if {
	limit.operator == ">="
	limit.at_least == limit.limit
}
