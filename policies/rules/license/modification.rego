# METADATA
# title: The license does not allow this change
# description: Tuning, merging and, where the text counts it, quantizing change the material; some texts allow that for non-commercial use or in private only.
# custom:
#   severity: high
#   clauses: [modification, nc_definition]
#   message:
#     deny: "{license} of {component} does not allow the changes that make {binds}: modification is \"{value}\", {binds} stems from it by {relations}"
#     review: "whether {license} of {component} allows the changes that make {binds} is not settled ({reason}): modification is \"{value}\", relations are {relations}"
#     unknown: "{license} of {component} limits changes (modification is \"{value}\") and {binds} may be changed; {needs} would settle it"
#   remediation: Use {component} unchanged, keep the changed version inside if the text says so, or record a separate agreement that covers modification.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.modification

import data.licet.lib.term
import data.licet.lib.test
import rego.v1

deny contains _finding(id, {}) if {
	some id, case in _cases
	case.changed.holds == true
	some permit in case.permits
	permit.holds == false
}

review contains _finding(id, open) if {
	some [id, open] in _open
	open.reason
}

unknown contains _finding(id, open) if {
	some [id, open] in _open
	open.needs
}

_open contains [id, more] if {
	some id, case in _cases
	case.changed.holds != false
	some permit in case.permits
	permit.holds != true
	some question in [case.changed, permit]
	more := test.open(question)
}

_cases[id] := {"changed": _changed(binding), "permits": _permits(binding, clause)} if {
	some id, binding in input.terms
	term.judged(binding)
	not term.covered(binding, "modification")
	clause := _clause(binding)
}

# Behind an API the provider changes its own copy. Where the text does not say whether another format or precision
# counts as a change, lossy quantization is not clearly the conversion that texts leave free.
_changed(binding) := {"holds": false} if {
	input.components[binding.component].access == "api"
	binding.events.handed_over != true
} else := {"holds": null, "position": "format_change"} if {
	binding.events.modified == null
	some relation in binding.relations
	relation in {"quantization", "conversion"}
} else := {"holds": binding.events.modified, "position": null, "needs": concat("", [input.components[binding.binds].pointer, "/modified"])}

# All of these must hold; a value that is not listed permits nothing.
_permits(binding, clause) := object.get(_grants(binding), clause.value, {{"holds": false}}) | {_purpose(binding) | clause.nc_only == true}

_grants(binding) := {
	"allowed": set(),
	"allowed_nc": {_purpose(binding)},
	"allowed_private_only": {_private(binding)},
	"silent": {{"holds": null, "position": "silent"}},
}

_private(binding) := {"holds": false} if {
	true in {binding.events.handed_over, binding.events.shared}
} else := {"holds": null, "position": null, "needs": "/deployment/mode"} if {
	null in {binding.events.handed_over, binding.events.shared}
} else := {"holds": true}

_purpose(binding) := binding.purpose_tests.research if {
	term.clause(binding, "nc_definition").value == "research_or_evaluation_only"
} else := binding.purpose_tests.noncommercial

_clause(binding) := object.get(input.texts, [binding.text, "clauses", "modification"], {"value": "silent"})

_finding(id, more) := object.union(_base(id), more)

_base(id) := {
	"on": ["terms", id],
	"cites": [["modification", null] | term.clause(input.terms[id], "modification")],
	"facts": {"value": _clause(input.terms[id]).value, "relations": input.terms[id].relations},
}
