# METADATA
# title: This data or these users do not belong on this tier
# description: What a provider does with content, and where the service may be offered, depends on the tier that was booked.
# custom:
#   severity: high
#   clauses: [provider_data_use, regions]
#   message:
#     deny: "{license} does not allow {what} on the {tier} tier of {component}: {declared}"
#     review: "whether {license} allows {what} on the {tier} tier of {component} is not settled ({reason}): {declared}"
#     unknown: "whether {license} allows {what} on a tier of {component} depends on {needs}"
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
	asked.holds == false
}

review contains finding if {
	some [asked, plain] in _asked
	test.outcome(asked) == "review"
	finding := object.union(plain, test.open(asked))
}

unknown contains finding if {
	some [asked, plain] in _asked
	test.outcome(asked) == "unknown"
	finding := object.union(plain, test.open(asked))
}

_asked contains [asked, finding] if {
	some id, binding in input.terms
	api := input.components[binding.component].api
	api != null
	some field, about in _questions
	not term.covered(binding, about.kind)
	asked := api[field]
	finding := {
		"on": ["terms", id],
		"cites": [[about.kind, null] | term.clause(binding, about.kind)],
		"facts": {"tier": api.tier, "what": about.what, "declared": about.declared},
	}
}

_questions := {
	"data": {
		"kind": "provider_data_use",
		"what": "data of this kind",
		"declared": object.get(input, ["deployment", "data_sent"], null),
	},
	"region": {
		"kind": "regions",
		"what": "users in these regions",
		"declared": object.get(input, ["deployment", "regions"], null),
	},
}
