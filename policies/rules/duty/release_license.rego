# METADATA
# title: The result is released under the license that is asked for
# description: A copyleft or share-alike text fixes the license under which a derivative may be passed on.
# custom:
#   severity: high
#   clauses: [derivative_license]
#   message:
#     deny: "{license} of {component} fixes the license under which {binds} may be released; the manifest names {said} ({state})"
#     review: "whether {license} of {component} fixes the license under which {binds} may be released is open ({reason}); the manifest names {said} ({state})"
#     unknown: "{license} of {component} fixes the license under which {binds} may be released; {needs} was not looked at"
#     obligation: "release {binds} under {license} or a license it lists as compatible, because {binds} was made from {component}"
#   remediation: "Release {binds} under {license} or a compatible license and name it under duties.release_license, or do not pass {binds} on."
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.duty.release_license

import data.licet.lib.duty
import rego.v1

deny contains finding if {
	some ["deny", finding] in _answers
}

review contains finding if {
	some ["review", finding] in _answers
}

unknown contains finding if {
	some ["unknown", finding] in _answers
}

obligation contains finding if {
	some ["obligation", finding] in _answers
}

_answers contains answer if {
	some id, binding in input.terms
	answer := duty.answer(id, binding, "release_license")
}
