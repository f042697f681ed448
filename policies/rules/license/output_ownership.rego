# METADATA
# title: The claim to outputs does not fit the text
# description: Who owns outputs between licensor and licensee is a clause of its own; some texts keep them, some give them on conditions, many say nothing. Copyright in outputs is the law's question.
# custom:
#   severity: medium
#   clauses: [output_ownership, thresholds]
#   message:
#     deny: "outputs of {binds} are claimed ({claim}), but under {license} of {component} their owner is \"{value}\""
#     review: "outputs of {binds} are claimed ({claim}); whether {license} of {component} gives them is not settled ({reason}): ownership is \"{value}\""
#     unknown: "outputs of {binds} are claimed ({claim}); {license} of {component} gives them on conditions (\"{value}\") and {needs} would settle it"
#   remediation: Withdraw the claim to outputs, take the plan that the text asks for, or record a separate agreement that covers output_ownership.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.output_ownership

import data.licet.lib.term
import rego.v1

deny contains _finding(id, {}) if {
	some id, "licensor" in _claimed
}

# Nothing in the text carries a claim that is said to come from the text.
review contains _finding(id, {"reason": "text_silent"}) if {
	some id, "silent" in _claimed
	input.deployment.output_claim == "contractual_ownership"
}

# A condition that no limit holds is prose, and whether a plan is the one that is asked for is prose too.
review contains _finding(id, {"reason": "ownership_conditional"}) if {
	some id in _conditional
	not _no_plan_needed(id)
	not _plan_missing(id)
}

unknown contains _finding(id, {"needs": concat("", [input.components[binding.component].pointer, "/plan"])}) if {
	some id, binding in input.terms
	id in _conditional
	_plan_missing(id)
}

# A value that is not listed is taken for a condition.
_conditional contains id if {
	some id, value in _claimed
	not value in {"licensee", "licensor", "licensor_claims_none", "no_claim", "silent"}
}

_claimed[id] := object.get(input.texts, [binding.text, "clauses", "output_ownership", "value"], "silent") if {
	some id, binding in input.terms
	term.judged(binding)
	not binding.role in {"training_data", "retrieval", "software"}
	not input.deployment.output_claim in {"none", null}
	binding.events.outputs != false
	not term.covered(binding, "output_ownership")
}

_no_plan_needed(id) if {
	_plan_limits(id) != []
	every limit in _plan_limits(id) {
		_below(limit)
	}
}

_plan_missing(id) if {
	some limit in _plan_limits(id)
	not _below(limit)
	not _plan_stated(id)
}

_plan_stated(id) if {
	is_string(input.components[input.terms[id].component].api.plan)
}

_plan_limits(id) := [limit | some limit in input.terms[id].limits; limit.effect == "plan_required"]

_below(limit) if {
	is_number(limit.at_most)
	is_number(limit.limit)
	limit.at_most < limit.limit
}

_below(limit) if {
	limit.operator == ">"
	limit.at_most == limit.limit
}

_finding(id, more) := object.union(_base(id), more)

_base(id) := {
	"on": ["terms", id],
	"cites": [["output_ownership", null] | term.clause(input.terms[id], "output_ownership")],
	"facts": {"value": _claimed[id], "claim": input.deployment.output_claim},
}
