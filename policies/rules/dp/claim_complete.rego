# METADATA
# title: A claim of differential privacy leaves out what gives it meaning
# description: Epsilon means nothing without delta, unit, adjacency and scope. For pure differential privacy delta is 0, and said to be.
# custom:
#   severity: high
#   clauses: []
#   message:
#     unknown: "{component} claims differential privacy with epsilon {epsilon} and delta {delta} per {unit}, and does not state {missing}"
#   remediation: State epsilon, delta (0 for pure differential privacy), unit, adjacency, scope and the accountant that was used, or withdraw the claim.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.claim_complete

import data.licet.lib.dp
import rego.v1

unknown contains finding if {
	some id, record in input.differential_privacy
	dp.claimed(record)
	missing := _missing(record)
	count(missing) > 0
	plain := object.union(dp.about(id, {"missing": missing}), {"reason": "incomplete_claim"})
	needs := concat("/", [record.pointer, "claim", missing[0]])
	finding := object.union(plain, {"needs": needs})
}

# What the accountant misses beyond that.
unknown contains finding if {
	some plain in dp.found("claim_complete", "undecided")
	[_, id] := plain.on
	count(_missing(input.differential_privacy[id])) == 0
	missing := object.get(plain.facts, "missing", "all that it needs")
	finding := object.union(plain, {"facts": {"missing": missing}})
}

_missing(record) := [name |
	some name in ["epsilon", "delta", "unit", "adjacency", "scope"]
	object.get(record.claim, name, null) == null
]
