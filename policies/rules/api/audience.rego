# METADATA
# title: The provider's terms bar this audience or sector
# description: Some API terms set a minimum age for the users of what is built on them, or bar fields such as clinical practice.
# custom:
#   severity: high
#   clauses: [minimum_age, sector_bars]
#   message:
#     deny: "{license} does not allow {component} for {what}: {declared}"
#     unknown: "{license} does not allow {component} for every audience; {needs} would settle whether it allows {what}"
#   remediation: Restrict the deployment to an audience and purposes that {license} allows, or choose another provider than {component}.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.api.audience

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

_asked contains [asked, pointer, finding] if {
	some id, binding in input.terms
	api := input.components[binding.component].api
	api != null
	some field, about in _questions
	not term.covered(binding, about.kind)
	asked := api[field]
	pointer := _first(asked.needs, about.pointer)
	finding := {
		"on": ["terms", id],
		"cites": [[about.kind, null] | term.clause(binding, about.kind)],
		"facts": {"what": about.what, "declared": about.declared},
	}
}

_questions := {
	"age": {
		"kind": "minimum_age",
		"what": "users of this age",
		"declared": object.get(input, ["deployment", "minimum_age"], null),
		"pointer": "/deployment/audience/minimum_age",
	},
	"sector": {
		"kind": "sector_bars",
		"what": "this field of use",
		"declared": object.get(input, ["deployment", "purposes"], null),
		"pointer": "/deployment/purposes",
	},
}

_first(null, otherwise) := otherwise

_first(stated, _) := stated if {
	stated != null
}

_settled(asked) if {
	asked.holds in {true, false}
}
