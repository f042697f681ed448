# METADATA
# title: A derivative is declared under looser terms than its base allows
# description: A looser tag on a derivative never removes the terms of what it was made from.
# custom:
#   severity: high
#   clauses: [derivative_license]
#   message:
#     deny: "{binds} is declared under {declared}, but it was made from {component}, and {license} goes on binding it"
#     review: "Whether {declared}, declared for {binds}, is looser than {license} of {component} allows is not settled"
#     warn: "{binds} is declared under {declared}, stricter than {license} of {component}; what came from {component} stays available under its own license"
#   remediation: Declare {binds} under {license} or terms at least as strict, or record the licensor's consent as a separate agreement that covers relicensing_downward.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.lineage.relicensing_downward

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

warn contains finding if {
	some id, binding in _bound
	binding.looser.holds == false
	binding.stricter == true
	finding := _finding(id, binding)
	finding.facts.value != "silent"
}

_asked contains [asked, finding] if {
	some id, binding in _bound
	asked := test.reviewed(binding.looser, "relicensing_unsettled")
	finding := _finding(id, binding)
}

# What data license a model was trained on or consults is data/training_use and data/share_alike.
_bound[id] := binding if {
	some id, binding in input.terms
	term.judged(binding)
	not _is_data(binding)
	not term.covered(binding, "relicensing_downward")
	not term.covered(binding, "derivative_license")
}

_finding(id, binding) := object.union(plain, {"pointer": identity.pointer}) if {
	identity := input.components[binding.binds].identity
	facts := {"declared": identity.found, "value": term.value(binding, "derivative_license")}
	plain := term.finding(id, ["derivative_license"], facts)
}

_is_data(binding) if {
	binding.role in {"training_data", "retrieval"}
}
