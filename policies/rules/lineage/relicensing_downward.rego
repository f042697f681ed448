# METADATA
# title: A derivative is declared under looser terms than its base allows
# description: A looser tag on a derivative never removes the terms of what it was made from.
# custom:
#   severity: high
#   clauses: [derivative_license]
#   message:
#     deny: "{binds} is declared under {declared}, but {license} of {component} goes on binding it (\"{value}\")"
#     review: "whether {declared}, declared for {binds}, is looser than {license} of {component} allows (\"{value}\") is not settled ({reason})"
#     warn: "{binds} is declared under {declared}, stricter than {license} of {component}; what came from {component} stays available under {license}"
#   remediation: Declare {binds} under {license} or terms at least as strict, or record the licensor's consent as a separate agreement that covers relicensing_downward.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.lineage.relicensing_downward

import data.licet.lib.term
import data.licet.lib.test
import rego.v1

deny contains finding if {
	some [binding, finding] in _bound
	binding.looser.holds == true
}

review contains finding if {
	some [binding, plain] in _bound
	asked := binding.looser
	not _settled(asked)
	finding := object.union(plain, test.open(asked))
}

warn contains finding if {
	some [binding, finding] in _bound
	binding.looser.holds == false
	binding.stricter == true
	finding.facts.value != null
}

# What data license a model was trained on or consults is data/training_use and data/share_alike.
_bound contains [binding, finding] if {
	some id, binding in input.terms
	term.judged(binding)
	not _data(binding)
	not term.covered(binding, "relicensing_downward")
	not term.covered(binding, "derivative_license")
	finding := {"on": ["terms", id], "cites": [["derivative_license", null]], "facts": {
		"declared": object.get(input.components, [binding.binds, "identity", "found"], null),
		"value": object.get(input.texts, [binding.text, "clauses", "derivative_license", "value"], null),
	}}
}

_data(binding) if {
	binding.role in {"training_data", "retrieval"}
}

_settled(asked) if {
	asked.holds in {true, false}
}
