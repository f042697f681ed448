# METADATA
# title: A product or model competes with the provider
# description: API terms bar products and models that compete with the provider's own. What counts as competing is each text's definition.
# custom:
#   severity: high
#   clauses: [competing, output_training]
#   message:
#     deny: "{license} bars products and models that compete with the provider of {component}, and what is built here competes"
#     review: "A person must judge whether what is built with {component} competes in the sense of {license}"
#     unknown: "{license} bars what competes with the provider of {component}; {needs} would settle whether this does"
#   remediation: Obtain the provider's consent and record it as a separate agreement that covers competing_use, or build this without {component}.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.api.competing_use

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
	not term.covered(binding, "competing_use")
	not term.covered(binding, "competing")
	asked := term.api(binding).competes
	finding := term.finding(id, ["competing", "output_training"], {})
}
