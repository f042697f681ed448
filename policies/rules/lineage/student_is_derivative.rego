# METADATA
# title: Imitation may bring the teacher's whole license along
# description: Some texts count a model as their derivative when it was trained on outputs in order to perform similarly. Where that is settled, the whole license binds the student; here it is open.
# custom:
#   severity: medium
#   clauses: [derivative_definition, output_training]
#   message:
#     review: "Whether {binds} is a derivative of its teacher {component} under {license} is not settled ({reason})"
#     unknown: "{license} makes a student that imitates {component} its derivative; {needs} would settle whether {binds} is one"
#   remediation: State for {binds} whether it was trained to imitate {component}; if it was, or where that is unclear, meet {license} in full.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.lineage.student_is_derivative

import data.licet.lib.lesson
import data.licet.lib.test
import rego.v1

review contains finding if {
	some [asked, plain] in _asked
	finding := test.review(asked, plain)
}

unknown contains finding if {
	some [asked, plain] in _asked
	finding := test.unknown(asked, plain)
}

_asked contains [asked, finding] if {
	some id, learned in input.lessons
	not lesson.consented(learned, "student_is_derivative")
	asked := learned.derivative
	finding := lesson.finding(id, ["derivative_definition", "output_training"], {"imitates": learned.imitates})
}
