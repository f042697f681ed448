# METADATA
# title: Revenue exceeds what the license grants
# description: Some licenses stop at an amount of revenue, most of them the whole group's from any source; the amount is compared in the license's currency.
# custom:
#   severity: high
#   clauses: [thresholds]
#   message:
#     deny: "{license} of {component} stops at {currency} {limit} of {counted}; the licensee has at least {at_least}"
#     review: "{license} of {component} stops at {currency} {limit} of {counted}; whether the licensee, with at least {at_least}, is above is not settled ({reason})"
#     unknown: "{license} of {component} stops at {currency} {limit} of {counted}; {needs} would settle whether the licensee, with at least {at_least}, is above"
#   remediation: State the revenue of the period and scope that the clause names; above the limit, obtain the licensor's grant and record it as a separate agreement that covers revenue_limit, or replace {component}.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.revenue_limit

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

_asked contains [asked, finding] if {
	some id, binding in input.terms
	term.used(binding)
	not limit.lifted(binding, "revenue_limit")
	some name, entry in limit.ending_rights(binding, "revenue_limit")
	some asked in test.breach([limit.exceeded(entry), test.fails(entry.exempt)])
	finding := limit.finding(id, name, entry)
}
