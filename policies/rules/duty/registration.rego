# METADATA
# title: The use is registered with the licensor
# description: Some texts allow commercial use only after a registration with the licensor.
# custom:
#   severity: high
#   clauses: [registration]
#   message:
#     deny: "{license} of {component} allows the commercial use of {binds} after registration only; the duty is {state} in the manifest"
#     review: "whether {license} of {component} asks for a registration of {binds} is open ({reason}); the registration is {state}"
#     unknown: "{license} of {component} asks for a registration of {binds}; the file named at {needs} was not looked at"
#     obligation: "register the commercial use of {binds} with the licensor of {component}, as {license} asks"
#     warn: "{license} recommends a registration of {binds}"
#   remediation: "Register with the licensor of {component} and record the confirmation under duties.registration."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.registration

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
	answer := duty.answer(id, binding, "registration")
}
