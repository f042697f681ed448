# METADATA
# title: The data license may not allow this training
# description: Most data licenses never mention training. What their silence means for commercial models, shared models and derivatives is unsettled, and is reviewed under a named assumption.
# custom:
#   severity: high
#   clauses: [training_on_material]
#   message:
#     deny: "{license} does not allow {binds} to learn from or look up {component} and to be used as declared, by the position that the profile has taken"
#     review: "Whether {license} allows {binds} to learn from or look up {component}, and to be used as declared, is not settled ({reason})"
#     unknown: "{license} does not allow every model that learned from {component} or looks it up; {needs} would settle whether it allows {binds}"
#   remediation: Replace {component} in {binds}, obtain a license from its owner and record it as a separate agreement that covers training_use, or have counsel take the position in writing.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.data.training_use

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
	finding := test.review(asked, plain)
}

unknown contains finding if {
	some [asked, plain] in _asked
	finding := test.unknown(asked, plain)
}

# A text without the clause is silent. What data may do that is itself used or was made from it is other rules.
_asked contains [asked, finding] if {
	some id, use in input.data_uses
	binding := input.terms[use.term]
	not _is_material(binding)
	not term.covered(binding, "training_use")
	not term.covered(binding, "training_on_material")
	term.clause(binding, "training_on_material")
	asked := _asks(use, binding)
	cited := record.citing("data_uses", id, binding.text, ["training_on_material"])
	finding := object.union(cited, {"facts": {"value": use.value}})
}

_is_material(binding) if {
	binding.role in {"own", "base"}
}

# By the text itself, or by the position that the profile has taken, an allowed use asks nothing.
_asks(use, binding) := test.answer(false) if {
	use.granted.holds == true
} else := _where(test.fact(binding.events.commercial, "/deployment/commercial"), use) if {
	use.value == "nc_only_else_unsettled"
} else := _where(use.shared, use) if {
	use.value in {"unsettled_share_alike", "unsettled_no_derivatives", "unsettled_produced_work"}
} else := test.position("unexpected_clause")

_where(event, use) := test.fails(use.granted) if {
	event.holds == true
} else := event
