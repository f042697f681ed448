# METADATA
# title: The model's name respects the license
# description: Some texts ask that the name of a model made with the material, or with its outputs, begin with a word of theirs; others forbid it.
# custom:
#   severity: medium
#   clauses: [naming_obligation]
#   message:
#     deny: "{license} asks for a name of {binds} that {asks} \"{prefix}\"; {shown}"
#     review: "Whether {license} asks for a name of {binds} that {asks} \"{prefix}\" is open: {why}; {shown}"
#     unknown: "{license} asks for a name of {binds} that {asks} \"{prefix}\"; the evidence at {needs} was not checked"
#     obligation: "Choose a name for {binds} that {asks} \"{prefix}\", as {license} asks"
#     warn: "{license} recommends a name for {binds} that {asks} \"{prefix}\""
#   remediation: Choose a name for {binds} that {asks} "{prefix}" and record it under duties.model_name.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.model_name

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

_answers := duty.grouped({[outcome, finding] |
	some id, binding in input.terms
	[outcome, plain] := duty.answer(id, binding, "model_name")
	asked := binding.duties.model_name
	asks := object.get(_asks, asked.direction, "respects")
	finding := object.union(plain, {"facts": {"prefix": asked.prefix, "asks": asks}})
})

_asks := {"require": "begins with", "forbid": "does not begin with"}
