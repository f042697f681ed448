# METADATA
# title: The license name means more than one text
# description: A name shared by several texts, a family of licenses, or a text edited in place does not say which terms hold; a family never selects a license.
# custom:
#   severity: medium
#   clauses: []
#   message:
#     review: "\"{found}\" of {component} does not mean exactly one text ({reason}); it may be: {arms}"
#     warn: "\"{found}\" of {component} does not say only or later; it is read as {assumed}"
#   remediation: Write the id of the one text that came with the component, or pin the source revision or the sha256 of its license file.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.ambiguous_license

import rego.v1

review contains _finding(name, reason) if {
	some name, component in input.components
	some state, reason in {"ambiguous": "several_texts", "family": "license_family"}
	component.identity.state == state
}

# Only a record that says false clears the text of having been edited under its name.
review contains _finding(name, "revision_in_place") if {
	some name, component in input.components
	not component.identity.revision_in_place == false
}

warn contains {
	"on": ["components", name],
	"cites": [],
	"facts": {"found": component.identity.found, "assumed": component.identity.assumed},
} if {
	some name, component in input.components
	is_string(component.identity.assumed)
}

_finding(name, reason) := {
	"on": ["components", name],
	"cites": [],
	"reason": reason,
	"facts": {"found": input.components[name].identity.found, "arms": _readings(input.components[name].identity)},
}

_readings(identity) := [name | some names in [identity.arms, identity.texts]; some name in names]
