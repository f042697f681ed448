# METADATA
# title: Source code is offered
# description: Copyleft texts want the source to go to whoever receives the work. Software used over a network is judged by software/network_source.
# custom:
#   severity: high
#   clauses: [source_disclosure, network_copyleft]
#   message:
#     deny: "{license} asks for the source of {binds}, because it holds {component}; the duty is {state} in the manifest"
#     review: "whether {license} asks for the source of {binds} is open ({reason}); the offer is {state}"
#     unknown: "{license} asks for the source of {binds}; the file named at {needs} was not looked at"
#     obligation: "offer the source of {binds} as {license} of {component} asks"
#     warn: "{license} recommends that the source of {binds} be offered"
#   remediation: "Offer the complete source of {binds} under {license} and link the offer under duties.source_offer."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.source_offer

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
	answer := duty.answer(id, binding, "source_offer")
}
