# METADATA
# title: The license does not grant this commercial use
# description: Non-commercial and research texts test the purpose of the use, not who uses it. Data a model was trained on is judged by data/training_use.
# custom:
#   severity: high
#   clauses: [commercial_use, nc_definition]
#   message:
#     deny: "{license} of {component} does not grant the use of {binds}: commercial use is \"{value}\", the declared purposes are {purposes}"
#     review: "whether {license} of {component} grants this use of {binds} is not settled ({reason}): commercial use is \"{value}\", the declared purposes are {purposes}"
#     unknown: "{license} of {component} limits the use of {binds} (commercial use \"{value}\"); {needs} would settle whether it is granted"
#   remediation: Obtain a commercial license and record it as a separate agreement that covers commercial_use, or replace {component}.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.commercial_use

import data.licet.lib.term
import data.licet.lib.test
import rego.v1

# A value that is not one of these grants nothing; limits and duties of the first two are other rules.
deny contains _finding(id, {}) if {
	some id, value in _values
	not value in {"yes", "conditional", "no", "silent_not_excluded", "silent"}
}

deny contains _finding(id, {}) if {
	some id, "no" in _values
	_purpose(input.terms[id]).holds == false
}

review contains _finding(id, open) if {
	some [id, open] in _open
	open.reason
}

review contains _finding(id, {"reason": "silent"}) if {
	some id, value in _values
	value in {"silent_not_excluded", "silent"}
	input.terms[id].events.commercial == true
}

unknown contains _finding(id, open) if {
	some [id, open] in _open
	open.needs
}

unknown contains _finding(id, {"needs": "/deployment/commercial"}) if {
	some id, value in _values
	value in {"no", "silent_not_excluded", "silent"}
	input.terms[id].events.commercial == null
}

_open contains [id, more] if {
	some id, "no" in _values
	more := test.open(_purpose(input.terms[id]))
}

_values[id] := value if {
	some id, binding in input.terms
	term.used(binding)
	binding.role != "training_data"
	not term.covered(binding, "commercial_use")
	value := object.get(input.texts, [binding.text, "clauses", "commercial_use", "value"], "silent")
}

_purpose(binding) := binding.purpose_tests.research if {
	term.clause(binding, "nc_definition").value == "research_or_evaluation_only"
} else := binding.purpose_tests.noncommercial

_finding(id, more) := object.union(_base(id), more)

_base(id) := {
	"on": ["terms", id],
	"cites": [["commercial_use", null] | term.clause(input.terms[id], "commercial_use")],
	"facts": {"value": _values[id], "purposes": input.deployment.purposes},
}
