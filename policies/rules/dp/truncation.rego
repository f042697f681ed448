# METADATA
# title: Batches are cut off or filled up
# description: A largest or constant batch size changes which examples take part; Poisson accounting leaves that out.
# custom:
#   severity: critical
#   clauses: []
#   message:
#     deny: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}): with that counted it is at least {at_least}, at most {at_most}"
#     unknown: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}), and what follows is not settled (at least {at_least}, at most {at_most})"
#   remediation: State the cap (`sampling.cap`) and the number of units, and claim the upper end with the cap.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.truncation

import data.licet.lib.dp
import rego.v1

deny contains finding if {
	some finding in dp.found("truncation", "refuted")
}

unknown contains finding if {
	some finding in dp.found("truncation", "undecided")
}
