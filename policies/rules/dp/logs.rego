# METADATA
# title: Logs of the training contradict what is declared
# description: Logged batch sizes, noise and gradient norms can refute what the manifest says, each test with its p-value after correction for all tests. They prove nothing.
# custom:
#   severity: critical
#   clauses: []
#   message: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown})"
#   remediation: Declare what the logs show, or find out why they show something else.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.logs

import data.licet.lib.dp
import rego.v1

deny contains finding if {
	some finding in dp.found("logs", "refuted")
}
