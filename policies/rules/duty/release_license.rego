# METADATA
# title: The result is released under the license that is asked for
# description: A copyleft or share-alike text fixes the license under which a derivative may be passed on.
# custom:
#   severity: medium
#   clauses: [derivative_license]
#   message:
#     deny: "{license} fixes the license under which {binds} may be released; {shown}"
#     review: "Whether {license} fixes the license under which {binds} may be released is open: {why}; {shown}"
#     unknown: "{license} fixes the license under which {binds} may be released; the evidence at {needs} was not checked"
#     obligation: "Release {binds} under {license} or a license that it lists as compatible"
#   remediation: "Release {binds} under {license} or a compatible license and name it under duties.release_license, or do not pass {binds} on."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.release_license

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

_answers := duty.answers("release_license")
