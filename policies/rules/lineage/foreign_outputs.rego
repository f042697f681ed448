# METADATA
# title: The outputs were made under somebody else's contract
# description: Terms on outputs bind the party that generated them. Whether they reach somebody who only took the data is unsettled.
# custom:
#   severity: medium
#   clauses: [output_training]
#   message:
#     review: "{binds} learned from outputs of {component} that were not shown to be ours; {license} {says}, and whether that reaches us is not settled ({reason})"
#   remediation: State generated_by on the edge from {binds} to {component}; where others generated the outputs, have counsel confirm that their terms do not bind you.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.lineage.foreign_outputs

import data.licet.lib.lesson
import data.licet.lib.words
import rego.v1

# A text that says nothing on outputs, or frees them, has no terms that could reach anybody.
review contains finding if {
	some id, learned in input.lessons
	learned.made_by != "us"
	learned.targeted.holds != false
	not lesson.consented(learned, "foreign_outputs")
	value := lesson.value(learned.text)
	not value in {"allowed", "silent"}
	facts := object.union(words.facts("output_training", value), {"made_by": learned.made_by})
	finding := object.union(lesson.finding(id, ["output_training"], facts), {"reason": "foreign_outputs"})
}
