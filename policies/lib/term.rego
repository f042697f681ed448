package licet.lib.term

import rego.v1

# What the term's text says on one kind of clause; undefined where the text is silent.
clause(term, kind) := input.texts[term.text].clauses[kind]

# A separate agreement, in force and with evidence, replaces the clause of this name.
covered(term, name) if {
	name in term.agreement.covers
}

# The text binds the component in full: its own, a base's, or a teacher's that makes the student a derivative.
judged(term) if {
	term.reach == "full"
}

# The text governs at least the use of the material (teachers included).
used(term) if {
	term.reach in {"full", "use"}
}
