# METADATA
# title: A file behind a claim is not what the manifest says
# description: Claims are verified, not believed. A file that is named as evidence must be there, below the root, with the digest that is stated.
# custom:
#   severity: high
#   clauses: []
#   message:
#     deny: "The evidence named at {at} {found}"
#     unknown: "The evidence named at {at} was not looked at"
#   remediation: Put the file where the manifest says, or state the digest of the file that is there; run without --evidence skip.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.gate.evidence

import data.licet.lib.record
import rego.v1

deny contains finding if {
	some pointer, found in input.evidence
	state := object.get(found, "state", "unknown")
	not state in {"verified", "present", "unchecked"}
	facts := {"at": pointer, "state": state, "found": object.get(_words, state, "could not be read")}
	finding := record.plain("evidence", pointer, facts)
}

unknown contains finding if {
	some pointer, found in input.evidence
	found.state == "unchecked"
	finding := object.union(record.plain("evidence", pointer, {"at": pointer}), {"needs": pointer})
}

_words := {"missing": "is not there", "differs": "is not the file whose digest is stated"}
