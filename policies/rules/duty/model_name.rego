# METADATA
# title: The model's name respects the license
# description: Some texts ask that the name of a model made with the material, or with its outputs, begin with a word of theirs; others forbid it.
# custom:
#   severity: medium
#   clauses: [naming_obligation]
#   message:
#     deny: "{license} of {component}: the name of {binds} {asks} \"{prefix}\"; it is offered as {said} ({state})"
#     review: "whether the name of {binds} {asks} \"{prefix}\", as {license} of {component} says, is open ({reason}); it is offered as {said} ({state})"
#     unknown: "{license} of {component}: the name of {binds} {asks} \"{prefix}\"; {needs} was not looked at"
#     obligation: "{license} of {component}: the name under which {binds} is offered {asks} \"{prefix}\""
#     warn: "{license} of {component}, as a recommendation: the name of {binds} {asks} \"{prefix}\""
#   remediation: "Choose a name for {binds} that fits (it {asks} \"{prefix}\") and record it under duties.model_name."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.model_name

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

_answers contains [outcome, finding] if {
	some id, binding in input.terms
	[outcome, plain] := duty.answer(id, binding, "model_name")
	asked := binding.duties.model_name
	asks := object.get({"require": "must begin with", "forbid": "must not begin with"}, asked.direction, "must respect")
	finding := object.union(plain, {"facts": {"prefix": asked.prefix, "asks": asks}})
}
