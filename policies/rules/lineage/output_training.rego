# METADATA
# title: A model learned from outputs that may not teach it
# description: Each text says for itself whether other models may learn from the material or its outputs; silence is permission. What stays forbidden is listed as a standing promise.
# custom:
#   severity: high
#   clauses: [output_training]
#   message:
#     deny: "{binds} learned from {component}, which {license} does not allow (\"{value}\")"
#     review: "whether {license} lets {binds} learn from {component} (\"{value}\") is not settled ({reason})"
#     unknown: "{license} limits what may learn from {component} (\"{value}\"); {needs} would settle whether {binds} may"
#     obligation: "{promise} ({license}, \"{value}\", binds {binds} through {component})"
#   remediation: Train {binds} without {component}, or record the licensor's consent as a separate agreement that covers output_training.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.lineage.output_training

import data.licet.lib.term
import data.licet.lib.test
import rego.v1

deny contains finding if {
	some [_, finding] in _banned
}

review contains finding if {
	some [asked, plain] in _open
	test.outcome(asked) == "review"
	finding := object.union(plain, test.open(asked))
}

unknown contains finding if {
	some [asked, plain] in _open
	test.outcome(asked) == "unknown"
	finding := object.union(plain, test.open(asked))
}

obligation contains finding if {
	some id, binding in input.terms
	term.judged(binding)
	not term.covered(binding, "output_training")
	not _value(binding.text) in _free
	not _breached(binding)
	plain := _finding(["terms", id], binding.text)
	promise := "let no model learn from the outputs beyond what the text names"
	finding := object.union(plain, {"duty": "no_output_training", "status": "open", "facts": {"promise": promise}})
}

obligation contains finding if {
	some [lesson, grant, plain] in _ours
	grant.holds == true
	plain.facts.value == "non_competing_only"
	lesson.released != true
	some _ in input.texts[lesson.text].clauses.output_training.permitted_exceptions
	promise := "keep the student inside the organization, because the permission ends when it is published"
	finding := object.union(plain, {"duty": "keep_internal", "status": "open", "facts": {"promise": promise}})
}

_banned contains [lesson, finding] if {
	some [lesson, grant, finding] in _ours
	lesson.targeted.holds == true
	grant.holds == false
}

_open contains [asked, finding] if {
	some [lesson, grant, finding] in _ours
	grant.holds != true
	some asked in [lesson.targeted, grant]
}

# Outputs that others generated, or nobody says who, are lineage/foreign_outputs.
_ours contains [lesson, grant, finding] if {
	some id, lesson in input.lessons
	lesson.made_by == "us"
	lesson.targeted.holds != false
	not _consented(lesson)
	grant := _grant(lesson, _value(lesson.text))
	finding := _finding(["lessons", id], lesson.text)
}

# What the clause makes its permission depend on. A value without an entry here permits nothing by itself.
_grant(lesson, value) := {"holds": true} if {
	value in _free
} else := {"holds": false} if {
	value == "denied"
} else := asked if {
	asked := lesson.tests[_condition[value]]
} else := {"holds": null, "position": "unexpected_clause"}

_free := {"allowed", "allowed_with_obligations", "allowed_creates_derivative", "silent"}

_condition := {
	"own_family_only": "own_family",
	"non_competing_only": "noncompeting",
	"nc_only": "noncommercial",
	"research_only": "research",
}

# No clause is silence; no text is not.
_value(text) := value if {
	value := object.get(input.texts[text].clauses, ["output_training", "value"], "silent")
} else := "unread"

_breached(binding) if {
	some [lesson, _] in _banned
	lesson.text == binding.text
	lesson.teacher in {binding.component, binding.binds}
}

_finding(on, text) := {"on": on, "cites": [["output_training", null]], "facts": {"value": _value(text)}}

_consented(lesson) if {
	"output_training" in input.components[lesson.teacher].agreement.covers
}
