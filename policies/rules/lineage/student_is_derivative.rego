# METADATA
# title: Imitation may bring the teacher's whole license along
# description: Some texts count a model as their derivative when it was trained on outputs in order to perform similarly. Where that is settled, the whole license binds the student; here it is open.
# custom:
#   severity: medium
#   clauses: [derivative_definition, output_training]
#   message:
#     review: "whether {binds} is a derivative of its teacher {component} under {license} is not settled ({reason})"
#     unknown: "{license} makes a student that imitates {component} its derivative; {needs} would settle whether {binds} is one"
#   remediation: State for {binds} whether it was trained to imitate {component}; if it was, or where that is unclear, meet {license} in full.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.lineage.student_is_derivative

import data.licet.lib.test
import rego.v1

review contains finding if {
	some [lesson, plain] in _lessons
	test.outcome(lesson.derivative) == "review"
	finding := object.union(plain, test.open(lesson.derivative))
}

unknown contains finding if {
	some [lesson, plain] in _lessons
	test.outcome(lesson.derivative) == "unknown"
	finding := object.union(plain, test.open(lesson.derivative))
}

_lessons contains [lesson, finding] if {
	some id, lesson in input.lessons
	not _consented(lesson)
	finding := {
		"on": ["lessons", id],
		"cites": [[kind, null] | some kind in ["derivative_definition", "output_training"]; input.texts[lesson.text].clauses[kind]],
		"facts": {"imitates": lesson.imitates},
	}
}

_consented(lesson) if {
	"student_is_derivative" in input.components[lesson.teacher].agreement.covers
}
