# METADATA
# title: The license text was not read in full
# description: A text that could not be obtained or was read in part, or a known license without clauses here, may raise review but decides nothing.
# custom:
#   severity: medium
#   clauses: []
#   message: "Nothing was cleared under {unread}, which governs {component}: {verification}"
#   remediation: Have a person read the text before use, or add its clauses with their sections to policies/licenses.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.unverified_text

import data.licet.lib.record
import rego.v1

review contains finding if {
	some id, binding in input.terms
	verification := object.get(input.texts, [binding.text, "verification"], "missing")
	not verification in {"read", "clauses_checked"}
	finding := _finding("terms", id, binding.text, object.get(_states, verification, "its text was not read"))
}

review contains finding if {
	some name, component in input.components
	some unread in component.identity.unread
	finding := _finding("components", name, unread, "its clauses are not recorded here")
}

_states := {"partial": "its text was read in part"}

_finding(table, id, unread, verification) := object.union(plain, {"reason": "text_unread"}) if {
	plain := record.plain(table, id, {"unread": unread, "verification": verification})
}
