# METADATA
# title: The claim covers the last state only
# description: Accounting here assumes that every state of the model is seen. That only the last one is released may be more private, but nothing here bounds by how much.
# custom:
#   severity: medium
#   clauses: []
#   message: "{component} claims epsilon {epsilon} at delta {delta} for the last state alone; {says} (by {shown}) (for all states at least {at_least}, at most {at_most})"
#   remediation: Claim what holds when every state is seen, or have the argument for the last state reviewed by a person.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.hidden_state

import data.licet.lib.dp
import rego.v1

unknown contains finding if {
	some finding in dp.found("hidden_state", "undecided")
}
