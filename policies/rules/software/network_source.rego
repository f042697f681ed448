# METADATA
# title: Network users are owed the source
# description: Network copyleft asks for the source from whoever lets others use the material over a network, in some texts only once it was modified.
# custom:
#   severity: medium
#   clauses: [network_copyleft]
#   message:
#     deny: "{license} asks that whoever uses {component} over the network be offered its source; {shown}"
#     review: "Whether {license} asks that network users of {component} be offered its source is open: {why}; {shown}"
#     unknown: "{license} asks that network users of {component} be offered its source; the evidence at {needs} was not checked"
#     obligation: "Offer the source of {component} to everybody who uses it over the network, as {license} asks"
#     warn: "{license} recommends that network users of {component} be offered its source"
#   remediation: Offer the source that {license} names to all network users of {component} and link the offer under duties.source_offer.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.software.network_source

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

# A model under such a text is served to network users no less than a program is.
_answers := duty.grouped({[outcome, finding] |
	some id, binding in input.terms
	[outcome, plain] := duty.answer(id, binding, "network_source")
	finding := object.union(plain, {"duty": "source_offer"})
})
