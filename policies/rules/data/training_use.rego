# METADATA
# title: The data license may not allow this training
# description: Most data licenses never mention training. What their silence means for commercial models, shared models and derivatives is unsettled, and is reviewed under a named assumption.
# custom:
#   severity: high
#   clauses: [training_on_material]
#   message:
#     deny: "{license} does not allow {binds} to be trained on {component} (\"{value}\")"
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

deny contains finding if {
	some ["denied", _, _, finding] in _uses
}

review contains finding if {
	some [value, use, binding, plain] in _uses
	question := _question(value, use, binding)
	question.reason
	finding := object.union(plain, question)
}

unknown contains finding if {
	some [value, use, binding, plain] in _uses
	question := _question(value, use, binding)
	question.needs
	finding := object.union(plain, question)
}

# What stands between this value and permission; undefined where nothing does.
_question(value, use, binding) := {"reason": _reason(value, use)} if {
	value == "nc_only_else_unsettled"
	binding.events.commercial == true
} else := {"needs": "/deployment/commercial"} if {
	value == "nc_only_else_unsettled"
	binding.events.commercial == null
} else := {"reason": _reason(value, use)} if {
	value in _unsettled_when_shared
	use.shared.holds == true
} else := open if {
	value in _unsettled_when_shared
	open := test.open(use.shared)
} else := {"reason": "unexpected_clause"} if {
	not value in {"allowed", "denied", "nc_only_else_unsettled"}
	not value in _unsettled_when_shared
}

_unsettled_when_shared := {"unsettled_share_alike", "unsettled_no_derivatives", "unsettled_produced_work"}

# The position belongs to the first value of a clause; a second one is told apart by its own name.
_reason(value, use) := use.position if {
	value == use.value
} else := value

_uses contains [value, use, binding, finding] if {
	some id, use in input.data_uses
	binding := input.terms[use.term]
	not binding.role in {"own", "base"}
	not term.covered(binding, "training_use")
	clause := term.clause(binding, "training_on_material")
	not term.covered(binding, "training_on_material")
	some value in {use.value, object.get(clause, "also", use.value)}
	not _allowed_by_position(value, use)
	finding := {
		"on": ["data_uses", id],
		"cites": [["training_on_material", null]],
		"facts": {"value": value},
	}
}

# An unsettled value loses its position where the profile has taken one that allows.
_allowed_by_position(value, use) if {
	value == use.value
	use.position == null
	value in (_unsettled_when_shared | {"nc_only_else_unsettled"})
}
