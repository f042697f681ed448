package licet.lib.duty

import data.licet.lib.evidence
import data.licet.lib.record
import rego.v1

# By outcome, the findings on one duty under all terms.
answers(name) := grouped({found | some id, binding in input.terms; found := answer(id, binding, name)})

grouped(found) := {word: {finding | some [given, finding] in found; given == word} |
	some word in ["deny", "review", "unknown", "obligation", "warn"]
}

# The outcome and the finding of one duty under one term; undefined while nothing makes it fall due.
answer(id, binding, name) := [outcome(due, asked), finding] if {
	asked := binding.duties[name]
	not _replaced(binding, name, asked)
	due := falls_due(binding, asked)
	plain := object.union(record.citing("terms", id, binding.text, [asked.kind]), _said(asked))
	finding := object.union(plain, _more(binding, asked, due))
}

# Undefined where no event asks; no more than arguable while it is open whether the text reaches the component at all.
falls_due(binding, asked) := "due" if {
	binding.reach in {"full", "use"}
	some event, "due" in asked.trigger
	every name in {event} | {only | some only in asked.only_if} {
		binding.events[name] == true
	}
} else := "arguable" if {
	some event, _ in asked.trigger
	every name in {event} | {only | some only in asked.only_if} {
		binding.events[name] != false
	}
}

outcome(due, asked) := "unknown" if {
	asked.said.state == "unchecked"
	asked.mandatory
} else := "warn" if {
	not asked.mandatory
	evidence.status(asked.said.state) != "met"
} else := "obligation" if {
	evidence.status(asked.said.state) != "unmet"
} else := "review" if {
	asked.said.state == "unclear"
} else := "deny" if {
	due == "due"
} else := "review"

# A separate agreement may replace a duty, by the duty's name or by that of its clause.
_replaced(binding, name, asked) if {
	true in {name in binding.agreement.covers, asked.kind in binding.agreement.covers}
}

_said(asked) := {"status": evidence.status(said.state), "facts": facts} if {
	said := asked.said
	facts := {"text": asked.text, "said": said.text, "state": said.state}
}

# What stands against a duty that is not met, or which evidence was not looked at.
_more(binding, asked, due) := {"needs": _place(asked)} if {
	asked.said.state == "unchecked"
} else := {"pointer": _place(asked), "reason": reason, "facts": {"shown": shown, "why": why}} if {
	evidence.status(asked.said.state) == "unmet"
	shown := evidence.shown(asked.said)
	[reason, why] := _reason(binding, asked, due)
} else := {}

_place(asked) := object.get(asked, ["said", "pointer"], null)

# Whether hosting counts as distribution is the usual reason why a duty is only arguable.
_reason(binding, asked, due) := ["wording_unclear", "the words can be read either way"] if {
	asked.said.state == "unclear"
} else := ["duty_refused", "it is due"] if {
	due == "due"
} else := ["hosting_unclear", "whether a service passes it on is not settled (hosting_unclear)"] if {
	binding.events.service == true
	binding.events.handed_over != true
} else := ["duty_arguable", "the text can be read either way"]
