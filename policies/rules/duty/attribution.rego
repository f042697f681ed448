# METADATA
# title: Authors are credited
# description: Copyright notices and credits that came with the material are kept and shown to those who receive it.
# custom:
#   severity: medium
#   clauses: [attribution]
#   message:
#     deny: "{license} asks that the authors of {component} be credited where {binds} is passed on; the duty is {state} in the manifest"
#     review: "whether {license} asks for credit to the authors of {component} in this form of {binds} is open ({reason}); the credit is {state}"
#     unknown: "{license} asks for credit to the authors of {component}; the file named at {needs} was not looked at"
#     obligation: "credit the authors of {component} as {license} asks wherever {binds} is passed on"
#     warn: "{license} recommends credit to the authors of {component} with {binds}"
#   remediation: "Keep the notices of {component}, name its authors and {license} with {binds}, and record it under duties.attribution."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.attribution

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
	answer := duty.answer(id, binding, "attribution")
}
