# METADATA
# title: A declared purpose is restricted
# description: The use policy of the license names purposes it does not allow; the declared purposes are matched to its terms by a mapped list, never by words.
# custom:
#   severity: high
#   clauses: [acceptable_use]
#   message:
#     deny: "the use policy of {license} does not allow {purpose} with {component} (its term: {term})"
#     review: "whether the use policy of {license} allows {purpose} with {component} is not settled ({reason}; its term: {term})"
#     unknown: "the use policy of {license} restricts {purpose} with {component} (its term: {term}); {needs} would settle whether this use falls under it"
#   remediation: Drop the purpose {purpose}, use a model whose policy allows it, or record a separate agreement that covers restricted_purpose.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.restricted_purpose

import data.licet.lib.term
import data.licet.lib.test
import rego.v1

deny contains _finding(key, {}) if {
	some key, entry in _listed
	entry.holds == true
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
	some key, entry in _listed
	more := test.open(entry)
}

_listed[[id, purpose]] := entry if {
	some id, binding in input.terms
	term.used(binding)
	not term.covered(binding, "restricted_purpose")
	not term.covered(binding, "acceptable_use")
	some purpose, entry in binding.restricted.purposes
}

_finding(key, more) := object.union(_base(key), more)

_base(key) := {
	"on": ["terms", key[0]],
	"cites": [["acceptable_use", null]],
	"facts": {"purpose": key[1], "term": _listed[key].term},
}
