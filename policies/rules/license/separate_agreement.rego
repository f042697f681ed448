# METADATA
# title: A separate agreement cannot be relied on
# description: An agreement with the licensor lifts clauses only if it is at hand, names what it covers and is in force; until then the license's own terms are judged.
# custom:
#   severity: medium
#   clauses: []
#   message:
#     review: "The separate agreement for {component} lifts nothing: {why} (end date: {expires})"
#     unknown: "The separate agreement for {component} lifts nothing: its file was not shown"
#   remediation: Give the signed agreement as path and sha256 with the clauses it covers and its end date, or renew it.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.separate_agreement

import data.licet.lib.record
import rego.v1

# Any state that is not named here is treated as one that fails.
review contains finding if {
	some name, agreement in _claimed
	state := agreement.state
	not state in {"in_force", "declared", "unchecked"}
	why := object.get({"expired": "it has run out"}, state, "its file did not pass the check")
	finding := _finding(name, agreement, {"reason": concat("_", ["agreement", state]), "facts": {"why": why}})
}

review contains finding if {
	some name, agreement in _claimed
	agreement.state == "in_force"
	agreement.covers == []
	why := "it names no clause that it covers"
	finding := _finding(name, agreement, {"reason": "agreement_covers_nothing", "facts": {"why": why}})
}

unknown contains finding if {
	some name, agreement in _claimed
	agreement.state in {"declared", "unchecked"}
	finding := _finding(name, agreement, {"needs": agreement.pointer})
}

_claimed[name] := agreement if {
	some name, component in input.components
	agreement := component.agreement
	agreement.state != "none"
}

_finding(name, agreement, more) := object.union(record.plain("components", name, facts), more) if {
	facts := object.filter(agreement, ["state", "expires"])
}
