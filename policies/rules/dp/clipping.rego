# METADATA
# title: Clipping layer by layer is accounted as one norm
# description: With a norm for each layer, one example moves the sum by the root of the sum of their squares.
# custom:
#   severity: critical
#   clauses: []
#   message:
#     deny: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}): by the norms that are stated it is at least {at_least}, at most {at_most}"
#     unknown: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}), and what follows is not settled (at least {at_least}, at most {at_most})"
#   remediation: State the norm of every layer and the noise as it is added, and claim what follows from the root of the sum of their squares.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.clipping

import data.licet.lib.dp
import rego.v1

deny contains finding if {
	some finding in dp.found("clipping", "refuted")
}

unknown contains finding if {
	some finding in dp.found("clipping", "undecided")
}
