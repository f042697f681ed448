# METADATA
# title: Noise does not cover what one example moves in a microbatch
# description: "When a microbatch is clipped as a whole, one example can turn its clipped gradient around: twice the norm, not once. Noise that is added for each microbatch or dropped on accumulation changes the scale as well."
# custom:
#   severity: critical
#   clauses: []
#   message:
#     deny: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}): accounted so, it is at least {at_least}, at most {at_most}"
#     unknown: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}), and how the gradients were clipped and added up is not settled (at least {at_least}, at most {at_most})"
#   remediation: "Clip every example by itself (`microbatch_size: 1` and `clipping.per: example`), or claim what follows from twice the norm."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.microbatch

import data.licet.lib.dp
import rego.v1

deny contains finding if {
	some finding in dp.found("microbatch", "refuted")
}

unknown contains finding if {
	some finding in dp.found("microbatch", "undecided")
}
