# METADATA
# title: Revenue exceeds what the license grants
# description: Some licenses stop at an amount of revenue, most of them the whole group's from any source; the amount is compared in the license's currency.
# custom:
#   severity: high
#   clauses: [thresholds]
#   message:
#     deny: "{license} of {component} stops at {currency} {limit} ({metric}); the licensee of {binds} has at least {at_least} ({basis})"
#     review: "{license} of {component} stops at {currency} {limit} ({metric}); whether the licensee of {binds} is above is not settled ({reason}): between {at_least} and {at_most}"
#     unknown: "{license} of {component} stops at {currency} {limit} ({metric}); the licensee of {binds} has at least {at_least} and at most {at_most}, and {needs} would settle it"
#   remediation: State the revenue of the period and scope that the clause names; above the limit, obtain the licensor's grant and record it as a separate agreement that covers revenue_limit, or replace {component}.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.revenue_limit

import data.licet.lib.term
import data.licet.lib.test
import rego.v1

deny contains _finding(key, {}) if {
	some key, limit in _limits
	_exceeded(limit)
	limit.exempt.holds == false
}

review contains _finding(key, open) if {
	some [key, open] in _open
	open.reason
}

unknown contains _finding(key, open) if {
	some [key, open] in _open
	open.needs
}

# The amount where it lies on both sides of the limit, and the exemption unless the amount is settled.
_open contains [key, more] if {
	some key, limit in _limits
	not _settled(limit)
	some question in [limit.exempt, {"holds": _known(limit), "position": limit.position, "needs": limit.needs}]
	more := test.open(question)
}

# Whatever does not count users counts money. Effects that are a duty or a plan are not breaches; any other effect is, also one that has no name here.
_limits[[id, name]] := limit if {
	some id, binding in input.terms
	term.used(binding)
	some name, limit in binding.limits
	not limit.metric in {"mau", "dau"}
	not limit.effect in {"display_required", "plan_required"}
	not _noncommercial(binding, limit)
	not limit.exempt.holds == true
	not term.covered(binding, "revenue_limit")
	not term.covered(binding, "thresholds")
}

_noncommercial(binding, limit) if {
	limit.effect == "commercial_not_licensed"
	binding.events.commercial == false
}

_known(limit) if {
	_exceeded(limit)
} else := null

_exceeded(limit) if {
	_compared(limit.at_least, limit.limit) in _excess(limit)
}

_settled(limit) if {
	limit.position == null
	_compared(limit.at_most, limit.limit) in {">": {"below", "equal"}, ">=": {"below"}}[limit.operator]
}

# Where the text says two things about equality, a position stands for it.
_excess(limit) := {">": {"above"}, ">=": {"above", "equal"}}[limit.operator] - {"equal" | limit.position != null}

_compared(count, limit) := "above" if {
	is_number(count)
	is_number(limit)
	count > limit
} else := "below" if {
	is_number(count)
	is_number(limit)
	count < limit
} else := "equal" if {
	count == limit
}

_finding(key, more) := object.union(_base(key), more)

_base(key) := {
	"on": ["terms", key[0]],
	"cites": [["thresholds", key[1]]],
	"facts": object.filter(_limits[key], ["metric", "limit", "at_least", "at_most", "basis", "currency"]),
}
