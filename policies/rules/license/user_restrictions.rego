# METADATA
# title: A bar that the license puts on users is not respected
# description: Some texts make the deployer keep users from certain conduct or tell them that they deal with a machine; such a bar goes on binding an allowed use.
# custom:
#   severity: medium
#   clauses: [user_restrictions]
#   message:
#     deny: "{license} of {component} restricts what users of {binds} may do or must be told ({restrictions}), and this is not respected"
#     unknown: "{license} of {component} restricts what users of {binds} may do or must be told ({restrictions}); {needs} would settle whether this is respected"
#     obligation: "tell the users of {binds} that its content is made by a machine, as {license} of {component} asks"
#   remediation: Put the restriction into the users' contract and tell users that they deal with an AI (deployment.discloses_ai).
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.user_restrictions

import data.licet.lib.term
import data.licet.lib.test
import rego.v1

deny contains _finding(id, {}) if {
	some id, binding in _restricted
	binding.restricted.users.holds == true
}

deny contains _finding(id, {}) if {
	some id in _tells
	input.deployment.discloses_ai == false
}

unknown contains _finding(id, open) if {
	some id, binding in _restricted
	open := test.open(binding.restricted.users)
}

obligation contains _finding(id, {"duty": "ai_disclosure", "status": _status}) if {
	some id in _tells
	input.deployment.discloses_ai != false
}

_tells contains id if {
	some id, binding in _restricted
	"ai_disclosure" in term.clause(binding, "user_restrictions").value
}

_status := "met" if {
	input.deployment.discloses_ai == true
} else := "open"

_restricted[id] := binding if {
	some id, binding in input.terms
	term.used(binding)
	not term.covered(binding, "user_restrictions")
}

_finding(id, more) := object.union(_base(id), more)

_base(id) := {
	"on": ["terms", id],
	"cites": [["user_restrictions", null] | term.clause(input.terms[id], "user_restrictions")],
	"facts": {"restrictions": [bar | some bar in term.clause(input.terms[id], "user_restrictions").value]},
}
