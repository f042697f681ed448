# METADATA
# title: The line from the deployment to its ancestors has a gap
# description: A changed model without a parent, an adapter without a base, or a model that nothing leads to may hide terms that bind the deployment.
# custom:
#   severity: high
#   clauses: []
#   message:
#     unknown: "{gap}; {needs} would settle whose terms bind it"
#     warn: "Nothing in the manifest says what the data set {component} is for, so no term of its license was judged"
#   remediation: List under derived_from what each deployed component was made from and how, declare every ancestor with its license, and take out what has nothing to do with the deployment.
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
	finding := _component(name, component, "was changed or adapted, and nobody says from what", "/derived_from")
}

# A forgotten edge and a model that has nothing to do with the deployment look the same.
unknown contains finding if {
	some name, component in input.components
	component.kind == "model"
	component.unconnected != false
	finding := _component(name, component, "is declared, but no deployed component is said to come from it", "")
}

unknown contains finding if {
	input.deployment.models_named != true
	plain := record.plain("contract", "contract", {"gap": "Nobody says which models are deployed"})
	finding := object.union(plain, {"pointer": "/deployment/models", "needs": "/deployment/models"})
}

warn contains finding if {
	some name, component in input.components
	component.kind == "dataset"
	component.unconnected != false
	finding := record.plain("components", name, {})
}

_component(name, component, gap, more) := object.union(
	record.plain("components", name, {"gap": concat(" ", [name, gap])}),
	{"pointer": component.pointer, "needs": concat("", [component.pointer, more])},
)
