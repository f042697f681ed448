# METADATA
# title: The license does not let the material leave the organization in this form
# description: Passing weights, code or data on, also inside a product, needs a grant of its own; some texts give it for non-commercial use or unchanged copies only.
# custom:
#   severity: high
#   clauses: [redistribution, nc_definition]
#   message:
#     deny: "{license} of {component} does not allow {binds} to be handed to others in this form: redistribution is \"{value}\", unmodified only: {unmodified_only}"
#     review: "whether {license} of {component} allows {binds} to be handed to others is not settled ({reason}): redistribution is \"{value}\", unmodified only: {unmodified_only}"
#     unknown: "{license} of {component} limits redistribution (\"{value}\", unmodified only: {unmodified_only}) and {binds} may be handed to others; {needs} would settle it"
#   remediation: Keep {binds} inside or offer it as a service where the text allows that, ship {component} unchanged, or record a separate agreement that covers redistribution.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.redistribution

import data.licet.lib.term
import data.licet.lib.test
import rego.v1

deny contains _finding(id, {}) if {
	some id, case in _cases
	case.leaves.holds == true
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
	case.leaves.holds != false
	some permit in case.permits
	permit.holds != true
	some question in [case.leaves, permit]
	more := test.open(question)
}

_cases[id] := {"leaves": _leaves(binding), "permits": _permits(binding, _clause(binding))} if {
	some id, binding in input.terms
	term.judged(binding)
	not term.covered(binding, "redistribution")
}

# What stays with an API's provider cannot leave; whether the terms of the service allow reselling it is license/hosted_service.
_leaves(binding) := {"holds": false} if {
	input.components[binding.component].access == "api"
	binding.events.handed_over != true
} else := {"holds": binding.events.handed_over, "position": null, "needs": "/deployment/mode"}

# All of these must hold; a value that is not listed permits nothing.
_permits(binding, clause) := object.get(_grants(binding), clause.value, {{"holds": false}}) | _conditions(binding, clause)

_grants(binding) := {
	"allowed": set(),
	"allowed_with_conditions": set(),
	"allowed_nc": {_purpose(binding)},
	"unclear": {{"holds": null, "position": "redistribution_unclear"}},
	"silent": {{"holds": null, "position": "silent"}},
}

_conditions(binding, clause) := {_purpose(binding) | clause.nc_only == true} | {_unmodified(binding) | clause.unmodified_only == true}

_unmodified(binding) := {"holds": false} if {
	binding.events.modified == true
} else := {"holds": null, "position": null, "needs": concat("", [input.components[binding.binds].pointer, "/modified"])} if {
	binding.events.modified == null
} else := {"holds": true}

_purpose(binding) := binding.purpose_tests.research if {
	term.clause(binding, "nc_definition").value == "research_or_evaluation_only"
} else := binding.purpose_tests.noncommercial

_clause(binding) := object.get(input.texts, [binding.text, "clauses", "redistribution"], {"value": "silent"})

_finding(id, more) := object.union(_base(id), more)

_base(id) := {
	"on": ["terms", id],
	"cites": [["redistribution", null] | term.clause(input.terms[id], "redistribution")],
	"facts": {"value": _clause(input.terms[id]).value, "unmodified_only": object.get(_clause(input.terms[id]), "unmodified_only", false)},
}
