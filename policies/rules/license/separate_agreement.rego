# METADATA
# title: A separate agreement cannot be relied on
# description: An agreement with the licensor lifts clauses only if it is at hand, names what it covers and is in force; until then the license's own terms are judged.
# custom:
#   severity: medium
#   clauses: []
#   message:
#     review: "the separate agreement for {component} lifts nothing: it is {state} ({reason}; end date: {expires})"
#     unknown: "the separate agreement for {component} was not shown ({state}), so it lifts nothing"
#   remediation: Give the signed agreement as path and sha256 with the clauses it covers and its end date, or renew it.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.separate_agreement

import rego.v1

# Any state that is not named here is treated as one that fails.
review contains _finding(name, {"reason": concat("_", ["agreement", agreement.state])}) if {
	some name, agreement in _claimed
	not agreement.state in {"in_force", "declared", "unchecked"}
}

review contains _finding(name, {"reason": "agreement_covers_nothing"}) if {
	some name, agreement in _claimed
	agreement.state == "in_force"
	agreement.covers == []
}

unknown contains _finding(name, {"needs": agreement.pointer}) if {
	some name, agreement in _claimed
	agreement.state in {"declared", "unchecked"}
}

_claimed[name] := component.agreement if {
	some name, component in input.components
	component.agreement.state != "none"
}

_finding(name, more) := object.union(_base(name), more)

_base(name) := {
	"on": ["components", name],
	"cites": [],
	"facts": object.filter(_claimed[name], ["state", "expires"]),
}
