# METADATA
# title: Whether an ancestor's terms reach the component is open
# description: Some texts do not say whether what was made in this way counts as their derivative. Until that is settled, none of their duties and limits can be judged.
# custom:
#   severity: medium
#   clauses: [derivative_definition, derivative_license, output_training]
#   message:
#     review: "A person must judge whether {license} of {component} reaches {binds}: the way from one to the other is {relations}"
#   remediation: Have counsel decide whether {binds} is a derivative of {component} under {license}; until then treat its terms as binding, or replace {component}.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.lineage.inherited_terms

import data.licet.lib.term
import rego.v1

# Any other reach than the two settled ones, a missing one included, is open.
review contains finding if {
	some id, binding in input.terms
	not term.used(binding)
	not term.covered(binding, "inherited_terms")
	not term.covered(binding, "derivative_definition")
	facts := {"relations": binding.relations, "reach": object.get(binding, "reach", null)}
	plain := term.finding(id, ["derivative_definition", "derivative_license", "output_training"], facts)
	finding := object.union(plain, {"reason": "reach_undecided"})
}
