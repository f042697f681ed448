# METADATA
# title: The figure is that of an accountant which does not give the truth
# description: Some accountants overflow at small delta and report less than the truth, and the bound of RDP is more than it. The figure is recomputed here; this is about the next one.
# custom:
#   severity: low
#   clauses: []
#   message: "{component} claims epsilon {epsilon} at delta {delta}; {says} (by {shown}); recomputed: at least {at_least}, at most {at_most}"
#   remediation: State the recomputed value, and use an accountant with certified ends.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.dp.accountant

import data.licet.lib.dp
import rego.v1

warn contains finding if {
	some finding in dp.found("accountant", "note")
}
