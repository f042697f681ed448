# METADATA
# title: Examples of a batch influence each other
# description: Batch normalization, contrastive losses and clipping norms that follow the data break the bound on what one example changes.
# custom:
#   severity: high
#   clauses: []
#   message: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}), so that clipping no longer bounds what one example changes"
#   remediation: Say of each phase whether layers or losses mix examples (`batch_dependent`), and replace what does, for example batch by group normalization.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.batch_dependence

import data.licet.lib.dp
import rego.v1

unknown contains finding if {
	some finding in dp.found("batch_dependence", "undecided")
}
