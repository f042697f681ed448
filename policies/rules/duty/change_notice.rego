# METADATA
# title: Changes are marked
# description: Many texts ask that changed material say that it was changed before it is passed on.
# custom:
#   severity: medium
#   clauses: [change_notice]
#   message:
#     deny: "{license} asks for a notice of the changes to {component}; {shown}"
#     review: "Whether {license} asks for a notice of the changes to {component} is open: {why}; {shown}"
#     unknown: "{license} asks for a notice of the changes to {component}; the evidence at {needs} was not checked"
#     obligation: "Say that {component} was changed, as {license} asks"
#     warn: "{license} recommends a notice of the changes to {component}"
#   remediation: "State in the files of {binds} that they were changed from {component}, and record it under duties.change_notice."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.change_notice

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

_answers := duty.answers("change_notice")
