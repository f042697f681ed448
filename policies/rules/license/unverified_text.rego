# METADATA
# title: The license text was not read in full
# description: A text that could not be obtained or was read in part, or a known license without clauses here, may raise review but decides nothing.
# custom:
#   severity: medium
#   clauses: []
#   message: "{unread}, which governs {component}, was not read in full ({verification}), so nothing in it was cleared"
#   remediation: Have a person read the text before use, or add its clauses with their sections to policies/licenses.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.unverified_text

import rego.v1

review contains _finding(["terms", id], binding.text, verification) if {
	some id, binding in input.terms
	verification := object.get(input.texts, [binding.text, "verification"], "no text")
	not verification in {"read", "clauses_checked"}
}

review contains _finding(["components", name], unread, "no clauses here") if {
	some name, component in input.components
	some unread in component.identity.unread
}

_finding(on, unread, verification) := {
	"on": on,
	"cites": [],
	"reason": "text_unread",
	"facts": {"unread": unread, "verification": verification},
}
