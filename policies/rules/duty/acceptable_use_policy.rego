# METADATA
# title: The use policy is accepted and enforced
# description: A policy that a license takes in binds every use of the material, internal use included.
# custom:
#   severity: medium
#   clauses: [acceptable_use]
#   message:
#     deny: "{license} binds {binds} to a use policy through {component}; the duty is {state} in the manifest"
#     review: "whether the use policy of {license} binds {binds} is open ({reason}); its acceptance is {state}"
#     unknown: "{license} binds {binds} to a use policy; the file named at {needs} was not looked at"
#     obligation: "keep {binds} within the use policy of {license}, which came with {component}"
#     warn: "{license} recommends a use policy for {binds}"
#   remediation: "Accept and enforce the use policy of {license} for {binds}, and record it under duties.acceptable_use_policy."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.acceptable_use_policy

import data.licet.lib.duty
import rego.v1

deny contains finding if {
	some ["deny", finding] in _answers
}

review contains finding if {
	some ["review", finding] in _answers
}

unknown contains finding if {
	some ["unknown", finding] in _answers
}

obligation contains finding if {
	some ["obligation", finding] in _answers
}

warn contains finding if {
	some ["warn", finding] in _answers
}

_answers contains answer if {
	some id, binding in input.terms
	answer := duty.answer(id, binding, "acceptable_use_policy")
}
