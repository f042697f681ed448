# METADATA
# title: The provider's terms bar this audience or sector
# description: Some API terms set a minimum age for the users of what is built on them, or bar fields such as clinical practice.
# custom:
#   severity: high
#   clauses: [minimum_age, sector_bars]
#   message:
#     deny: "{license} does not allow {component} to be used for {what} ({declared})"
#     unknown: "{license} does not allow {component} for every audience; {needs} would settle whether it allows {what}"
#   remediation: Restrict the deployment to an audience and purposes that {license} allows, or choose another provider than {component}.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.api.audience

import data.licet.lib.term
import data.licet.lib.test
import rego.v1

deny contains finding if {
	some [asked, finding] in _asked
	asked.holds == true
}

unknown contains finding if {
	some [asked, plain] in _asked
	finding := test.unknown(asked, plain)
}

_asked contains [asked, finding] if {
	some id, binding in input.terms
	not term.covered(binding, "minimum_age")
	asked := test.fails(test.needing(term.api(binding).age, "/deployment/audience/minimum_age"))
	facts := {"what": "users of this age", "declared": input.deployment.minimum_age}
	finding := term.finding(id, ["minimum_age"], facts)
}

_asked contains [asked, finding] if {
	some id, binding in input.terms
	not term.covered(binding, "sector_bars")
	asked := test.fails(test.needing(term.api(binding).sector, "/deployment/purposes"))
	facts := {"what": "these purposes", "declared": input.deployment.purposes}
	finding := term.finding(id, ["sector_bars"], facts)
}
