package licet.lib.record

import rego.v1

# A finding on one record of the facts. It cites those of the clause kinds that the text has.
citing(table, id, text, kinds) := {
	"cites": [[kind, null] | some kind in kinds; input.texts[text].clauses[kind]],
	"on": [table, id],
}

# A finding in which no text is involved.
plain(table, id, facts) := {"cites": [], "on": [table, id], "facts": facts}
