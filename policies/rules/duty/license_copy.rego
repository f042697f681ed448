# METADATA
# title: A copy of the license goes along
# description: Most texts want whoever receives the material, or a service built on it, to receive the text as well.
# custom:
#   severity: medium
#   clauses: [license_copy]
#   message:
#     deny: "{license} asks for a copy of its text with {binds}; {shown}"
#     review: "Whether {license} asks for a copy of its text with {binds} is open: {why}; {shown}"
#     unknown: "{license} asks for a copy of its text with {binds}; the evidence at {needs} was not checked"
#     obligation: "Give whoever receives {binds} a copy of {license}"
#     warn: "{license} recommends a copy of its text with {binds}"
#   remediation: "Ship the text of {license} with {binds} and name the file with its sha256 under duties.license_copy."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.license_copy

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

_answers := duty.answers("license_copy")
