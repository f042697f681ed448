# METADATA
# title: Sharing the result asks for the data's own license
# description: A share-alike data license reaches what is published with the data or made from it, if that counts as a derivative database or adapted material.
# custom:
#   severity: high
#   clauses: [share_alike]
#   message:
#     deny: "{binds} is passed on with or as a derivative of {component}, which {license} allows under its own terms only; it is declared under {declared}"
#     review: "whether {license} of {component} asks for its own terms on {binds}, declared under {declared}, is not settled ({reason})"
#   remediation: Release {binds} under {license}, keep it and {component} inside the organization, or replace {component}.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.data.share_alike

import data.licet.lib.term
import rego.v1

deny contains finding if {
	some [tests, finding] in _asked
	every asked in tests {
		asked.holds == true
	}
}

review contains finding if {
	some [tests, plain] in _asked
	some asked in tests
	not _settled(asked)
	finding := object.union(plain, {"reason": "share_alike_unsettled"})
}

# Shared, a derivative of the data, and under looser terms: a clear no to any of them ends the question.
_asked contains [tests, finding] if {
	some id, use in input.data_uses
	binding := input.terms[use.term]
	clause := term.clause(binding, "share_alike")
	not term.covered(binding, "share_alike")
	tests := [use.shared, _derivative(use, binding, clause), _looser(binding)]
	every asked in tests {
		asked.holds != false
	}
	finding := {
		"on": ["data_uses", id],
		"cites": [["share_alike", null]],
		"facts": {"declared": object.get(input.components, [binding.binds, "identity", "found"], null)},
	}
}

# Whether weights are a derivative is data/training_use, except under texts that ask how much of the data is inside.
_derivative(use, binding, clause) := {"holds": use.more_than_de_minimis} if {
	clause.value == "data_only"
	binding.role != "base"
} else := {"holds": true} if {
	binding.role == "base"
} else := {"holds": false} if {
	binding.role == "training_data"
} else := use.derived_database

# A model that consults data declares a license of its own, which says nothing about the data's derivative.
_looser(binding) := {"holds": null} if {
	binding.role == "retrieval"
} else := binding.looser

_settled(asked) if {
	asked.holds in {true, false}
}
