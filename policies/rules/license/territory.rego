# METADATA
# title: The license leaves out this place
# description: Three different tests stand under one word, where the licensee is at home, where the material or its outputs are used, and where a service is offered; the clause says which.
# custom:
#   severity: high
#   clauses: [territory]
#   message:
#     deny: "{license} of {component} does not reach this case: it {says} and leaves out {places}"
#     review: "Whether {license} of {component} reaches this case is not settled ({reason}): it {says} and leaves out {places}"
#     unknown: "{license} of {component} {says} and leaves out {places}; {needs} would settle whether it reaches this case"
#   remediation: Do not use or offer {binds} in the excluded places, replace {component}, or record a separate agreement that covers territory.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.territory

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
	term.used(binding)
	not term.covered(binding, "territory")
	some name, clause in binding.territory
	some asked in test.breach([clause.applies, clause.outside])
	facts := {"basis": clause.basis, "places": clause.places, "says": words.says("territory", clause.basis)}
	finding := {"cites": [["territory", name]], "on": ["terms", id], "facts": facts}
}
