# METADATA
# title: Sharing the result asks for the data's own license
# description: A share-alike data license reaches what is published with the data or made from it, if that counts as a derivative database or adapted material.
# custom:
#   severity: high
#   clauses: [share_alike]
#   message:
#     deny: "{binds} is passed on with {component} or as its derivative, which {license} allows under its own terms only; it is declared under {declared}"
#     review: "A person must judge whether {license} asks that {binds}, made with {component} and declared under {declared}, be shared under its own terms"
#   remediation: Release {binds} under {license}, keep it and {component} inside the organization, or replace {component}.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.data.share_alike

import data.licet.lib.record
import data.licet.lib.term
import data.licet.lib.test
import rego.v1

deny contains finding if {
	some [asked, finding] in _asked
	asked.holds == true
}

review contains finding if {
	some [asked, plain] in _asked
	not test.settled(asked)
	finding := object.union(plain, {"reason": "share_alike_unsettled"})
}

# Shared, a derivative of the data, and under looser terms: a clear no to any of them ends the question.
_asked contains [asked, finding] if {
	some id, use in input.data_uses
	binding := input.terms[use.term]
	clause := term.clause(binding, "share_alike")
	not term.covered(binding, "share_alike")
	some asked in test.breach([use.shared, _derivative(use, binding, clause), _looser(binding)])
	cited := record.citing("data_uses", id, binding.text, ["share_alike"])
	declared := object.get(input.components, [binding.binds, "identity", "found"], null)
	finding := object.union(cited, {"facts": {"declared": declared}})
}

# Whether weights are a derivative is data/training_use, except under texts that ask how much of the data is inside.
_derivative(use, binding, clause) := test.fact(use.more_than_de_minimis, null) if {
	clause.value == "data_only"
	binding.role != "base"
} else := test.answer(true) if {
	binding.role == "base"
} else := test.answer(false) if {
	binding.role == "training_data"
} else := use.derived_database

# A model that consults data declares a license of its own, which says nothing about the data's derivative.
_looser(binding) := test.fact(null, null) if {
	binding.role == "retrieval"
} else := binding.looser
