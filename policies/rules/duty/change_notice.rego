# METADATA
# title: Changes are marked
# description: Many texts ask that changed material say that it was changed before it is passed on.
# custom:
#   severity: medium
#   clauses: [change_notice]
#   message:
#     deny: "{license} asks for a notice that {component} was changed into {binds}; the duty is {state} in the manifest"
#     review: "whether {license} asks for a notice of the changes to {component} is open ({reason}); the notice is {state}"
#     unknown: "{license} asks for a notice of the changes to {component}; the file named at {needs} was not looked at"
#     obligation: "say in {binds} that {component} was changed, as {license} asks"
#     warn: "{license} recommends a notice that {component} was changed into {binds}"
#   remediation: "State in the files of {binds} that they were changed from {component}, and record it under duties.change_notice."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.change_notice

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
	answer := duty.answer(id, binding, "change_notice")
}
