package licet.lib.limit

import data.licet.lib.term
import data.licet.lib.test
import rego.v1

# Whatever does not count users counts money. The name is also the one under which an agreement lifts the limit.
kind(entry) := "user_limit" if {
	entry.metric in {"mau", "dau"}
} else := "revenue_limit"

lifted(binding, name) if {
	some covered in [name, "thresholds"]
	term.covered(binding, covered)
}

# The limits of this kind that end rights when they are passed.
ending_rights(binding, name) := {id: entry |
	some id, entry in binding.limits
	kind(entry) == name
	not _is_duty(entry)
	not _untouched(entry, binding)
	not exempt(entry)
}

exempt(entry) if {
	entry.exempt.holds == true
}

# Whether the count is beyond the limit. Where the text says two things about equality, a position stands for it.
exceeded(entry) := test.answer(true) if {
	_compared(entry.at_least, entry.limit) in _beyond(entry)
} else := test.answer(false) if {
	entry.position == null
	_compared(entry.at_most, entry.limit) in _within[entry.operator]
} else := {"holds": null, "position": entry.position, "needs": entry.needs}

finding(id, name, entry) := {"cites": [["thresholds", name]], "on": ["terms", id], "facts": object.union(
	object.filter(entry, ["metric", "limit", "currency", "effect", "at_least", "at_most", "basis", "missing_month"]),
	{"counted": object.get(_metrics, entry.metric, entry.metric)},
)}

# Effects that are a duty or a plan are no breach; any other effect is, also one that has no name here.
_is_duty(entry) if {
	entry.effect in {"display_required", "plan_required"}
}

_untouched(entry, binding) if {
	entry.effect == "commercial_not_licensed"
	binding.events.commercial == false
}

_compared(counted, limit) := "above" if {
	is_number(counted)
	is_number(limit)
	counted > limit
} else := "below" if {
	is_number(counted)
	is_number(limit)
	counted < limit
} else := "equal" if {
	counted == limit
}

_beyond(entry) := {">": {"above"}, ">=": {"above", "equal"}}[entry.operator] - {"equal" | entry.position != null}

_within := {">": {"below", "equal"}, ">=": {"below"}}

_metrics := {
	"mau": "monthly active users",
	"dau": "daily active users",
	"annual_revenue": "annual revenue",
	"monthly_revenue": "monthly revenue",
	"annual_recurring_revenue": "annual recurring revenue",
}
