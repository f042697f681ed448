# METADATA
# title: A notice file goes along
# description: Some texts ask that the licensor's notice file, or one with words they give, accompany copies.
# custom:
#   severity: medium
#   clauses: [notice_file]
#   message:
#     deny: "{license} asks for a notice file with copies of {binds}; {shown}"
#     review: "Whether {license} asks for a notice file with copies of {binds} is open: {why}; {shown}"
#     unknown: "{license} asks for a notice file with copies of {binds}; the evidence at {needs} was not checked"
#     obligation: "Put the notice file that {license} describes beside every copy of {binds}"
#     warn: "{license} recommends a notice file with copies of {binds}"
#   remediation: "Add the notice file that {license} describes to the copies of {binds} and name it with its sha256 under duties.notice_file."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.notice_file

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

_answers := duty.answers("notice_file")
