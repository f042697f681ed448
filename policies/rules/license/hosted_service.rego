# METADATA
# title: The license does not allow this to be offered as a service
# description: Some texts bar serving others, or allow it for non-commercial use or to non-commercial organizations only. Duties that a service brings are other rules.
# custom:
#   severity: high
#   clauses: [hosted_service, nc_definition, network_copyleft, source_disclosure, provider_data_use]
#   message:
#     deny: "{license} of {component} does not allow {binds} to be offered as a service: hosting is \"{value}\""
#     review: "whether {license} of {component} allows {binds} to be offered as a service is not settled ({reason}): hosting is \"{value}\""
#     unknown: "{license} of {component} limits hosting (\"{value}\") and {binds} may be offered as a service; {needs} would settle it"
#   remediation: Do not offer {binds} to others, replace {component}, or record a separate agreement that covers hosted_service.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.hosted_service

import data.licet.lib.term
import data.licet.lib.test
import rego.v1

deny contains _finding(id, {}) if {
	some id, permit in _permits
	permit.holds == false
	input.terms[id].events.service == true
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
	some id, permit in _permits
	permit.holds != true
	some question in [permit, {"holds": input.terms[id].events.service, "position": null, "needs": "/deployment/mode"}]
	more := test.open(question)
}

# A value that is not listed permits nothing.
_permits[id] := object.get(_grants(binding), _value(binding), {"holds": false}) if {
	some id, binding in input.terms
	term.judged(binding)
	binding.events.service != false
	not term.covered(binding, "hosted_service")
}

_grants(binding) := {
	"allowed": {"holds": true},
	"nc_only": _purpose(binding),
	"denied_for_commercial_entity": _noncommercial_entity,
	"conditional": _condition(binding),
	"silent": {"holds": null, "position": "silent"},
}

# The condition is judged where its own clause is: offering source, the provider's tiers, production use of software. A condition that no clause holds is prose, and a person must read it.
_condition(binding) := {"holds": true} if {
	some kind in ["network_copyleft", "source_disclosure", "provider_data_use"]
	term.clause(binding, kind).value != false
} else := {"holds": true} if {
	binding.role == "software"
} else := {"holds": null, "position": "condition_unread"}

_noncommercial_entity := {"holds": false} if {
	input.organization.for_profit == true
} else := {"holds": true} if {
	input.organization.for_profit == false
} else := {"holds": null, "position": null, "needs": "/organization/for_profit"}

_purpose(binding) := binding.purpose_tests.research if {
	term.clause(binding, "nc_definition").value == "research_or_evaluation_only"
} else := binding.purpose_tests.noncommercial

_value(binding) := object.get(input.texts, [binding.text, "clauses", "hosted_service", "value"], "silent")

_finding(id, more) := object.union(_base(id), more)

_base(id) := {
	"on": ["terms", id],
	"cites": [["hosted_service", null] | term.clause(input.terms[id], "hosted_service")],
	"facts": {"value": _value(input.terms[id])},
}
