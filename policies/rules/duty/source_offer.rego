# METADATA
# title: Source code is offered
# description: Copyleft texts want the source to go to whoever receives the work. Software used over a network is judged by software/network_source.
# custom:
#   severity: medium
#   clauses: [source_disclosure, network_copyleft]
#   message:
#     deny: "{license} asks that the source of {binds} be offered; {shown}"
#     review: "Whether {license} asks that the source of {binds} be offered is open: {why}; {shown}"
#     unknown: "{license} asks that the source of {binds} be offered; the evidence at {needs} was not checked"
#     obligation: "Offer the source of {binds} as {license} asks"
#     warn: "{license} recommends that the source of {binds} be offered"
#   remediation: "Offer the complete source of {binds} under {license} and link the offer under duties.source_offer."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.source_offer

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

_answers := duty.answers("source_offer")
