# METADATA
# title: Batches were not drawn as the figure assumes
# description: Amplification by Poisson sampling holds for Poisson sampling. Shuffled batches and batches of a fixed size have bounds of their own, and those are used here.
# custom:
#   severity: critical
#   clauses: []
#   message:
#     deny: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}): drawn so, it is at least {at_least}, at most {at_most}"
#     unknown: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}), and the claim lies between their bounds (at least {at_least}, at most {at_most})"
#   remediation: Draw each example into each batch by chance (Poisson), or claim the upper end for the batches as they were drawn.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.sampling

import data.licet.lib.dp
import rego.v1

deny contains finding if {
	some finding in dp.found("sampling", "refuted")
}

unknown contains finding if {
	some finding in dp.found("sampling", "undecided")
}
