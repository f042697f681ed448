# SPDX-License-Identifier: Apache-2.0
"""The entries of `licet explain` as text for people."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from licet.terminal import Paint, safe, wrap

JSON = dict[str, Any]
_UNREAD = {"partial": "read in part only", "unverified": "not read: its clauses may raise review, never decide"}


def lines(entry: JSON, paint: Paint) -> Iterator[str]:
    writers: dict[str, Callable[[JSON, Paint], Iterator[str]]] = {
        "license": _license,
        "rule": _rule,
        "topic": _topic,
        "purpose": _purpose,
        "parameter": _parameter,
    }
    yield from writers[entry["kind"]](entry, paint)


def _license(entry: JSON, paint: Paint) -> Iterator[str]:
    text = entry["text"]
    yield paint(f"{entry['title']} ({entry['id']})", "bold")
    yield from _field("by", entry["licensor"])
    yield from _field("kind", f"{entry['category']}, for {', '.join(entry['kinds'])}; family {entry['family']}")
    yield from _field("from", f"released {entry['released'] or 'on a day not recorded'}")
    yield from _field("text", text.get("url"))
    yield from _field("read", f"{_UNREAD.get(text['verification'], text['verification'])} on {text['read_on']}")
    yield from _field("names", ", ".join(_names(entry)))
    yield ""
    yield paint("Clauses that rules read", "bold")
    yield from _clauses(clause for clause in entry["clauses"] if clause["rules"])
    informative = [clause for clause in entry["clauses"] if not clause["rules"]]
    if informative:
        yield ""
        yield paint("Clauses for information", "bold")
        yield from _clauses(informative)
    for note in entry["notes"] or []:
        yield from wrap(safe(note), "note: ")


def _names(entry: JSON) -> list[str]:
    spoken = [entry["spdx"], entry["hugging_face"], *(entry["aliases"] or [])]
    return list(dict.fromkeys(name for name in spoken if name and name != entry["id"]))


def _clauses(clauses: Iterable[JSON]) -> Iterator[str]:
    for clause in clauses:
        name = clause["kind"] + (f" {clause['id']}" if clause["id"] else "")
        said = "" if clause["value"] is None else f": {_value(clause['value'])}"
        yield from wrap(f"{name}{said} [{_cited(clause['cites'])}]", "  ", "      ")
        for part in (_value(clause["attributes"]), safe(clause["note"] or "")):
            if part:
                yield from wrap(part, "      ")


def _rule(entry: JSON, paint: Paint) -> Iterator[str]:
    yield paint(f"{entry['id']}: {entry['title']}", "bold")
    yield from wrap(safe(entry["description"]))
    yield ""
    yield from _field(
        "is",
        f"{entry['severity']} severity, since {entry['since']}" + ("" if entry["waivable"] else ", cannot be waived"),
    )
    yield from _field("reads", ", ".join(entry["clauses"]))
    message = entry["message"]
    for outcome, said in message.items() if isinstance(message, dict) else [("says", message)]:
        yield from _field(outcome, said)
    yield from _field("do", entry["remediation"])
    yield from _field("for", ", ".join(entry["controls"]))
    yield from _field("file", f"policies/{entry['file']}")


def _topic(entry: JSON, paint: Paint) -> Iterator[str]:
    yield from (paint(line, "bold") for line in wrap(safe(entry["question"])))
    for paragraph in entry["answer"]:
        yield ""
        yield from wrap(safe(paragraph))
    yield ""
    yield paint("Sources", "bold")
    for source in entry["citations"]:
        place = ", ".join(part for part in (source["source"], source["section"]) if part)
        kind = f"({source['authority'].replace('_', ' ')}; {source['verification']}, {source['read_on']})"
        yield from wrap(" ".join(part for part in (safe(place), kind, source["url"]) if part), "  - ")
    yield from _field("see", ", ".join(entry["see_also"]))


def _purpose(entry: JSON, paint: Paint) -> Iterator[str]:
    yield paint(f"purpose {entry['id']}", "bold")
    yield from wrap(safe(entry["description"]))
    for term, strength in entry["terms"].items():
        yield from _field("term", f"{term} ({strength})")
    for key, hits in entry["licenses"].items():
        yield from _field("named", f"by {key}: {', '.join(hits)}")


def _parameter(entry: JSON, paint: Paint) -> Iterator[str]:
    yield paint(f"{entry['id']}: {entry['title']}", "bold")
    yield from wrap(safe(entry["description"]))
    yield from _field("value", _value(entry["value"]))
    yield from _field("rests", f"on {entry['authority'].replace('_', ' ')}, {entry['verification']}")
    for source in entry["cites"]:
        yield from _field("see", _cited(source))


def _field(label: str, text: str | None) -> Iterator[str]:
    if text:
        yield from wrap(safe(text), f"  {label + ':':<13}")


def _cited(cites: JSON) -> str:
    parts = [cites.get("document") or cites.get("source"), cites.get("section"), cites.get("url")]
    return safe(", ".join(part for part in parts if part))


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(_value, value)) or "none"
    if isinstance(value, dict):
        return "; ".join(f"{safe(key)}: {_value(item)}" for key, item in value.items() if item not in (None, [], {}))
    return f"{value:,}" if isinstance(value, int) else safe(str(value))
