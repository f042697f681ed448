# METADATA
# title: A model learned from outputs that may not teach it
# description: Each text says for itself whether other models may learn from the material or its outputs; silence is permission.
# custom:
#   severity: high
#   clauses: [output_training]
#   message:
#     deny: "{binds} learned from {component}, but {license} {says}"
#     review: "Whether {binds} may learn from {component} is not settled: {license} {says}"
#     unknown: "{binds} learned from {component}, and {license} {says}; {needs} would settle whether that is kept to"
#   remediation: Train {binds} without {component}, or record the licensor's consent as a separate agreement that covers output_training.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.lineage.output_training

import data.licet.lib.lesson
import data.licet.lib.test
import data.licet.lib.words
import rego.v1

deny contains finding if {
	some [asked, finding] in _asked
	asked.holds == true
}

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
	lesson.ours(learned)
	some asked in test.breach([learned.targeted, test.fails(lesson.grant(learned))])
	finding := lesson.finding(id, ["output_training"], words.facts("output_training", lesson.value(learned.text)))
}
