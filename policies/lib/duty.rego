package licet.lib.duty

import rego.v1

# The outcome and the finding of one duty under one term; undefined while nothing makes it fall due.
answer(id, term, name) := [outcome(due, asked.said.state, asked), finding(id, term, name, asked.said.state)] if {
	asked := term.duties[name]
	not _replaced(term, name)
	due := falls_due(term, asked)
}

# A separate agreement may replace a duty, by the duty's name or by that of its clause.
_replaced(term, name) if {
	some covered in [name, term.duties[name].kind]
	covered in term.agreement.covers
}

finding(id, term, name, state) := object.union(_base(id, term, name, state), _more(term, term.duties[name], state))

# Due, arguable, or undefined: an event that did not happen asks nothing.
# Nothing is more than arguable while it is open whether the text reaches the component at all.
falls_due(term, asked) := "due" if {
	term.reach in {"full", "use"}
	some event, "due" in asked.trigger
	every name in {event} | {only | some only in asked.only_if} {
		term.events[name] == true
	}
} else := "arguable" if {
	some event, _ in asked.trigger
	every name in {event} | {only | some only in asked.only_if} {
		term.events[name] != false
	}
}

outcome(due, state, asked) := "unknown" if {
	state == "unchecked"
	asked.mandatory
} else := "warn" if {
	not asked.mandatory
	status(state) != "met"
} else := "obligation" if {
	status(state) != "unmet"
} else := "review" if {
	state == "unclear"
} else := "deny" if {
	due == "due"
} else := "review"

status(state) := object.get(_statuses, state, "unmet")

# A state that is not listed here shows nothing to be met.
_statuses := {
	"silent": "open",
	"unchecked": "open",
	"refused": "unmet",
	"failed": "unmet",
	"unclear": "unmet",
	"declared": "met",
	"verified": "met",
}

_base(id, term, name, state) := {
	"on": ["terms", id],
	"cites": [[_kind(term, name), null]],
	"status": status(state),
	"facts": {"text": term.duties[name].text, "said": term.duties[name].said.text, "state": state},
}

_more(term, asked, state) := {"needs": asked.said.pointer} if {
	state == "unchecked"
} else := {"reason": "wording_unclear", "pointer": asked.said.pointer} if {
	state == "unclear"
} else := {"reason": _reason(term, asked), "pointer": asked.said.pointer} if {
	status(state) == "unmet"
} else := {}

# Whether hosting counts as distribution is the usual reason why a duty is only arguable.
_reason(term, asked) := "hosting_unclear" if {
	term.events.service == true
	term.events.handed_over != true
	falls_due(term, asked) == "arguable"
} else := "duty_arguable" if {
	falls_due(term, asked) == "arguable"
} else := "duty_refused"

# The clause that a duty comes from, where the names differ.
_kind(term, name) := term.duties[name].kind
