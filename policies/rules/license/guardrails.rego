# METADATA
# title: A guardrail whose absence ends the rights is off
# description: Some texts end the rights of whoever bypasses or disables the guardrails that came with the material without a similar one in place.
# custom:
#   severity: critical
#   clauses: [guardrails]
#   message:
#     deny: "Guardrails of {disabled} are disabled, which ends the rights under {license} of {component}"
#     obligation: "Keep the guardrails of {component} on, or a substantially similar one in place: {license} ends when they are disabled"
#   remediation: Turn the guardrails back on or put a substantially similar one in place, and state guardrails_disabled as false.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.guardrails

import data.licet.lib.term
import rego.v1

deny contains finding if {
	some id, binding in _asked
	disabled := [name | some name in _way(binding); input.components[name].guardrails_disabled == true]
	disabled != []
	finding := term.finding(id, ["guardrails"], {"disabled": disabled})
}

# Not declared is not unknown: the restriction stands and goes on binding.
obligation contains finding if {
	some id, binding in _asked
	every name in _way(binding) {
		input.components[name].guardrails_disabled != true
	}
	duty := {"duty": "guardrails", "status": _status(binding)}
	finding := object.union(term.finding(id, ["guardrails"], {}), duty)
}

_asked[id] := binding if {
	some id, binding in input.terms
	term.used(binding)
	clause := term.clause(binding, "guardrails")
	not clause.value == false
	not term.covered(binding, "guardrails")
}

_status(binding) := "met" if {
	every name in _way(binding) {
		input.components[name].guardrails_disabled == false
	}
} else := "open"

# Disabled anywhere on the way counts; a teacher's guardrails are its own alone.
_way(binding) := {name | some name in binding.path} | {binding.component, binding.binds} if {
	term.judged(binding)
} else := {binding.component}
