# METADATA
# title: The license file is not the text that was read
# description: The license text found beside the component has another digest than the text whose clauses are judged here, or is not there at all.
# custom:
#   severity: high
#   clauses: []
#   message:
#     review: "the license file of {component} was compared with {texts}: {state}; the clauses judged here may not be its terms"
#     warn: "the license file of {component} cannot be compared with {texts}, whose digest is of another form of the text"
#   remediation: Compare the file with the cited text; name the revision it really is, or add it as a license of its own.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.text_differs

import rego.v1

# Any other answer than "no file was given", "it matches" and "these two cannot be compared" is for a person to look at.
review contains object.union(_finding(name), {"reason": concat("_", ["text", component.identity.text_state])}) if {
	some name, component in input.components
	not component.identity.text_state in {"none", "matches", "uncompared"}
}

warn contains _finding(name) if {
	some name, component in input.components
	component.identity.text_state == "uncompared"
}

_finding(name) := {
	"on": ["components", name],
	"cites": [],
	"facts": {"texts": input.components[name].identity.texts, "state": input.components[name].identity.text_state},
}
