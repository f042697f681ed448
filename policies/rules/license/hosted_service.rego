# METADATA
# title: The license does not allow this to be offered as a service
# description: Some texts bar serving others, or allow it for non-commercial use or to non-commercial organizations only. Duties that a service brings are other rules.
# custom:
#   severity: high
#   clauses: [hosted_service, nc_definition, network_copyleft, source_disclosure, provider_data_use]
#   message:
#     deny: "{binds} is offered as a service; {license} {says}"
#     review: "Whether {binds} may be offered as a service is not settled: {license} {says}"
#     unknown: "{license} {says}; {needs} would settle whether that concerns {binds}"
#   remediation: Do not offer {binds} to others, replace {component}, or record a separate agreement that covers hosted_service.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.hosted_service

import data.licet.lib.term
import data.licet.lib.test
import data.licet.lib.words
import rego.v1

deny contains finding if {
	some [asked, finding] in _asked
	asked.holds == true
}

review contains finding if {
	some [asked, plain] in _asked
	finding := test.review(asked, plain)
}

unknown contains finding if {
	some [asked, plain] in _asked
	finding := test.unknown(asked, plain)
}

_asked contains [asked, finding] if {
	some id, binding in input.terms
	term.judged(binding)
	not term.covered(binding, "hosted_service")
	value := term.value(binding, "hosted_service")
	served := test.fact(binding.events.service, "/deployment/mode")
	some asked in test.breach([served, test.fails(_permit(binding, value))])
	finding := term.finding(id, ["hosted_service"], words.facts("hosted_service", value))
}

# A value that is not listed permits nothing.
_permit(binding, value) := test.answer(true) if {
	value == "allowed"
} else := term.noncommercial(binding) if {
	value == "nc_only"
} else := test.fails(test.fact(input.organization.for_profit, "/organization/for_profit")) if {
	value == "denied_for_commercial_entity"
} else := _condition(binding) if {
	value == "conditional"
} else := test.position("silent") if {
	value == "silent"
} else := test.answer(false)

# The condition is judged where its own clause is: offering source, the provider's tiers, production use of software.
# A condition that no clause holds is prose, and a person must read it.
_condition(binding) := test.answer(true) if {
	some kind in ["network_copyleft", "source_disclosure", "provider_data_use"]
	term.clause(binding, kind).value != false
} else := test.answer(true) if {
	binding.role == "software"
} else := test.position("condition_unread")
