# METADATA
# title: A license cannot be identified
# description: Every component, deployed or upstream, must name a license that is known here; a name that means nothing grants nothing.
# custom:
#   severity: critical
#   clauses: []
#   message:
#     deny: "The license of {component} is \"{found}\", which names no license known here, so no permission can be shown (nearest names, not applied: {nearest})"
#     review: "The license of {component} is \"{found}\", which is no license; the use is not commercial and nothing leaves the organization, but a person must find the terms"
#     unknown: "The license of {component} is {found} in the manifest; nobody said under which terms it came"
#   remediation: Name the license by its id, SPDX id or expression, or give its file with sha256 beside the name; if none can be found, replace the component.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.unknown_license

import data.licet.lib.record
import rego.v1

# Whatever is not known to name a license is refused, also a state that this rule has never heard of.
# The named states are answered by the rules on the text, license/ambiguous_license and license/expression_choice.
deny contains finding if {
	some name, component in input.components
	state := object.get(component.identity, "state", "missing")
	not state in {"resolved", "own", "ambiguous", "family", "choice", "unsaid"}
	not _tolerated(component)
	finding := _finding(name, component.identity, component.identity.found)
}

review contains finding if {
	some name, component in input.components
	_tolerated(component)
	plain := _finding(name, component.identity, component.identity.found)
	finding := object.union(plain, {"reason": "placeholder"})
}

unknown contains finding if {
	some name, component in input.components
	component.identity.state == "unsaid"
	pointer := component.identity.pointer
	plain := _finding(name, component.identity, object.get(input.said, pointer, "absent"))
	finding := object.union(plain, {"needs": pointer})
}

# A word that stands for no license, where nobody earns from the use and nothing is passed on.
_tolerated(component) if {
	component.identity.state == "placeholder"
	input.deployment.commercial == false
	component.leaves == false
	every other in _carriers(component) {
		other.available == false
		other.leaves == false
	}
}

# An upstream component goes wherever the components that it may be part of go.
_carriers(component) := [component] if {
	component.bound
} else := [other | some other in input.components; other.bound]

_finding(name, identity, found) := record.plain("components", name, {"found": found, "nearest": identity.nearest})
