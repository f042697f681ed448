# METADATA
# title: The license does not allow outputs to be used this way
# description: What may be done with outputs is a clause of its own, apart from who owns them and whether a model may learn from them. Places and policies that follow outputs are other rules.
# custom:
#   severity: high
#   clauses: [output_use, commercial_use]
#   message:
#     deny: "{license} of {component} {says}; the declared use of its outputs goes beyond that (sold: {sold})"
#     review: "Whether the outputs of {component} may be used this way is not settled: {license} {says} (outputs sold: {sold})"
#     unknown: "{license} of {component} {says}; {needs} would settle whether this use of outputs is allowed"
#   remediation: Keep the outputs within the purpose that the text allows, replace {component}, or record a separate agreement that covers output_use.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.output_use

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
	term.has_outputs(binding)
	not term.covered(binding, "output_use")
	value := term.value(binding, "output_use")
	some asked in _breaches(binding, value)
	facts := object.union(words.facts("output_use", value), {"sold": binding.events.outputs_sold})
	finding := term.finding(id, ["output_use", "commercial_use"], facts)
}

# Restrictions and territories that follow outputs are judged where they are listed.
_breaches(binding, value) := set() if {
	value in {"no_nc_limit", "restrictions_follow", "territory_limited"}
} else := {test.fails(binding.purpose_tests.noncommercial), _sold(binding)} if {
	value == "nc_only"
} else := {test.fails(binding.purpose_tests.research), _sold(binding)} if {
	value == "research_only"
} else := _conflict(binding.events) if {
	value == "conflict"
} else := _silence(binding) if {
	value == "silent"
} else := {test.position("unexpected_clause")}

_sold(binding) := test.fact(binding.events.outputs_sold, "/deployment/outputs_sold")

# Two clauses of one text that say different things about commercial outputs.
_conflict(events) := set() if {
	events.commercial == false
	events.outputs_sold == false
} else := {test.position("flux_outputs")}

# A non-commercial text that is silent on outputs does not say whether they may be sold.
_silence(binding) := {test.position("nc_output")} if {
	term.value(binding, "commercial_use") == "no"
	binding.events.outputs_sold != false
} else := set()
