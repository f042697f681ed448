# METADATA
# title: The use policy is accepted and enforced
# description: A policy that a license takes in binds every use of the material, internal use included.
# custom:
#   severity: medium
#   clauses: [acceptable_use]
#   message:
#     deny: "{license} binds {binds} to a use policy; {shown}"
#     review: "Whether {license} binds {binds} to a use policy is open: {why}; {shown}"
#     unknown: "{license} binds {binds} to a use policy; the evidence at {needs} was not checked"
#     obligation: "Keep {binds} within the use policy of {license}"
#     warn: "{license} recommends a use policy for {binds}"
#   remediation: "Accept and enforce the use policy of {license} for {binds}, and record it under duties.acceptable_use_policy."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.acceptable_use_policy

import data.licet.lib.duty
import rego.v1

deny contains finding if {
	some finding in _answers.deny
}

review contains finding if {
	some finding in _answers.review
}

unknown contains finding if {
	some finding in _answers.unknown
}

obligation contains finding if {
	some finding in _answers.obligation
}

warn contains finding if {
	some finding in _answers.warn
}

_answers := duty.answers("acceptable_use_policy")
