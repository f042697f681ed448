# METADATA
# title: A suit against the licensor ends the rights
# description: Some texts end all rights when the licensee sues over the material or its outputs, some end only the patent grant. Judged on the suits that are declared.
# custom:
#   severity: critical
#   clauses: [litigation_termination]
#   message:
#     deny: "The suit at {suit} ends the rights in {component}: {license} {says}"
#     review: "A person must judge whether the suit at {suit} touches the rights in {component}: {license} {says}"
#   remediation: Have counsel compare the suit with the cited clause; stop using {component} or settle before it is deployed.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.litigation

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

# An effect that has no name here is taken to end everything.
_asked contains [asked, finding] if {
	some id, binding in _bound
	some suit in binding.litigation.hit
	asked := _ends(term.value(binding, "litigation_termination"))
	finding := _finding(id, suit)
}

_asked contains [asked, finding] if {
	some id, binding in _bound
	some suit in binding.litigation.pending
	asked := test.position("pending_suit")
	finding := _finding(id, suit)
}

_bound[id] := binding if {
	some id, binding in input.terms
	term.used(binding)
	not term.covered(binding, "litigation")
	not term.covered(binding, "litigation_termination")
}

_ends(value) := test.position("patent_grant_ended") if {
	value in {"patent_license_only", "no_patent_litigation_covenant"}
} else := test.answer(true)

_finding(id, suit) := object.union(term.finding(id, ["litigation_termination"], facts), {"pointer": suit}) if {
	value := term.value(input.terms[id], "litigation_termination")
	facts := object.union(words.facts("litigation_termination", value), {"suit": suit})
}
