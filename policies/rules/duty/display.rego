# METADATA
# title: The license's own words are shown
# description: Some texts want words of theirs, exactly as given, where users of the product see them.
# custom:
#   severity: medium
#   clauses: [display_obligation]
#   message:
#     deny: "{license} of {component} asks that {words} be shown with {binds}; the manifest shows {said} ({state})"
#     review: "whether {words} must be shown with {binds}, as {license} of {component} asks, is open ({reason}); the manifest shows {said} ({state})"
#     unknown: "{license} of {component} asks that {words} be shown with {binds}; the file named at {needs} was not looked at"
#     obligation: "show {words} with {binds}, as {license} of {component} asks"
#     warn: "{license} of {component} recommends that {words} be shown with {binds}"
#   remediation: "Show exactly {words} where {license} asks for it and record the words and the place under duties.display."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.display

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

# The words are asked for exactly, so the finding names them.
_answers contains [outcome, finding] if {
	some id, binding in input.terms
	[outcome, plain] := duty.answer(id, binding, "display")
	finding := object.union(plain, {"facts": {"words": _words(binding.duties.display.text)}})
}

_words(null) := "the notices that it describes"

_words(text) := concat("", ["\"", text, "\""]) if {
	is_string(text)
}
