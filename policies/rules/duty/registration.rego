# METADATA
# title: The use is registered with the licensor
# description: Some texts allow commercial use only after a registration with the licensor.
# custom:
#   severity: medium
#   clauses: [registration]
#   message:
#     deny: "{license} allows the commercial use of {binds} only after registration; {shown}"
#     review: "Whether {license} asks for a registration of {binds} is open: {why}; {shown}"
#     unknown: "{license} asks for a registration of {binds}; the evidence at {needs} was not checked"
#     obligation: "Register the commercial use of {binds} with the licensor, as {license} asks"
#     warn: "{license} recommends a registration of {binds}"
#   remediation: "Register with the licensor of {component} and record the confirmation under duties.registration."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.registration

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

_answers := duty.answers("registration")
