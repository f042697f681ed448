# METADATA
# title: A work made from a database says so
# description: A work that was made from a database and is used in public says which database it came from.
# custom:
#   severity: medium
#   clauses: [produced_work_notice]
#   message:
#     deny: "{license} asks that works made from {component} say so; {shown}"
#     review: "Whether {license} asks that works made from {component} say so is open here: {why}; {shown}"
#     unknown: "{license} asks that works made from {component} say so; the evidence at {needs} was not checked"
#     obligation: "Say wherever {binds} is used in public which database it was made from, as {license} asks"
#     warn: "{license} recommends that works made from {component} say so"
#   remediation: "Show with {binds} that it was made from {component} and under which license that is available, and record it under duties.produced_work_notice."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.produced_work_notice

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

_answers := duty.answers("produced_work_notice")
