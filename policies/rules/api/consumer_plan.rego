# METADATA
# title: The contract is not the one for this use
# description: Consumer terms and API terms of the same provider are different contracts. A deployment needs the one that governs programmatic, business use.
# custom:
#   severity: high
#   clauses: [contract]
#   message:
#     deny: "{license} is not a contract for this use of {component} (plan: {plan})"
#     review: "A person must judge whether {license} is the contract for this use of {component} (plan: {plan})"
#   remediation: Contract for {component} on API or business terms and declare those as its license, with the plan.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.api.consumer_plan

import data.licet.lib.term
import data.licet.lib.test
import rego.v1

deny contains finding if {
	some [asked, finding] in _asked
	asked.holds == true
}

review contains finding if {
	some [asked, plain] in _asked
	finding := test.review(asked, plain)
}

_asked contains [asked, finding] if {
	some id, binding in input.terms
	not term.covered(binding, "consumer_plan")
	api := term.api(binding)
	asked := test.fails(test.reviewed(api.contract, "contract_unclear"))
	finding := term.finding(id, ["contract"], {"plan": api.plan})
}
