# METADATA
# title: Noise that can be guessed hides nothing
# description: Noise from a generator that is not secure, or from a published seed, can be computed and taken away.
# custom:
#   severity: high
#   clauses: []
#   message: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown})"
#   remediation: "Draw the noise and the batches from a cryptographically secure source, say so (`secure_rng: true`), and never publish the seed."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.randomness

import data.licet.lib.dp
import rego.v1

unknown contains finding if {
	some finding in dp.found("randomness", "undecided")
}
