# METADATA
# title: Users exceed what the license grants
# description: Some licenses stop at a number of users, counted in one past month or today; the clause says which, and whose products count.
# custom:
#   severity: critical
#   clauses: [thresholds]
#   message:
#     deny: "{license} of {component} stops at {limit} {counted}; there are at least {at_least}"
#     review: "{license} of {component} stops at {limit} {counted}; whether there are more is not settled ({reason}); at least {at_least} are stated"
#     unknown: "{license} of {component} stops at {limit} {counted}; {needs} would settle whether there are more (at least {at_least} are stated)"
#     warn: "{license} of {component} stops at {limit} {counted} in {missing_month}; that month is not stated, and at most {at_most} is inferred from other counts"
#   remediation: State the count that the clause names with its month; above the limit, obtain the licensor's grant and record it as a separate agreement that covers user_limit, or replace {component}.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.user_limit

import data.licet.lib.limit
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

unknown contains finding if {
	some [asked, plain] in _asked
	finding := test.unknown(asked, plain)
}

warn contains finding if {
	some id, binding in input.terms
	some name, entry in _limits(binding)
	limit.exceeded(entry).holds == false
	is_string(entry.missing_month)
	finding := limit.finding(id, name, entry)
}

_asked contains [asked, finding] if {
	some id, binding in input.terms
	some name, entry in _limits(binding)
	some asked in test.breach([limit.exceeded(entry), test.fails(entry.exempt)])
	finding := limit.finding(id, name, entry)
}

_limits(binding) := limit.ending_rights(binding, "user_limit") if {
	term.used(binding)
	not limit.lifted(binding, "user_limit")
}
