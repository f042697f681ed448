# METADATA
# title: A work made from a database says so
# description: A work that was made from a database and is used in public says which database it came from.
# custom:
#   severity: medium
#   clauses: [produced_work_notice]
#   message:
#     deny: "{license} asks {binds} to say that it was made from the database {component}; the duty is {state} in the manifest"
#     review: "whether {license} asks {binds} to name the database {component} is open ({reason}); the notice is {state}"
#     unknown: "{license} asks {binds} to name the database {component}; the file named at {needs} was not looked at"
#     obligation: "say wherever {binds} is used in public that it was made from {component} under {license}"
#     warn: "{license} recommends that {binds} name the database {component}"
#   remediation: "Show with {binds} that it was made from {component} and under which license that is available, and record it under duties.produced_work_notice."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.produced_work_notice

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
	answer := duty.answer(id, binding, "produced_work_notice")
}
