# METADATA
# title: Not all parents of a merge can be obeyed at once
# description: A merge is bound by the union of its parents' terms. Some unions cannot be met, and some name prefixes exclude each other.
# custom:
#   severity: high
#   clauses: []
#   message:
#     deny: "{merged} merges {parents}, whose terms cannot all be met at once"
#     review: "whether {merged}, merged from {parents} (name prefixes {prefixes}), can meet all terms is not settled ({reason})"
#   remediation: Drop one of {parents} from the merge, or obtain terms from a licensor that fit the others; for name prefixes choose one name that satisfies each and have it confirmed.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.lineage.merge_conflict

import rego.v1

deny contains finding if {
	some [merge, finding] in _merges
	merge.together.holds == false
}

review contains finding if {
	some [merge, plain] in _merges
	asked := merge.together
	not _settled(asked)
	reason := _reason(asked.position, "merge_unsettled")
	finding := object.union(plain, {"reason": reason})
}

review contains finding if {
	some [merge, plain] in _merges
	merge.one_name.holds != true
	reason := _reason(merge.one_name.position, "name_prefix_conflict")
	finding := object.union(plain, {"reason": reason})
}

_merges contains [merge, finding] if {
	some name, merge in input.merges
	not _consented(name)
	finding := {
		"on": ["merges", name],
		"cites": [],
		"facts": {"merged": name, "parents": merge.parents, "prefixes": merge.prefixes},
	}
}

# The assumption that was consulted, else what is open.
_reason(null, otherwise) := otherwise

_reason(position, _) := position if {
	position != null
}

_consented(name) if {
	"merge_conflict" in input.components[name].agreement.covers
}

_settled(asked) if {
	asked.holds in {true, false}
}
