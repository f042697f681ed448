# METADATA
# title: Other releases on the same data are not counted
# description: Every model, statistic and synthetic table from the same data adds to what is revealed about each unit.
# custom:
#   severity: critical
#   clauses: []
#   message:
#     deny: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}): together it is at least {at_least}, at most {at_most}"
#     unknown: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}), and what they add is not settled (at least {at_least}, at most {at_most})"
#   remediation: "Compose all releases on the dataset: record them in the ledger, or state why their units differ."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.releases

import data.licet.lib.dp
import rego.v1

deny contains finding if {
	some finding in dp.found("releases", "refuted")
}

unknown contains finding if {
	some finding in dp.found("releases", "undecided")
}
