# METADATA
# title: The data license may not allow this training
# description: Most data licenses never mention training. What their silence means for commercial models, shared models and derivatives is unsettled, and is reviewed under a named assumption.
# custom:
#   severity: high
#   clauses: [training_on_material]
#   message:
#     review: "whether {license} allows this use of {component} in {binds} (\"{value}\") is not settled ({reason})"
#     unknown: "{license} limits what {component} may be used for (\"{value}\"); {needs} would settle whether {binds} may use it"
#   remediation: Replace {component} in {binds}, obtain a license from its owner and record it as a separate agreement that covers training_use, or have counsel take the position in writing.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.data.training_use

import data.licet.lib.term
import data.licet.lib.test
import rego.v1

review contains finding if {
	some [question, plain] in _questions
	question.reason
	finding := object.union(plain, question)
}

unknown contains finding if {
	some [question, plain] in _questions
	question.needs
	finding := object.union(plain, question)
}

# A text without the clause is silent.
_questions contains [question, finding] if {
	some id, use in input.data_uses
	binding := input.terms[use.term]
	not _derived(binding)
	term.clause(binding, "training_on_material")
	not term.covered(binding, "training_use")
	not term.covered(binding, "training_on_material")
	not _allowed(use)
	question := _question(use, binding)
	finding := {
		"on": ["data_uses", id],
		"cites": [["training_on_material", null]],
		"facts": {"value": use.value},
	}
}

# What the data itself, or data made from it, may do is asked by the license and lineage rules.
_derived(binding) if {
	binding.role in {"own", "base"}
}

# By the text, or by the position that the profile has taken on what the text leaves open.
_allowed(use) if {
	use.value == "allowed"
}

_allowed(use) if {
	use.position == null
	use.value in (_open_when_shared | {"nc_only_else_unsettled"})
}

# What stands between the value and permission; undefined where nothing does.
_question(use, binding) := {"reason": use.position} if {
	use.value == "nc_only_else_unsettled"
	binding.events.commercial == true
} else := {"needs": "/deployment/commercial"} if {
	use.value == "nc_only_else_unsettled"
	binding.events.commercial == null
} else := {"reason": use.position} if {
	use.value in _open_when_shared
	use.shared.holds == true
} else := open if {
	use.value in _open_when_shared
	open := test.open(use.shared)
} else := {"reason": "unexpected_clause"} if {
	not use.value in (_open_when_shared | {"nc_only_else_unsettled"})
}

_open_when_shared := {"unsettled_share_alike", "unsettled_no_derivatives", "unsettled_produced_work"}
