# METADATA
# title: Use restrictions bind the users too
# description: Some texts want their use restrictions as an enforceable term in the contract with whoever receives or uses the material.
# custom:
#   severity: high
#   clauses: [acceptable_use]
#   message:
#     deny: "{license} asks that users of {binds} be bound to its use restrictions, because it holds {component}; the duty is {state} in the manifest"
#     review: "whether users of {binds} must be bound to the use restrictions of {license} is open ({reason}); the term is {state}"
#     unknown: "{license} asks that users of {binds} be bound to its use restrictions; the file named at {needs} was not looked at"
#     obligation: "bind the users of {binds} by contract to the use restrictions of {license} for {component}"
#     warn: "{license} recommends that users of {binds} be bound to its use restrictions"
#   remediation: "Put the use restrictions of {license} into the terms that users of {binds} accept, and link them under duties.use_restrictions_flow_down."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.use_restrictions_flow_down

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
	answer := duty.answer(id, binding, "use_restrictions_flow_down")
}
