# METADATA
# title: A notice file goes along
# description: Some texts ask that the licensor's notice file, or one with words they give, accompany copies.
# custom:
#   severity: medium
#   clauses: [notice_file]
#   message:
#     deny: "{license} asks for a notice file with copies of {binds}, because it holds {component}; the duty is {state} in the manifest"
#     review: "whether {license} asks for a notice file with {binds} is open ({reason}); the file is {state}"
#     unknown: "{license} asks for a notice file with {binds}; the file named at {needs} was not looked at"
#     obligation: "put the notice file of {license} for {component} beside every copy of {binds}"
#     warn: "{license} recommends a notice file with {binds}"
#   remediation: "Add the notice file that {license} describes to the copies of {binds} and name it with its sha256 under duties.notice_file."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.notice_file

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
	answer := duty.answer(id, binding, "notice_file")
}
