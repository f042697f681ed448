# METADATA
# title: The mechanism gives no differential privacy
# description: Approximate unlearning, heuristics and training without noise have no epsilon, whatever is reported.
# custom:
#   severity: critical
#   clauses: []
#   message: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}), so no epsilon follows from it"
#   remediation: Withdraw the claim, or name a mechanism that differential privacy is known for.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.mechanism

import data.licet.lib.dp
import rego.v1

unknown contains finding if {
	some finding in dp.found("mechanism", "undecided")
}
