package licet.lib.lesson

import data.licet.lib.record
import data.licet.lib.test
import rego.v1

# Outputs that others generated, or nobody knows who, are lineage/foreign_outputs.
ours(learned) if {
	learned.made_by == "us"
	learned.targeted.holds != false
	not consented(learned, "output_training")
}

# The licensor's consent, recorded with the teacher.
consented(learned, name) if {
	name in input.components[learned.teacher].agreement.covers
}

# What a text says on learning from outputs: no clause is silence; no text is not.
value(text) := said if {
	said := object.get(input.texts[text].clauses, ["output_training", "value"], "silent")
} else := "unread"

# The text permits the lesson by itself; what it asks for in return is other rules.
free(text) if {
	value(text) in {"allowed", "allowed_with_obligations", "allowed_creates_derivative", "silent"}
}

# What the clause makes its permission depend on. A value without an entry here permits nothing by itself.
grant(learned) := test.answer(true) if {
	free(learned.text)
} else := test.answer(false) if {
	value(learned.text) == "denied"
} else := asked if {
	asked := learned.tests[_condition[value(learned.text)]]
} else := test.position("unexpected_clause")

_condition := {
	"own_family_only": "own_family",
	"non_competing_only": "noncompeting",
	"nc_only": "noncommercial",
	"research_only": "research",
}

finding(id, kinds, facts) := object.union(
	record.citing("lessons", id, input.lessons[id].text, kinds),
	{"facts": facts},
)
