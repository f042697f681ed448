# METADATA
# title: A component was made from something that nobody declared
# description: A changed model without a parent, or an adapter without a base, hides terms that may bind it.
# custom:
#   severity: high
#   clauses: []
#   message:
#     unknown: "{changed} was changed or adapted, but {needs} does not say from what, so the terms it inherits are not known"
#   remediation: List under derived_from what {changed} was made from, and declare each ancestor with its license.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.lineage.undeclared_ancestor

import data.licet.lib.record
import rego.v1

# Ancestors are asked as well: a gap further up hides terms just as one at the end.
unknown contains finding if {
	some name, component in input.components
	component.undeclared_parent != false
	component.unconnected != true
	plain := record.plain("components", name, {"changed": name})
	pointer := component.pointer
	finding := object.union(plain, {"pointer": pointer, "needs": concat("/", [pointer, "derived_from"])})
}
