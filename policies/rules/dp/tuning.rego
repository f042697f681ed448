# METADATA
# title: Tuning on private data is not counted
# description: Whoever picks the best of several runs reveals more than the best run alone.
# custom:
#   severity: critical
#   clauses: []
#   message:
#     deny: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}): with them it is at least {at_least}, at most {at_most}"
#     unknown: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}), and how many there were is not settled (at least {at_least}, at most {at_most})"
#   remediation: "State all runs on the private data under `tuning` (`{runs: 1, distribution: fixed}` if nothing was tuned) and claim the total."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.tuning

import data.licet.lib.dp
import rego.v1

deny contains finding if {
	some finding in dp.found("tuning", "refuted")
}

unknown contains finding if {
	some finding in dp.found("tuning", "undecided")
}
