# METADATA
# title: The privacy budget of a dataset is spent
# description: All releases on a dataset, the ledger's included, are composed into one epsilon with two certified ends and compared with the budget. Training without differential privacy has no finite epsilon.
# custom:
#   severity: critical
#   clauses: []
#   message:
#     deny: "{component} has a privacy budget of epsilon {epsilon} at delta {delta} per {unit}; {says} (by {shown}): at least {at_least}, at most {at_most} over models {models} and {ledger_events} releases of the ledger; models without accounting: {unaccounted}; highest claim {claimed}"
#     unknown: "{component} has a privacy budget of epsilon {epsilon} at delta {delta} per {unit}; {says} (by {shown}): at least {at_least}, at most {at_most} over models {models} and {ledger_events} releases of the ledger; models without accounting: {unaccounted}; highest claim {claimed}"
#     warn: "Whether the budget of epsilon {epsilon} of {component} holds was judged by this manifest alone: no ledger was given, so releases elsewhere were not seen"
#   remediation: Stop releases on this dataset or train with more noise (`licet dp sigma`); name the ledger with all releases (`--ledger`); raising the budget is a decision that the organization records.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.budget

import data.licet.lib.dp
import data.licet.lib.spending
import rego.v1

deny contains finding if {
	some id, _ in input.privacy_budgets
	some finding in spending.reasoned(id, "refuted")
}

deny contains finding if {
	some id, record in input.privacy_budgets
	code := _exceeded(record)
	finding := spending.because(id, code, {})
}

unknown contains finding if {
	some id, _ in input.privacy_budgets
	some finding in spending.reasoned(id, "undecided")
}

unknown contains finding if {
	some id, record in input.privacy_budgets
	not _exceeded(record)
	[code, pointer] := _open(record)
	finding := object.union(spending.because(id, code, {}), {"needs": pointer})
}

warn contains finding if {
	some id, record in input.privacy_budgets
	record.ledger != "composed"
	finding := spending.about(id, {"ledger": record.ledger})
}

_exceeded(record) := "budget_exceeded" if {
	dp.above(record.lower, record.limit.epsilon)
} else := "claim_above_budget" if {
	dp.above(record.claimed, record.limit.epsilon)
} else := "budget_not_shown" if {
	input.parameters.dp.budget_reading != "review"
	dp.above(record.upper, record.limit.epsilon)
}

# What nothing that was recomputed settles; where the accountant gives reasons, those say it.
_open(record) := ["training_not_accounted", record.pointer] if {
	count(record.unaccounted) > 0
	not record.reasons.training_without_dp
} else := ["budget_incomplete", pointer] if {
	count(record.reasons) == 0
	missing := [name | some name in ["epsilon", "delta", "unit", "adjacency"]; object.get(record.limit, name, null) == null]
	pointer := concat("/", [record.pointer, missing[0]])
} else := ["budget_not_shown", record.pointer] if {
	count(record.reasons) == 0
	most := record.upper
	limit := record.limit.epsilon
	not dp.within(most, limit)
}
