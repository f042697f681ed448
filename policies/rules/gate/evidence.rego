# METADATA
# title: A file behind a claim is not what the manifest says
# description: Claims are verified, not believed. A file that is named as evidence must be there, below the root, with the digest that is stated.
# custom:
#   severity: high
#   clauses: []
#   message:
#     deny: "The evidence named at {at} is {state}"
#     unknown: "The evidence named at {at} was not looked at"
#   remediation: Put the file where the manifest says, or state the digest of the file that is there; run without --evidence skip.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.gate.evidence

import rego.v1

deny contains finding if {
	some pointer, found in input.evidence
	not found.state in {"verified", "present", "unchecked"}
	finding := {"on": ["evidence", pointer], "cites": [], "facts": {"at": pointer, "state": found.state}}
}

unknown contains finding if {
	some pointer, found in input.evidence
	found.state == "unchecked"
	finding := {"on": ["evidence", pointer], "cites": [], "facts": {"at": pointer}, "needs": pointer}
}
