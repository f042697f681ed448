# METADATA
# title: Software is in production without a grant for it
# description: Some source-available texts allow anything but production use until a change date, except where a grant of the licensor's says more.
# custom:
#   severity: high
#   clauses: [commercial_use, licensor_control]
#   message:
#     deny: "{component} is used in production, which {license} does not grant"
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
	asked.holds == true
}

unknown contains finding if {
	some [asked, plain] in _asked
	finding := test.unknown(asked, plain)
}

# `production` is whether this use is granted: by the text, by a grant beside it, or since its change date.
_asked contains [asked, finding] if {
	some id, binding in input.terms
	component := input.components[binding.component]
	component.software != null
	not term.covered(binding, "production_use")
	not term.covered(binding, "commercial_use")
	not _grants_all(binding)
	pointer := concat("/", [component.pointer, "additional_use_grant"])
	asked := test.fails(test.needing(component.software.production, pointer))
	finding := term.finding(id, ["commercial_use", "licensor_control"], {})
}

# Beside a text that limits production there may be another that does not.
_grants_all(binding) if {
	term.value(binding, "commercial_use") == "yes"
	not term.clause(binding, "licensor_control")
}
