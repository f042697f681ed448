# METADATA
# title: Network users are owed the source
# description: Network copyleft asks for the source from whoever lets others use the material over a network, in some texts only once it was modified.
# custom:
#   severity: high
#   clauses: [network_copyleft]
#   message:
#     deny: "{license} asks that whoever uses {component} over the network be offered its source; the offer is {state} in the manifest"
#     review: "whether {license} asks for a source offer to network users of {component} is not settled ({reason}); the offer is {state} in the manifest"
#     unknown: "{license} asks for a source offer to network users of {component}; the file named at {needs} was not looked at"
#     obligation: "offer the source of {component} to everybody who uses it over the network, as {license} asks"
#     warn: "{license} recommends that the source of {component} be offered to everybody who uses it over the network"
#   remediation: Offer the source that {license} names to all network users of {component} and link the offer under duties.source_offer.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.software.network_source

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

# A model under such a text is served to network users no less than a program is.
_answers contains [outcome, finding] if {
	some id, binding in input.terms
	[outcome, plain] := duty.answer(id, binding, "network_source")
	finding := object.union(plain, {"duty": "source_offer"})
}
