# METADATA
# title: The choice between licenses is not recorded
# description: An expression with OR lets the licensee choose; until the choice is written down, nobody knows which duties were accepted.
# custom:
#   severity: medium
#   clauses: []
#   message: "{component} is offered under \"{found}\", and the manifest does not say which of them was chosen: {arms} (recorded: {choice})"
#   remediation: Record the choice beside the expression, as license.expression and license.choice; the verdict of each arm is in the findings.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.expression_choice

import data.licet.lib.record
import rego.v1

review contains finding if {
	some name, component in input.components
	component.identity.state == "choice"
	facts := object.filter(component.identity, ["found", "arms", "choice"])
	finding := object.union(record.plain("components", name, facts), {"reason": "choice_not_recorded"})
}
