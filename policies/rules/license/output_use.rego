# METADATA
# title: The license does not allow outputs to be used this way
# description: What may be done with outputs is a clause of its own, apart from who owns them and whether a model may learn from them. Places and policies that follow outputs are other rules.
# custom:
#   severity: high
#   clauses: [output_use, commercial_use]
#   message:
#     deny: "{license} of {component} does not allow the outputs of {binds} to be used this way: output use is \"{value}\", outputs sold: {sold}"
#     review: "whether {license} of {component} allows the outputs of {binds} to be used this way is not settled ({reason}): output use is \"{value}\", outputs sold: {sold}"
#     unknown: "{license} of {component} limits the use of outputs of {binds} (\"{value}\"); {needs} would settle whether this use is allowed"
#   remediation: Keep the outputs within the purpose that the text allows, replace {component}, or record a separate agreement that covers output_use.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.output_use

import data.licet.lib.term
import data.licet.lib.test
import rego.v1

deny contains _finding(id, {}) if {
	some id, permits in _permits
	some permit in permits
	permit.holds == false
}

review contains _finding(id, open) if {
	some [id, open] in _open
	open.reason
}

unknown contains _finding(id, open) if {
	some [id, open] in _open
	open.needs
}

_open contains [id, more] if {
	some id, permits in _permits
	some permit in permits
	more := test.open(permit)
}

_permits[id] := object.get(_grants(binding), _value(binding), [{"holds": null, "position": "unexpected_clause"}]) if {
	some id, binding in input.terms
	term.judged(binding)
	not binding.role in {"training_data", "retrieval", "software"}
	binding.events.outputs != false
	not term.covered(binding, "output_use")
}

# All of these must hold. Restrictions and territories that follow outputs are judged where they are listed.
_grants(binding) := {
	"no_nc_limit": [],
	"restrictions_follow": [],
	"territory_limited": [],
	"nc_only": [binding.purpose_tests.noncommercial, _unsold(binding)],
	"research_only": [binding.purpose_tests.research, _unsold(binding)],
	"conflict": [_conflict(binding)],
	"silent": _silence(binding),
}

_unsold(binding) := {"holds": false} if {
	binding.events.outputs_sold == true
} else := {"holds": true} if {
	binding.events.outputs_sold == false
} else := {"holds": null, "position": null, "needs": "/deployment/outputs_sold"}

# Two clauses of one text that say different things about commercial outputs.
_conflict(binding) := {"holds": true} if {
	binding.events.commercial == false
	binding.events.outputs_sold == false
} else := {"holds": null, "position": "flux_outputs"}

# A non-commercial text that is silent on outputs does not say whether they may be sold.
_silence(binding) := [{"holds": null, "position": "nc_output"}] if {
	term.clause(binding, "commercial_use").value == "no"
	binding.events.outputs_sold != false
} else := []

_value(binding) := object.get(input.texts, [binding.text, "clauses", "output_use", "value"], "silent")

_finding(id, more) := object.union(_base(id), more)

_base(id) := {
	"on": ["terms", id],
	"cites": [[kind, null] | some kind in ["output_use", "commercial_use"]; term.clause(input.terms[id], kind)],
	"facts": {"value": _value(input.terms[id]), "sold": input.terms[id].events.outputs_sold},
}
