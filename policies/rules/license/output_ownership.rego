# METADATA
# title: The claim to outputs does not fit the text
# description: Who owns outputs between licensor and licensee is a clause of its own; some texts keep them, some give them on conditions, many say nothing. Copyright in outputs is the law's question.
# custom:
#   severity: medium
#   clauses: [output_ownership, thresholds]
#   message:
#     deny: "The manifest claims the outputs of {component}; {license} {says}"
#     review: "Whether the claim to the outputs of {component} holds is not settled: {license} {says}"
#     unknown: "The manifest claims the outputs of {component}; {license} {says}, and {needs} would settle whether they are met"
#   remediation: Withdraw the claim to outputs, take the plan that the text asks for, or record a separate agreement that covers output_ownership.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.output_ownership

import data.licet.lib.limit
import data.licet.lib.term
import data.licet.lib.test
import data.licet.lib.words
import rego.v1

deny contains finding if {
	some [asked, finding] in _asked
	asked.holds == true
}

review contains finding if {
	some [asked, plain] in _asked
	finding := test.review(asked, plain)
}

unknown contains finding if {
	some [asked, plain] in _asked
	finding := test.unknown(asked, plain)
}

_asked contains [asked, finding] if {
	claim := input.deployment.output_claim
	not claim in {"none", null}
	some id, binding in input.terms
	term.judged(binding)
	term.has_outputs(binding)
	not term.covered(binding, "output_ownership")
	value := term.value(binding, "output_ownership")
	asked := _breach(binding, value, claim)
	facts := object.union(words.facts("output_ownership", value), {"claim": claim})
	finding := term.finding(id, ["output_ownership"], facts)
}

# Nothing in the text carries a claim that is said to come from the text. A value that is not listed is a condition.
_breach(binding, value, claim) := test.answer(false) if {
	value in {"licensee", "licensor_claims_none", "no_claim"}
} else := test.answer(true) if {
	value == "licensor"
} else := test.position("text_silent") if {
	value == "silent"
	claim == "contractual_ownership"
} else := test.answer(false) if {
	value == "silent"
} else := _unmet(binding)

# A condition that no limit holds is prose, and whether a plan is the one that is asked for is prose too.
_unmet(binding) := test.answer(false) if {
	_plans(binding) != []
	every entry in _plans(binding) {
		limit.exceeded(entry).holds == false
	}
} else := test.fact(null, concat("", [input.components[binding.component].pointer, "/plan"])) if {
	some entry in _plans(binding)
	limit.exceeded(entry).holds != false
	not _plan_stated(binding)
} else := test.position("ownership_conditional")

_plans(binding) := [entry | some entry in binding.limits; entry.effect == "plan_required"]

_plan_stated(binding) if {
	is_string(term.api(binding).plan)
}
