# METADATA
# title: The claimed epsilon does not follow from the training
# description: Epsilon is recomputed from the declared facts as two certified ends. A claim below the lower end is impossible; one between the ends, or on a training that cannot be accounted, is not shown.
# custom:
#   severity: critical
#   clauses: []
#   message:
#     deny: "{component} claims epsilon {epsilon} at delta {delta} per {unit}; {says} ({reason}, by {shown}): recomputed at least {at_least}, at most {at_most}"
#     unknown: "{component} claims epsilon {epsilon} at delta {delta} per {unit}; {says} ({reason}, by {shown}): recomputed at least {at_least}, at most {at_most}"
#   remediation: Claim the upper end that was recomputed, state the facts that are missing, train again with more noise (`licet dp sigma` says how much), or withdraw the claim.
#   controls: []
#   since: 0.1.0
#   waivable: false
package licet.rules.dp.claim

import data.licet.lib.dp
import data.licet.lib.hazard
import rego.v1

deny contains finding if {
	some finding in dp.found("claim", "refuted")
}

deny contains finding if {
	some id, record in input.differential_privacy
	dp.claimed(record)
	code := _refuted(record)
	not _said(record, ["claim", "refuted"])
	facts := {"says": hazard.says(code), "shown": dp.shown({})}
	finding := object.union(dp.about(id, facts), {"reason": code})
}

unknown contains finding if {
	some finding in dp.found("claim", "undecided")
}

# A verdict without a reason that a rule answers for is nobody's proof.
unknown contains finding if {
	some id, record in input.differential_privacy
	dp.claimed(record)
	not _refuted(record)
	not _proved(record)
	not _reasoned(record)
	code := "claim_not_shown"
	needs := dp.needs(record, concat("", [record.pointer, "/claim"]))
	facts := {"says": hazard.says(code), "shown": dp.shown({})}
	finding := object.union(dp.about(id, facts), {"reason": code, "needs": needs})
}

_refuted(record) := "claim_below_lower" if {
	record.verdict in {"refuted", "proved"}
	dp.above(record.lower, record.claim.epsilon)
} else := "claim_refuted" if {
	record.verdict == "refuted"
}

# The verdict alone proves nothing: the numbers have to say so as well.
_proved(record) if {
	record.verdict == "proved"
	dp.within(record.upper, record.claim.epsilon)
}

_reasoned(record) if {
	some code, reason in record.reasons
	owner := hazard.owner(code, reason.effect)
	owner[1] == "undecided"
}

_said(record, owner) if {
	some code, reason in record.reasons
	hazard.owner(code, reason.effect) == owner
}
