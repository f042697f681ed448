# METADATA
# title: Software is in production without a grant for it
# description: Some source-available texts allow anything but production use until a change date, except where a grant of the licensor's says more.
# custom:
#   severity: high
#   clauses: [commercial_use, licensor_control]
#   message:
#     deny: "{component} is used in production, which {license} does not grant"
#     review: "whether {license} grants this production use of {component} is not settled ({reason})"
#     unknown: "{license} does not grant every production use of {component}; {needs} would settle whether it grants this one"
#   remediation: Record the additional use grant or the change date that allows this use of {component}, obtain a commercial license as a separate agreement that covers production_use, or keep {component} out of production.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.software.production_use

import data.licet.lib.term
import data.licet.lib.test
import rego.v1

deny contains finding if {
	some [asked, finding] in _asked
	asked.holds == false
}

review contains finding if {
	some [asked, plain] in _asked
	test.outcome(asked) == "review"
	finding := object.union(plain, test.open(asked))
}

unknown contains finding if {
	some [asked, plain] in _asked
	test.outcome(asked) == "unknown"
	finding := object.union(plain, test.open(asked))
}

# `production` is whether this use is granted: by the text, by a grant beside it, or since its change date.
_asked contains [asked, finding] if {
	some id, binding in input.terms
	software := input.components[binding.component].software
	software != null
	not term.covered(binding, "production_use")
	not term.covered(binding, "commercial_use")
	not _grants_all(binding)
	asked := software.production
	finding := {"on": ["terms", id], "cites": _cites(binding), "facts": {}}
}

# Beside a text that limits production there may be another that does not.
_grants_all(binding) if {
	term.clause(binding, "commercial_use").value == "yes"
	not term.clause(binding, "licensor_control")
}

_cites(binding) := [[kind, null] |
	some kind in ["commercial_use", "licensor_control"]
	term.clause(binding, kind)
]
