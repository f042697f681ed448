# METADATA
# title: What a text goes on forbidding is a promise to keep
# description: A bar on learning from outputs binds whoever uses the material for as long as it is used; it is listed as a duty that stays open.
# custom:
#   severity: medium
#   clauses: [output_training]
#   message:
#     obligation: "{license} of {component} stays binding: {promise}"
#   remediation: Tell whoever handles {binds} and its outputs, and record who watches over it.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.lineage.standing_restrictions

import data.licet.lib.lesson
import data.licet.lib.term
import data.licet.lib.words
import rego.v1

# What was breached already is no promise any more.
obligation contains finding if {
	some id, binding in input.terms
	term.judged(binding)
	not term.covered(binding, "output_training")
	text := binding.text
	not lesson.free(text)
	not _breached(binding)
	value := lesson.value(text)
	facts := {"value": value, "promise": concat(" ", ["it", words.says("output_training", value)])}
	finding := object.union(term.finding(id, ["output_training"], facts), _open("no_output_training"))
}

# The permission was given for use inside the organization and ends when the student is published.
obligation contains finding if {
	some id, learned in input.lessons
	lesson.ours(learned)
	lesson.grant(learned).holds == true
	lesson.value(learned.text) == "non_competing_only"
	learned.released != true
	input.texts[learned.text].clauses.output_training.permitted_exceptions != []
	promise := "a model that learned from it under its exceptions must not be published"
	facts := {"value": "non_competing_only", "promise": promise}
	finding := object.union(lesson.finding(id, ["output_training"], facts), _open("keep_internal"))
}

_breached(binding) if {
	some learned in input.lessons
	lesson.ours(learned)
	learned.text == binding.text
	learned.teacher in {binding.component, binding.binds}
	learned.targeted.holds == true
	lesson.grant(learned).holds == false
}

_open(duty) := {"duty": duty, "status": "open"}
