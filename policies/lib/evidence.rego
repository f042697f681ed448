package licet.lib.evidence

import rego.v1

# Whether what was said of a duty shows it to be met. A state that is not listed here shows nothing.
status(state) := object.get(_statuses, state, "unmet")

_statuses := {
	"silent": "open",
	"unchecked": "open",
	"declared": "met",
	"verified": "met",
}

# What was said, as the end of a sentence.
shown(said) := concat("", ["the manifest says \"", said.text, "\""]) if {
	is_string(said.text)
} else := object.get(_shown, said.state, "nothing is shown for it yet")

_shown := {
	"refused": "the manifest says that this is not done",
	"failed": "what the manifest names for it did not pass the check",
	"unclear": "what the manifest names for it can be read either way",
}
