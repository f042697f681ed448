# METADATA
# title: A copy of the license goes along
# description: Most texts want whoever receives the material, or a service built on it, to receive the text as well.
# custom:
#   severity: medium
#   clauses: [license_copy]
#   message:
#     deny: "{license} asks for a copy of its text with {binds}, because it holds {component}; the duty is {state} in the manifest"
#     review: "whether {license} asks for a copy of its text with {binds} is open ({reason}); the copy is {state}"
#     unknown: "{license} asks for a copy of its text with {binds}; the file named at {needs} was not looked at"
#     obligation: "give whoever receives {binds} a copy of {license}, the text of {component}"
#     warn: "{license} recommends a copy of its text with {binds}"
#   remediation: "Ship the text of {license} with {binds} and name the file with its sha256 under duties.license_copy."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.license_copy

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
	answer := duty.answer(id, binding, "license_copy")
}
