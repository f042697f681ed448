# METADATA
# title: The noise is not what its multiplier says
# description: The multiplier is the standard deviation on the sum over the clipping norm. Noise on a mean must be multiplied by the expected batch; dividing by the batch that was drawn is not sound.
# custom:
#   severity: critical
#   clauses: []
#   message:
#     deny: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}): by the noise as it is added it is at least {at_least}, at most {at_most}"
#     unknown: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}), and what follows is not settled (at least {at_least}, at most {at_most})"
#   remediation: State `noise.std`, what it is added to and the divisor as the code has them; divide by the expected batch size.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.noise

import data.licet.lib.dp
import rego.v1

deny contains finding if {
	some finding in dp.found("noise", "refuted")
}

unknown contains finding if {
	some finding in dp.found("noise", "undecided")
}
