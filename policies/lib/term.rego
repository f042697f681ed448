package licet.lib.term

import data.licet.lib.record
import rego.v1

# What the term's text says on one kind of clause; undefined where the text is silent.
clause(binding, kind) := input.texts[binding.text].clauses[kind]

# The clause's value, or "silent".
value(binding, kind) := object.get(input.texts, [binding.text, "clauses", kind, "value"], "silent")

# A separate agreement, in force and with evidence, replaces the clause of this name.
covered(binding, name) if {
	name in binding.agreement.covers
}

# The text binds the component in full: its own, a base's, or a teacher's that makes the student a derivative.
judged(binding) if {
	binding.reach == "full"
}

# The text governs at least the use of the material (teachers included).
used(binding) if {
	binding.reach in {"full", "use"}
}

# Data that was trained on or is looked up has no outputs of its own, and neither has software.
has_outputs(binding) if {
	not _mute(binding)
	binding.events.outputs != false
}

_mute(binding) if {
	binding.role in {"training_data", "retrieval", "software"}
}

# Whether this use is one that a text for non-commercial use allows, as the text itself defines that.
noncommercial(binding) := binding.purpose_tests.research if {
	value(binding, "nc_definition") == "research_or_evaluation_only"
} else := binding.purpose_tests.noncommercial

# The tests of the contract with the provider; undefined for what is not used through an API.
api(binding) := tests if {
	tests := input.components[binding.component].api
	tests != null
}

# A finding on this term that cites those of the clause kinds that its text has.
finding(id, kinds, facts) := object.union(
	record.citing("terms", id, input.terms[id].text, kinds),
	{"facts": facts},
)
