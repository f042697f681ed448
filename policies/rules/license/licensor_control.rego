# METADATA
# title: The licensor can change the terms or the use
# description: Some licensors may restrict use from afar, amend the text, demand updates or keep the use policy behind a URL; today's verdict then holds for today's text.
# custom:
#   severity: low
#   clauses: [licensor_control]
#   message: "{license} lets the licensor of {component} {can}"
#   remediation: Pin the text by its sha256, watch the cited document for changes, and plan for a replacement of {component}.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.licensor_control

import data.licet.lib.term
import data.licet.lib.words
import rego.v1

# A release in time only adds rights; software/production_use reads it.
warn contains finding if {
	some id, binding in input.terms
	term.used(binding)
	not term.covered(binding, "licensor_control")
	controls := [control | some control in term.clause(binding, "licensor_control").value; control != "time_release"]
	controls != []
	can := [words.says("licensor_control", control) | some control in controls]
	finding := term.finding(id, ["licensor_control"], {"controls": controls, "can": can})
}
