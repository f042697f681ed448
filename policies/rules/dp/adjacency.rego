# METADATA
# title: Two adjacencies are mixed
# description: Under replace-one a unit moves the sum by twice the clipping norm, under add-remove by once; an epsilon of the one is none of the other.
# custom:
#   severity: high
#   clauses: []
#   message: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}), and an epsilon for the one says nothing on the other (at least {at_least}, at most {at_most})"
#   remediation: State the adjacency that the accountant used, in the claim and in every budget that it is compared with, or account again under the other one.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.adjacency

import data.licet.lib.dp
import rego.v1

unknown contains finding if {
	some finding in dp.found("adjacency", "undecided")
}
