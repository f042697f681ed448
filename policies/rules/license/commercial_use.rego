# METADATA
# title: The license does not grant this commercial use
# description: Non-commercial and research texts test the purpose of the use, not who uses it. Data a model was trained on is judged by data/training_use.
# custom:
#   severity: high
#   clauses: [commercial_use, nc_definition]
#   message:
#     deny: "{license} of {component} {says}; the declared purposes are {purposes}"
#     review: "Whether this use is granted is not settled: {license} of {component} {says}; the declared purposes are {purposes}"
#     unknown: "{license} of {component} {says}; {needs} would settle whether this use is granted"
#   remediation: Obtain a commercial license and record it as a separate agreement that covers commercial_use, or replace {component}.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.commercial_use

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
	not _judged_as_data(binding)
	not term.covered(binding, "commercial_use")
	value := term.value(binding, "commercial_use")
	some asked in _breaches(binding, value)
	facts := object.union(words.facts("commercial_use", value), {"purposes": input.deployment.purposes})
	finding := term.finding(id, ["commercial_use"], facts)
}

# A value that is not one of these grants nothing; limits and duties of the first two are other rules.
_breaches(binding, value) := set() if {
	value in {"yes", "conditional"}
} else := {test.fails(term.noncommercial(binding))} | _unsaid(binding) if {
	value == "no"
} else := {test.position("silent") | binding.events.commercial == true} | _unsaid(binding) if {
	value in {"silent_not_excluded", "silent"}
} else := {test.answer(true)}

# Without that clause nothing else asks what the data were granted for.
_judged_as_data(binding) if {
	binding.role == "training_data"
	term.clause(binding, "training_on_material")
}

_unsaid(binding) := {test.fact(null, "/deployment/commercial") | binding.events.commercial == null}
