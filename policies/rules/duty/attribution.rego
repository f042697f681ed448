# METADATA
# title: Authors are credited
# description: Copyright notices and credits that came with the material are kept and shown to those who receive it.
# custom:
#   severity: medium
#   clauses: [attribution]
#   message:
#     deny: "{license} asks that the authors of {component} be credited; {shown}"
#     review: "Whether {license} asks that the authors of {component} be credited in this use is open: {why}; {shown}"
#     unknown: "{license} asks that the authors of {component} be credited; the evidence at {needs} was not checked"
#     obligation: "Credit the authors of {component} as {license} asks"
#     warn: "{license} recommends that the authors of {component} be credited"
#   remediation: "Keep the notices of {component}, name its authors and {license} with {binds}, and record it under duties.attribution."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.attribution

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

_answers := duty.answers("attribution")
