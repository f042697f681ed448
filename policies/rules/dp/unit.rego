# METADATA
# title: The unit of the claim is not what was bounded
# description: Clipping bounds what one example contributes. A claim per user needs a bound on the examples of a user.
# custom:
#   severity: critical
#   clauses: []
#   message: "{component} claims epsilon {epsilon} at delta {delta} per {unit}; {says} (by {shown}), and clipping covers one example only (at least {at_least}, at most {at_most})"
#   remediation: Bound and state `max_contributions_per_unit`, or claim for the example.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.unit

import data.licet.lib.dp
import rego.v1

unknown contains finding if {
	some finding in dp.found("unit", "undecided")
}
