# METADATA
# title: A guardrail whose absence ends the rights is off
# description: Some texts end the rights of whoever bypasses or disables the guardrails that came with the material without a similar one in place.
# custom:
#   severity: high
#   clauses: [guardrails]
#   message:
#     deny: "guardrails of {disabled} are disabled, which ends the rights of {binds} under {license} of {component}"
#     obligation: "keep the guardrails of {component} on, or a substantially similar one in place: {license} ends when they are disabled"
#   remediation: Turn the guardrails back on or put a substantially similar one in place, and state guardrails_disabled as false.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.guardrails

import data.licet.lib.term
import rego.v1

deny contains _finding(id, {"disabled": [name | some name in _disabled(binding)]}, {}) if {
	some id, binding in _asked
	_disabled(binding) != set()
}

# Not declared is not unknown: the restriction stands and goes on binding.
obligation contains _finding(id, {}, {"duty": "guardrails", "status": _status(binding)}) if {
	some id, binding in _asked
	_disabled(binding) == set()
}

_asked[id] := binding if {
	some id, binding in input.terms
	term.used(binding)
	not term.clause(binding, "guardrails").value == false
	term.clause(binding, "guardrails")
	not term.covered(binding, "guardrails")
}

# Disabled anywhere on the way counts; a teacher's guardrails are its own alone.
_disabled(binding) := {name | some name in _way(binding); input.components[name].guardrails_disabled == true}

_status(binding) := "met" if {
	every name in _way(binding) {
		input.components[name].guardrails_disabled == false
	}
} else := "open"

_way(binding) := {name | some name in binding.path} | {binding.component, binding.binds} if {
	term.judged(binding)
} else := {binding.component}

_finding(id, facts, more) := object.union(_base(id, facts), more)

_base(id, facts) := {"on": ["terms", id], "cites": [["guardrails", null]], "facts": facts}
