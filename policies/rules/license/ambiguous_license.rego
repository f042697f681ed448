# METADATA
# title: The license name means more than one text
# description: A name shared by several texts, a family of licenses, or a text edited in place does not say which terms hold; a family never selects a license.
# custom:
#   severity: medium
#   clauses: []
#   message:
#     review: "The license of {component}, \"{found}\", does not mean exactly one text; it may be {arms}"
#     warn: "The license of {component}, \"{found}\", does not say only or later; it is read as {assumed}"
#   remediation: Write the id of the one text that came with the component, or pin the source revision or the sha256 of its license file.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.ambiguous_license

import data.licet.lib.record
import rego.v1

review contains finding if {
	some name, component in input.components
	some reason in _reasons(component.identity)
	readings := [one | some texts in [component.identity.arms, component.identity.texts]; some one in texts]
	facts := {"found": component.identity.found, "arms": readings}
	finding := object.union(record.plain("components", name, facts), {"reason": reason})
}

warn contains finding if {
	some name, component in input.components
	is_string(component.identity.assumed)
	finding := record.plain("components", name, object.filter(component.identity, ["found", "assumed"]))
}

# Only a record that says false clears the text of having been edited under its name.
_reasons(identity) := {reason | some state, reason in _names_several; identity.state == state} | _edited(identity)

_names_several := {"ambiguous": "several_texts", "family": "license_family"}

_edited(identity) := set() if {
	identity.revision_in_place == false
} else := {"revision_in_place"}
