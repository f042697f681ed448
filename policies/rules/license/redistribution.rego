# METADATA
# title: The license does not let the material leave the organization in this form
# description: Passing weights, code or data on, also inside a product, needs a grant of its own; some texts give it for non-commercial use or unchanged copies only.
# custom:
#   severity: high
#   clauses: [redistribution, nc_definition]
#   message:
#     deny: "{binds} is handed to others in a form that is not granted: {license} {says}"
#     review: "Whether {binds} may be handed to others is not settled: {license} {says}"
#     unknown: "{license} {says}; {needs} would settle whether that concerns {binds}"
#   remediation: Keep {binds} inside or offer it as a service where the text allows that, ship {component} unchanged, or record a separate agreement that covers redistribution.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.redistribution

import data.licet.lib.term
import data.licet.lib.test
import data.licet.lib.words
import rego.v1

deny contains finding if {
	some [asked, finding] in _asked
	asked.holds == true
}

review contains finding if {
	some [asked, plain] in _asked
	finding := test.review(asked, plain)
}

unknown contains finding if {
	some [asked, plain] in _asked
	finding := test.unknown(asked, plain)
}

_asked contains [asked, finding] if {
	some id, binding in input.terms
	term.judged(binding)
	not term.covered(binding, "redistribution")
	clause := object.get(input.texts, [binding.text, "clauses", "redistribution"], {"value": "silent"})
	some permit in _permits(binding, clause)
	some asked in test.breach([_leaves(binding), test.fails(permit)])
	said := {"value": clause.value, "says": words.says("redistribution", _value(clause))}
	facts := object.union(said, {"unmodified_only": object.get(clause, "unmodified_only", false)})
	finding := term.finding(id, ["redistribution"], facts)
}

# Serving does not hand over; whether the terms of an API allow reselling it is license/hosted_service.
_leaves(binding) := test.fact(binding.events.handed_over, "/deployment/mode")

# All of these must hold.
_permits(binding, clause) := {_permit(binding, clause.value)} | {more |
	some attribute, more in {"nc_only": term.noncommercial(binding), "unmodified_only": _unmodified(binding)}
	clause[attribute] == true
}

# A value that is not listed permits nothing.
_permit(binding, value) := test.answer(true) if {
	value in {"allowed", "allowed_with_conditions"}
} else := term.noncommercial(binding) if {
	value == "allowed_nc"
} else := test.position("redistribution_unclear") if {
	value == "unclear"
} else := test.position("silent") if {
	value == "silent"
} else := test.answer(false)

_unmodified(binding) := test.fails(test.fact(binding.events.modified, pointer)) if {
	pointer := concat("", [input.components[binding.binds].pointer, "/modified"])
}

_value(clause) := "unmodified_only" if {
	clause.unmodified_only == true
} else := "allowed_nc" if {
	clause.nc_only == true
} else := clause.value
