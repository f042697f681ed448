# METADATA
# title: A privacy claim that nothing has tested
# description: Anonymity is a claim to test on the data. This version does not test it yet, so it proves nothing.
# custom:
#   severity: medium
#   clauses: []
#   message: "{component} carries the claim \"{claim}\"; nothing here has tested it yet, so it proves nothing"
#   remediation: Have the claim reviewed by a person, or withdraw it until it can be tested.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.privacy.unverified_claim

import data.licet.lib.record
import rego.v1

unknown contains finding if {
	some pointer, stated in input.claims
	plain := record.plain("claims", pointer, {"claim": stated.claim})
	finding := object.union(plain, {"needs": pointer})
}
