# METADATA
# title: The license's own words are shown
# description: Some texts want words of theirs, exactly as given, where users of the product see them.
# custom:
#   severity: medium
#   clauses: [display_obligation]
#   message:
#     deny: "{license} asks that {words} be shown with {binds}; {shown}"
#     review: "Whether {license} asks that {words} be shown with {binds} is open: {why}; {shown}"
#     unknown: "{license} asks that {words} be shown with {binds}; the evidence at {needs} was not checked"
#     obligation: "Show {words} with {binds}, as {license} asks"
#     warn: "{license} recommends that {words} be shown with {binds}"
#   remediation: "Show exactly {words} where {license} asks for it and record the words and the place under duties.display."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.display

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

# The words are asked for exactly, so the finding names them.
_answers := duty.grouped({[outcome, finding] |
	some id, binding in input.terms
	[outcome, plain] := duty.answer(id, binding, "display")
	finding := object.union(plain, {"facts": {"words": _words(plain.facts.text)}})
})

_words(null) := "the notices that it describes"

_words(text) := concat("", ["\"", text, "\""]) if {
	is_string(text)
}
