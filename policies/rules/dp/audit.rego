# METADATA
# title: An audit contradicts the claim
# description: A one-run audit guesses which canaries were in the training. More right guesses than the claim allows refute it; few prove nothing.
# custom:
#   severity: critical
#   clauses: []
#   message:
#     deny: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown})"
#     unknown: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}), so the audit decides nothing"
#   remediation: Withdraw the claim and look for the fault in the training code. Guess with a threshold that was chosen beforehand, on other scores, or corrected for the choice.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.audit

import data.licet.lib.dp
import rego.v1

deny contains finding if {
	some finding in dp.found("audit", "refuted")
}

unknown contains finding if {
	some finding in dp.found("audit", "undecided")
}
