# METADATA
# title: A bar that the license puts on users is not respected
# description: Some texts make the deployer keep users from certain conduct or tell them that they deal with a machine; such a bar goes on binding an allowed use.
# custom:
#   severity: medium
#   clauses: [user_restrictions]
#   message:
#     deny: "{license} of {component} binds its users ({restrictions}), and that is not respected"
#     unknown: "{license} of {component} binds its users ({restrictions}); {needs} would settle whether that is respected"
#     obligation: "Tell the users of {binds} that they deal with a machine, as {license} asks"
#   remediation: Put the restriction into the users' contract and tell users that they deal with an AI (deployment.discloses_ai).
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.user_restrictions

import data.licet.lib.term
import data.licet.lib.test
import rego.v1

deny contains finding if {
	some [asked, finding] in _asked
	asked.holds == true
}

unknown contains finding if {
	some [asked, plain] in _asked
	finding := test.unknown(asked, plain)
}

obligation contains finding if {
	some id, binding in _restricted
	_tells(binding)
	input.deployment.discloses_ai != false
	finding := object.union(_finding(id, binding), {"duty": "ai_disclosure", "status": _status})
}

_asked contains [asked, finding] if {
	some id, binding in _restricted
	asked := test.needing(binding.restricted.users, binding.pointer)
	finding := _finding(id, binding)
}

_asked contains [asked, finding] if {
	asked := test.answer(true)
	some id, binding in _restricted
	_tells(binding)
	input.deployment.discloses_ai == false
	finding := _finding(id, binding)
}

_restricted[id] := binding if {
	some id, binding in input.terms
	term.used(binding)
	not term.covered(binding, "user_restrictions")
}

_tells(binding) if {
	"ai_disclosure" in term.clause(binding, "user_restrictions").value
}

_status := "met" if {
	input.deployment.discloses_ai == true
} else := "open"

_finding(id, binding) := term.finding(id, ["user_restrictions"], {"restrictions": restrictions}) if {
	restrictions := [replace(each, "_", " ") | some each in term.clause(binding, "user_restrictions").value]
}
