# METADATA
# title: Participation is not stated
# description: DP-FTRL and matrix mechanisms are accounted by how often and how far apart a unit takes part.
# custom:
#   severity: high
#   clauses: []
#   message: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}), and without it there is no bound (at least {at_least}, at most {at_most})"
#   remediation: State `participation.max_participations` and `participation.min_separation` of each phase.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.participation

import data.licet.lib.dp
import rego.v1

unknown contains finding if {
	some finding in dp.found("participation", "undecided")
}
