package licet.lib.dp

import data.licet.lib.hazard
import rego.v1

# What one rule has to say by reason of one effect: a finding for each code of each model that claims privacy.
found(name, effect) := {finding |
	some id, record in input.differential_privacy
	claimed(record)
	some code, reason in record.reasons
	hazard.owner(code, reason.effect) == [name, effect]
	facts := object.union(reason.facts, {"says": hazard.says(code), "shown": shown(reason.facts)})
	plain := object.union(about(id, facts), {"reason": code})
	finding := object.union(plain, _needed(record, reason, effect))
}

# A claim is any value of one, whatever the record says of it.
claimed(record) if {
	record.claimed != false
} else if {
	some value in record.claim
	value != null
}

# A finding on a model's claim, with the claim and what was recomputed.
about(id, facts) := {"cites": [], "on": ["differential_privacy", id], "facts": object.union(facts, stated)} if {
	record := input.differential_privacy[id]
	stated := {
		"epsilon": record.claim.epsilon,
		"delta": record.claim.delta,
		"unit": record.claim.unit,
		"at_least": end(record.lower),
		"at_most": end(record.upper),
	}
}

# What would settle it, or the record where nothing is named.
needs(record, pointer) := pointer if {
	is_string(pointer)
	startswith(pointer, "/")
} else := record.pointer

# A reason's facts as pairs, for a sentence.
shown(facts) := [[name, value] | some name, value in facts] if {
	count(facts) > 0
} else := "the declared facts"

# One end of a bracket, for a sentence.
end(value) := value if {
	is_number(value)
} else := "unknown"

# Both are numbers, and the first is larger.
above(value, limit) if {
	is_number(value)
	is_number(limit)
	value > limit
}

# Both are numbers, and the first is not larger. The opposite of `above` only where both are known.
within(value, limit) if {
	is_number(value)
	is_number(limit)
	value <= limit
}

_needed(record, reason, effect) := {"needs": needs(record, reason.needs)} if {
	effect == "undecided"
} else := {}
