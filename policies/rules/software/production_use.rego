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
import rego.v1

deny contains finding if {
	some [asked, _, finding] in _asked
	asked.holds == false
}

unknown contains finding if {
	some [asked, pointer, plain] in _asked
	not _settled(asked)
	finding := object.union(plain, {"needs": pointer})
}

# `production` is whether this use is granted: by the text, by a grant beside it, or since its change date.
_asked contains [asked, pointer, finding] if {
	some id, binding in input.terms
	component := input.components[binding.component]
	component.software != null
	not term.covered(binding, "production_use")
	not term.covered(binding, "commercial_use")
	not _grants_all(binding)
	asked := component.software.production
	pointer := _first(asked.needs, concat("/", [component.pointer, "additional_use_grant"]))
	finding := {"on": ["terms", id], "cites": _cites(binding), "facts": {}}
}

# Beside a text that limits production there may be another that does not.
_grants_all(binding) if {
	term.clause(binding, "commercial_use").value == "yes"
	not term.clause(binding, "licensor_control")
}

_first(null, otherwise) := otherwise

_first(stated, _) := stated if {
	stated != null
}

_cites(binding) := [[kind, null] |
	some kind in ["commercial_use", "licensor_control"]
	term.clause(binding, kind)
]

_settled(asked) if {
	asked.holds in {true, false}
}
