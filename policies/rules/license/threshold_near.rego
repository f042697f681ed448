# METADATA
# title: An ongoing limit is near
# description: A limit that today's number decides is almost reached; what it brings (an end of rights, a display, a plan) should be prepared for. A limit on a past month cannot come near.
# custom:
#   severity: low
#   clauses: [thresholds]
#   message: "At {limit} {counted}, {consequence} under {license} of {component}; {at_least} are stated, {headroom} below that"
#   remediation: Plan the licensor's grant, the display or the plan that the clause asks for before the limit is reached.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.threshold_near

import data.licet.lib.limit
import data.licet.lib.term
import rego.v1

warn contains finding if {
	some id, binding in input.terms
	term.used(binding)
	some name, entry in binding.limits
	entry.ongoing == true
	not limit.exempt(entry)
	kind := limit.kind(entry)
	not limit.lifted(binding, kind)
	headroom := _headroom(entry, input.parameters.thresholds.near_percent)
	consequence := object.get(_effects, entry.effect, "the rights end")
	facts := {"headroom": headroom, "consequence": consequence}
	finding := object.union(limit.finding(id, name, entry), {"facts": facts})
}

_effects := {
	"commercial_not_licensed": "commercial use is not licensed",
	"display_required": "a display falls due",
	"plan_required": "a paid plan is needed",
}

# A limit that reads "more than" is not passed by equality.
_headroom(entry, percent) := entry.limit - entry.at_least if {
	is_number(entry.at_least)
	is_number(entry.limit)
	is_number(percent)
	entry.at_least * 100 >= entry.limit * percent
	limit.exceeded(object.union(entry, {"position": null})).holds != true
}
