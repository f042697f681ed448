# METADATA
# title: Epsilon is too large to mean much
# description: No law sets an epsilon. The tiers here are the organization's policy; deployed systems stand beside them in the parameters as context.
# custom:
#   severity: medium
#   clauses: []
#   message:
#     deny: "{component} claims epsilon {epsilon} at delta {delta} per {unit}; the organization accepts no more than {limit}"
#     review: "{component} claims epsilon {epsilon} at delta {delta} per {unit}; above {limit} a person decides whether that protects enough"
#     warn: "{component} {shown} epsilon {epsilon} at delta {delta} per {unit}, at most {at_most}; above {limit} there is no guarantee that means anything"
#   remediation: Train with more noise or fewer steps (`licet dp sigma` says how much), claim the recomputed upper end where it is smaller, or record who accepted the figure and why.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.weak

import data.licet.lib.dp
import data.licet.lib.spending
import rego.v1

deny contains finding if {
	some id, record in input.differential_privacy
	dp.above(record.claim.epsilon, input.parameters.dp.ceiling_above)
	finding := _finding(dp.about(id, {"shown": "claims"}), "ceiling_above")
}

review contains finding if {
	some id, record in input.differential_privacy
	epsilon := record.claim.epsilon
	ceiling := input.parameters.dp.ceiling_above
	not dp.above(epsilon, ceiling)
	dp.above(epsilon, input.parameters.dp.weak_above)
	plain := _finding(dp.about(id, {}), "weak_above")
	finding := object.union(plain, {"reason": "weak_epsilon"})
}

warn contains finding if {
	some id, record in input.differential_privacy
	dp.claimed(record)
	some value in [record.upper, record.claim.epsilon]
	dp.above(value, input.parameters.dp.meaningless_above)
	finding := _finding(dp.about(id, {"shown": "claims"}), "meaningless_above")
}

warn contains finding if {
	some id, record in input.privacy_budgets
	dp.above(record.limit.epsilon, input.parameters.dp.meaningless_above)
	finding := _finding(spending.about(id, {"shown": "has a budget of"}), "meaningless_above")
}

_finding(plain, name) := object.union(plain, added) if {
	limit := object.get(input.parameters.dp, name, null)
	added := {"cites": [["parameter", concat("/", ["dp", name])]], "facts": {"limit": limit}}
}
