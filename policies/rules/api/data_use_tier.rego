# METADATA
# title: This data or these users do not belong on this tier
# description: What a provider does with content, and where the service may be offered, depends on the tier that was booked.
# custom:
#   severity: high
#   clauses: [provider_data_use, regions]
#   message:
#     deny: "{license} does not allow {component} to be used with {what} (tier: {tier}; declared: {declared})"
#     review: "A person must judge whether {license} allows {component} to be used with {what} (tier: {tier}; declared: {declared})"
#     unknown: "Whether {license} allows {component} to be used with {what} depends on {needs}"
#   remediation: Book a tier of {component} whose terms allow this, or keep such data and users away from it.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.api.data_use_tier

import data.licet.lib.term
import data.licet.lib.test
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
	not term.covered(binding, "provider_data_use")
	api := term.api(binding)
	asked := test.fails(api.data)
	facts := {"tier": api.tier, "what": "data of this kind", "declared": input.deployment.data_sent}
	finding := term.finding(id, ["provider_data_use"], facts)
}

_asked contains [asked, finding] if {
	some id, binding in input.terms
	not term.covered(binding, "regions")
	api := term.api(binding)
	asked := test.fails(api.region)
	facts := {"tier": api.tier, "what": "users in these regions", "declared": input.deployment.regions}
	finding := term.finding(id, ["regions"], facts)
}
