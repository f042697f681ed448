# METADATA
# title: Use restrictions bind the users too
# description: Some texts want their use restrictions as an enforceable term in the contract with whoever receives or uses the material.
# custom:
#   severity: medium
#   clauses: [acceptable_use]
#   message:
#     deny: "{license} asks that users of {binds} be bound to its use restrictions; {shown}"
#     review: "Whether {license} asks that users of {binds} be bound to its use restrictions is open: {why}; {shown}"
#     unknown: "{license} asks that users of {binds} be bound to its use restrictions; the evidence at {needs} was not checked"
#     obligation: "Bind the users of {binds} by contract to the use restrictions of {license}"
#     warn: "{license} recommends that users of {binds} be bound to its use restrictions"
#   remediation: "Put the use restrictions of {license} into the terms that users of {binds} accept, and link them under duties.use_restrictions_flow_down."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.use_restrictions_flow_down

import data.licet.lib.duty
import rego.v1

deny contains finding if {
	some finding in _answers.deny
}

review contains finding if {
	some finding in _answers.review
}

unknown contains finding if {
	some finding in _answers.unknown
}

obligation contains finding if {
	some finding in _answers.obligation
}

warn contains finding if {
	some finding in _answers.warn
}

_answers := duty.answers("use_restrictions_flow_down")
