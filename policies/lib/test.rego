package licet.lib.test

import rego.v1

# What to add to a finding about an open test: the assumption that was consulted, or the fact that would settle it.
# Undefined once the test is settled.
open(test) := {"reason": test.position} if {
	test.holds == null
	test.position != null
} else := {"needs": test.needs} if {
	test.holds == null
}

# review for an unsettled question, unknown for a missing fact.
outcome(test) := "review" if {
	test.holds == null
	test.position != null
} else := "unknown" if {
	test.holds == null
}
