package licet.lib.spending

import data.licet.lib.dp
import data.licet.lib.hazard
import rego.v1

# A finding on a dataset's budget, with what is spent of it.
about(id, facts) := {"cites": [], "on": ["privacy_budgets", id], "facts": object.union(facts, stated)} if {
	record := input.privacy_budgets[id]
	stated := {
		"epsilon": record.limit.epsilon,
		"delta": record.limit.delta,
		"unit": record.limit.unit,
		"at_least": dp.end(record.lower),
		"at_most": dp.end(record.upper),
		"claimed": record.claimed,
		"models": record.models,
		"unaccounted": record.unaccounted,
		"ledger_events": record.ledger_events,
	}
}

# The same with a reason code and its words.
because(id, code, facts) := object.union(about(id, said), {"reason": code}) if {
	said := object.union(facts, {"says": hazard.says(code), "shown": dp.shown(facts)})
}

# What the accountant gives reasons for: refuted, or else open. Nothing it says is a mere note here.
reasoned(id, effect) := {finding |
	record := input.privacy_budgets[id]
	some code, reason in record.reasons
	effect == object.get({"refuted": "refuted"}, reason.effect, "undecided")
	plain := because(id, code, reason.facts)
	finding := object.union(plain, _needed(record, reason, effect))
}

_needed(record, reason, effect) := {"needs": dp.needs(record, reason.needs)} if {
	effect == "undecided"
} else := {}
