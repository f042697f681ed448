# METADATA
# title: Data outside the scope of the claim may hold the same units
# description: A guarantee for fine-tuning does not cover people whose data also were in the pretraining set or in another dataset.
# custom:
#   severity: high
#   clauses: []
#   message: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown})"
#   remediation: Show that the datasets share no units, or extend the scope of the claim to all training and account for it.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.scope

import data.licet.lib.dp
import rego.v1

unknown contains finding if {
	some finding in dp.found("scope", "undecided")
}
