# METADATA
# title: Not all parents of a merge can be obeyed at once
# description: A merge is bound by the union of its parents' terms. Some unions cannot be met, and some name prefixes exclude each other.
# custom:
#   severity: high
#   clauses: []
#   message:
#     deny: "The terms of {parents}, merged into {merged}, cannot all be met at once"
#     review: "A person must judge whether the terms of {parents}, merged into {merged}, can all be met at once (name prefixes they ask for: {prefixes})"
#   remediation: Drop one of {parents} from the merge, or obtain terms from a licensor that fit the others; for name prefixes choose one name that satisfies each and have it confirmed.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.lineage.merge_conflict

import data.licet.lib.record
import data.licet.lib.test
import rego.v1

deny contains finding if {
	some [asked, finding] in _asked
	asked.holds == true
}

review contains finding if {
	some [asked, plain] in _asked
	finding := test.review(asked, plain)
}

_asked contains [asked, finding] if {
	some name, merge in input.merges
	not _consented(name)
	some asked in _asks(merge)
	facts := {"merged": name, "parents": merge.parents, "prefixes": merge.prefixes}
	finding := record.plain("merges", name, facts)
}

_asks(merge) := {
	test.fails(test.reviewed(merge.together, "merge_unsettled")),
	_prefixes(merge.one_name),
}

# Two prefixes cannot both come first; whether one name may honor both is never more than a question.
_prefixes(one_name) := test.answer(false) if {
	one_name.holds == true
} else := test.reviewed({"holds": null, "position": one_name.position}, "name_prefix_conflict")

_consented(name) if {
	"merge_conflict" in input.components[name].agreement.covers
}
