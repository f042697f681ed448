# METADATA
# title: Training parameters contradict each other
# description: Rate is batch size over units and steps are epochs over rate; a rate from the length of a data loader is a common mistake.
# custom:
#   severity: high
#   clauses: []
#   message: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}), so no figure can be recomputed from them"
#   remediation: State batch size and units as they were, take the rate from them, and the steps from the epochs.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.parameters

import data.licet.lib.dp
import rego.v1

unknown contains finding if {
	some finding in dp.found("parameters", "undecided")
}
