# METADATA
# title: The contract is not the one for this use
# description: Consumer terms and API terms of the same provider are different contracts. A deployment needs the one that governs programmatic, business use.
# custom:
#   severity: high
#   clauses: [contract]
#   message:
#     deny: "{component} is used under {license} on the plan {plan}, which is not a contract for this use"
#     review: "whether {license} on the plan {plan} is the contract for this use of {component} is not settled ({reason})"
#   remediation: Contract for {component} on API or business terms and declare those as its license, with the plan.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.api.consumer_plan

import data.licet.lib.term
import rego.v1

deny contains finding if {
	some [asked, finding] in _asked
	asked.holds == false
}

review contains finding if {
	some [asked, plain] in _asked
	not _settled(asked)
	finding := object.union(plain, {"reason": _first(asked.position, "contract_unclear")})
}

_asked contains [asked, finding] if {
	some id, binding in input.terms
	api := input.components[binding.component].api
	api != null
	not term.covered(binding, "consumer_plan")
	asked := api.contract
	finding := {
		"on": ["terms", id],
		"cites": [["contract", null] | term.clause(binding, "contract")],
		"facts": {"plan": api.plan},
	}
}

_first(null, otherwise) := otherwise

_first(stated, _) := stated if {
	stated != null
}

_settled(asked) if {
	asked.holds in {true, false}
}
