# METADATA
# title: A declared purpose is restricted
# description: The use policy of the license names purposes it does not allow; the declared purposes are matched to its terms by a mapped list, never by words.
# custom:
#   severity: high
#   clauses: [acceptable_use]
#   message:
#     deny: "The use policy of {license} does not allow {component} for the purpose {purpose} (its term: {term})"
#     review: "A person must judge whether the use policy of {license} allows {component} for the purpose {purpose} (its term: {term})"
#     unknown: "The use policy of {license} restricts what {component} may be used for; {needs} would settle whether this use is concerned"
#   remediation: Drop the purpose or state which it is, use a model whose policy allows it, or record a separate agreement that covers restricted_purpose.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.restricted_purpose

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
	term.used(binding)
	not term.covered(binding, "restricted_purpose")
	not term.covered(binding, "acceptable_use")
	some purpose, asked in binding.restricted.purposes
	finding := term.finding(id, ["acceptable_use"], {"purpose": purpose, "term": asked.term})
}
