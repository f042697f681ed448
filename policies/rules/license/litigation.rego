# METADATA
# title: A suit against the licensor ends the rights
# description: Some texts end all rights when the licensee sues over the material or its outputs, some end only the patent grant. Judged on the suits that are declared.
# custom:
#   severity: critical
#   clauses: [litigation_termination]
#   message:
#     deny: "the suit at {suit} ends the rights of {binds} under {license} of {component} (effect: {value})"
#     review: "the suit at {suit} may touch the rights of {binds} under {license} of {component} ({reason}; effect: {value})"
#   remediation: Have counsel compare the suit with the cited clause; stop using {component} or settle before it is deployed.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.litigation

import data.licet.lib.term
import rego.v1

# An effect that has no name here is taken to end everything.
deny contains _finding(id, suit, {}) if {
	some [id, suit] in _hit
	not _effect(id) in {"patent_license_only", "no_patent_litigation_covenant"}
}

review contains _finding(id, suit, {"reason": "patent_grant_ended"}) if {
	some [id, suit] in _hit
	_effect(id) in {"patent_license_only", "no_patent_litigation_covenant"}
}

review contains _finding(id, suit, {"reason": "pending_suit"}) if {
	some id, binding in _bound
	some suit in binding.litigation.pending
}

_hit contains [id, suit] if {
	some id, binding in _bound
	some suit in binding.litigation.hit
}

_bound[id] := binding if {
	some id, binding in input.terms
	term.used(binding)
	not term.covered(binding, "litigation")
	not term.covered(binding, "litigation_termination")
}

_effect(id) := object.get(input.texts, [input.terms[id].text, "clauses", "litigation_termination", "value"], null)

_finding(id, suit, more) := object.union(_base(id, suit), more)

_base(id, suit) := {
	"on": ["terms", id],
	"cites": [["litigation_termination", null] | term.clause(input.terms[id], "litigation_termination")],
	"facts": {"suit": suit, "value": _effect(id)},
	"pointer": suit,
}
