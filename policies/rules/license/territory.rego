# METADATA
# title: The license leaves out this place
# description: Three different tests stand under one word, where the licensee is at home, where the material or its outputs are used, and where a service is offered; the clause says which.
# custom:
#   severity: high
#   clauses: [territory]
#   message:
#     deny: "{license} of {component} does not reach {binds}: by the test {basis}, the case is outside the permitted area (places the clause names: {places})"
#     review: "whether the places that {license} of {component} leaves out concern {binds} is not settled ({reason}; test: {basis}; places: {places})"
#     unknown: "{license} of {component} leaves out some places (test: {basis}; places the clause names: {places}) and {needs} would settle whether {binds} is concerned"
#   remediation: Do not use or offer {binds} in the excluded places, replace {component}, or record a separate agreement that covers territory.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.territory

import data.licet.lib.term
import data.licet.lib.test
import rego.v1

deny contains _finding(key, {}) if {
	some key, clause in _clauses
	clause.applies.holds == true
	clause.outside.holds == true
}

review contains _finding(key, open) if {
	some [key, open] in _open
	open.reason
}

unknown contains _finding(key, open) if {
	some [key, open] in _open
	open.needs
}

_open contains [key, more] if {
	some key, clause in _clauses
	some question in [clause.applies, clause.outside]
	more := test.open(question)
}

# A clause that does not reach this case, or whose area the case is inside of, asks nothing.
_clauses[[id, name]] := clause if {
	some id, binding in input.terms
	term.used(binding)
	not term.covered(binding, "territory")
	some name, clause in binding.territory
	not false in {clause.applies.holds, clause.outside.holds}
}

_finding(key, more) := object.union(_base(key), more)

_base(key) := {
	"on": ["terms", key[0]],
	"cites": [["territory", key[1]]],
	"facts": {"basis": _clauses[key].basis, "places": _clauses[key].places},
}
