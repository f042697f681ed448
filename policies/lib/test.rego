package licet.lib.test

import rego.v1

# A test is a question to the facts: `holds` is true or false, and anything else, a missing answer included, is open.
# An open test names the position that was consulted, or the fact that it needs.
answer(holds) := {"holds": holds}

position(name) := {"holds": null, "position": name}

fact(holds, pointer) := {"holds": holds, "position": null, "needs": pointer}

settled(test) if {
	test.holds in {true, false}
}

# The same question the other way round: a permission that is refused is a breach.
fails(test) := answer(false) if {
	test.holds == true
} else := answer(true) if {
	test.holds == false
} else := test

# What is left of several tests that only together are a breach: nothing once one of them does not hold,
# a breach when all of them do, and otherwise those that are open.
breach(tests) := set() if {
	some test in tests
	test.holds == false
} else := {answer(true)} if {
	every test in tests {
		test.holds == true
	}
} else := {test | some test in tests; not settled(test)}

# An open test that is for a person to judge, whatever fact it lacks.
reviewed(test, otherwise) := test if {
	settled(test)
} else := position(_first(object.get(test, "position", null), otherwise))

# An open test that a fact would settle, whatever position it names.
needing(test, pointer) := test if {
	settled(test)
} else := fact(null, _first(object.get(test, "needs", null), pointer))

# The finding where a position was consulted on an open test: its name is the reason.
review(test, plain) := object.union(plain, {"reason": test.position}) if {
	not settled(test)
	is_string(test.position)
}

# The finding where an open test lacks a fact.
unknown(test, plain) := object.union(plain, {"needs": object.get(test, "needs", null)}) if {
	not settled(test)
	object.get(test, "position", null) == null
}

_first(null, otherwise) := otherwise

_first(stated, _) := stated if {
	stated != null
}
