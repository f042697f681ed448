# METADATA
# title: The license file is not the text that was read
# description: The license text found beside the component has another digest than the text whose clauses are judged here, or is not there at all.
# custom:
#   severity: medium
#   clauses: []
#   message:
#     review: "The license file of {component} {compared} the text of {texts}; the clauses judged here may not be its terms"
#     warn: "The license file of {component} cannot be compared with the text of {texts}, whose digest is of another form"
#   remediation: Compare the file with the cited text; name the revision it really is, or add it as a license of its own.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.text_differs

import data.licet.lib.record
import rego.v1

# Any other answer than "no file was given", "it matches" and "these two cannot be compared" is for a person to look at.
review contains finding if {
	some name, component in input.components
	state := component.identity.text_state
	not state in {"none", "matches", "uncompared"}
	compared := object.get(_compared, state, "was not compared with")
	found := {"reason": concat("_", ["text", state]), "facts": {"compared": compared}}
	finding := object.union(_finding(name, component.identity), found)
}

warn contains finding if {
	some name, component in input.components
	component.identity.text_state == "uncompared"
	finding := _finding(name, component.identity)
}

_compared := {"differs": "differs from", "missing": "is not there, so nothing compares it with"}

_finding(name, identity) := record.plain("components", name, {"state": identity.text_state, "texts": identity.texts})
