# METADATA
# title: The license does not allow this change
# description: Tuning, merging and, where the text counts it, quantizing change the material; some texts allow that for non-commercial use or in private only.
# custom:
#   severity: high
#   clauses: [modification, nc_definition]
#   message:
#     deny: "The changes to {component} are not granted: {license} {says}"
#     review: "Whether {license} allows this change of {component} is not settled: it {says} (relations: {relations})"
#     unknown: "{license} of {component} {says}; {needs} would settle whether that is kept to"
#   remediation: Use {component} unchanged, keep the changed version inside if the text says so, or record a separate agreement that covers modification.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.license.modification

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
	not term.covered(binding, "modification")
	clause := object.get(input.texts, [binding.text, "clauses", "modification"], {"value": "silent"})
	some permit in ({_permit(binding, clause.value)} | {term.noncommercial(binding) | clause.nc_only == true})
	some asked in test.breach([_changed(binding), test.fails(permit)])
	said := {"value": clause.value, "says": words.says("modification", _value(clause))}
	finding := term.finding(id, ["modification"], object.union(said, {"relations": binding.relations}))
}

# Behind an API only the provider has a copy to change. Lossy quantization is not clearly a mere conversion.
_changed(binding) := test.position("weights_behind_api") if {
	[input.components[name].access | some name in [binding.component, binding.binds]] == ["api", "weights"]
} else := test.answer(false) if {
	input.components[binding.component].access == "api"
	binding.events.handed_over != true
} else := test.position("format_change") if {
	binding.events.modified == null
	some relation in binding.relations
	relation in {"quantization", "conversion"}
} else := test.fact(binding.events.modified, concat("", [input.components[binding.binds].pointer, "/modified"]))

# A value that is not listed permits nothing.
_permit(binding, value) := test.answer(true) if {
	value == "allowed"
} else := term.noncommercial(binding) if {
	value == "allowed_nc"
} else := _private(binding.events) if {
	value == "allowed_private_only"
} else := test.position("silent") if {
	value == "silent"
} else := test.answer(false)

_private(events) := test.answer(false) if {
	true in {events.handed_over, events.shared}
} else := test.fact(null, "/deployment/mode") if {
	null in {events.handed_over, events.shared}
} else := test.answer(true)

_value(clause) := "allowed_nc" if {
	clause.value == "allowed"
	clause.nc_only == true
} else := clause.value
