# SPDX-License-Identifier: Apache-2.0
"""Which text a license string means: one, several candidates, or none. A near miss is never taken for a hit."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from licet.facts.case import Case, Component
from licet.facts.licenses import expression

JSON = dict[str, Any]
_ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_LONGEST_NAME = 200  # longer than any name: a pasted text


class Arm(NamedTuple):
    """One reading of a license string: the texts that bind together under it."""

    kind: str  # choice: the licensee may take it; candidate: the name may mean it
    name: str
    texts: tuple[str, ...]


class Identity(NamedTuple):
    """How a component's license string resolved; `state` is one of the words in facts.schema.json."""

    state: str
    pointer: str
    found: str | None = None
    texts: tuple[str, ...] = ()
    arms: tuple[Arm, ...] = ()
    nearest: tuple[str, ...] = ()
    choice: str | None = None
    assumed: str | None = None
    unread: tuple[str, ...] = ()
    text_state: str = "none"  # none | matches | differs | uncompared | missing | unchecked

    def record(self) -> JSON:
        """The identity as the facts document has it."""
        match = {"matches": True, "differs": False, "missing": False}.get(self.text_state)
        return {
            "state": self.state,
            "pointer": self.pointer,
            "found": self.found,
            "texts": list(self.texts),
            "arms": [arm.name for arm in self.arms],
            "nearest": list(self.nearest),
            "choice": self.choice,
            "assumed": self.assumed,
            "unread": list(self.unread),
            "text_state": self.text_state,
            "text_match": match,
            "revision_in_place": False,
        }


class _Parts(NamedTuple):
    """What the names of one arm came to."""

    texts: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    assumed: str | None = None
    families: tuple[str, ...] = ()


def identify(case: Case, component: Component) -> Identity:
    """Resolve the component's license; the rest of the facts never reads the string again."""
    stated = component.get("license")
    pointer = f"{component.pointer}/license"
    if not isinstance(stated, dict):
        return _named(case, component, stated, pointer)
    main = stated.get("expression") or stated.get("id")
    found = _named(case, component, main, pointer)
    if stated.get("expression") and stated.get("id"):
        found = _both_hold(found, _named(case, component, stated["id"], pointer))
    if found.state in ("placeholder", "unsaid") and stated.get("name"):
        found = _named(case, component, stated["name"], pointer)
    elif found.state == "resolved" and stated.get("name"):
        found = _contradicted(found, _named(case, component, stated["name"], pointer))
    if found.state == "choice" and stated.get("choice"):
        found = _choose(case, component, found, stated["choice"])
    return _by_text(case, _by_revision(case, found, stated), stated)


def _by_revision(case: Case, found: Identity, stated: JSON) -> Identity:
    """A date or a revision picks among the texts that one name may mean; a family's name means none of them."""
    if found.state != "ambiguous" or not (stated.get("date") or stated.get("revision")):
        return found
    fitting = [key for arm in found.arms for key in arm.texts if _is_revision(case.catalogue.license(key), stated)]
    return found._replace(state="resolved", texts=tuple(fitting), arms=(), unread=()) if len(fitting) == 1 else found


def _is_revision(record: JSON, stated: JSON) -> bool:
    date, revision = stated.get("date"), stated.get("revision")
    known = (record["text"].get("commit"), record["text"]["sha256"], record["released"])
    return (date is None or date == record["released"]) and (revision is None or revision in known)


def _both_hold(found: Identity, other: Identity) -> Identity:
    """`expression` and `id` are two words for one thing: one that names no text is not made up for by the other."""
    return _contradicted(found, other) if other.state == "resolved" or other.state == found.state else other


def _contradicted(found: Identity, other: Identity) -> Identity:
    """An id beside the name of another text does not say which of the two holds."""
    if other.state != "resolved" or not other.texts or set(other.texts) == set(found.texts):
        return found
    arms = tuple(Arm("candidate", " AND ".join(one.texts), one.texts) for one in (found, other))
    return found._replace(state="ambiguous", texts=(), arms=arms)


def _named(case: Case, component: Component, text: str | None, pointer: str) -> Identity:
    if text is None:
        return Identity("unsaid", pointer)
    name = text.strip()
    found = Identity("unknown", pointer, found=name[:_LONGEST_NAME])
    if name.lower() == "proprietary":
        return found._replace(state="own" if _is_own(component) else "unknown")
    if _is_placeholder(case, name):
        return found._replace(state="placeholder")
    parts = _resolve(case, name)
    if parts.unknown and expression.looks_like_one(name):
        return _expression(case, found, name)
    return _single(case, found, parts)


def _is_own(component: Component) -> bool:
    if component.kind == "dataset":
        return component.get("source_kind") == "first_party"
    return component.get("owned") is True


def _is_placeholder(case: Case, name: str) -> bool:
    words = case.catalogue.parameter("identity/placeholders")
    pasted = len(name) > _LONGEST_NAME or "\n" in name
    return not name or name.lower() in words or pasted or bool(_ADDRESS.match(name))


def _resolve(case: Case, name: str) -> _Parts:
    """One name: its text, its candidates, or a word that is known to be no license we read."""
    assumed = case.catalogue.parameter("identity/assumed").get(name.lower()) if name.isascii() else None
    ids = case.catalogue.lookup(name)
    if assumed and assumed in case.catalogue.licenses:
        return _Parts(texts=(assumed,), assumed=assumed)
    if len(ids) == 1:
        return _Parts(texts=tuple(ids))
    if ids:
        return _Parts(candidates=tuple(ids))
    family = case.catalogue.parameter("identity/families").get(name.lower()) if name.isascii() else None
    if family:
        return _Parts(families=tuple(family))
    return _unread(case, name)


def _unread(case: Case, name: str) -> _Parts:
    base, _, exception = name.partition(" WITH ")
    if exception:
        parts = _resolve(case, base)
        known = expression.spdx_known(exception)
        return parts._replace(unread=(*parts.unread, exception)) if known else _Parts(unknown=(name,))
    later = _or_later(case, name)
    if later:
        return _Parts(texts=(later,))
    return _Parts(unread=(name,)) if expression.spdx_known(name) else _Parts(unknown=(name,))


def _or_later(case: Case, name: str) -> str | None:
    """`X+` and `X-or-later` grant at least what X grants."""
    for ending in ("-or-later", "+"):
        if name.lower().endswith(ending):
            base = name[: -len(ending)]
            ids = case.catalogue.lookup(f"{base}-only") or case.catalogue.lookup(base)
            return ids[0] if len(ids) == 1 else None
    return None


def _single(case: Case, found: Identity, parts: _Parts) -> Identity:
    if parts.candidates:
        arms = tuple(Arm("candidate", key, (key,)) for key in parts.candidates)
        return found._replace(state="ambiguous", arms=arms)
    if parts.families:
        known = {key: (key,) if case.catalogue.license(key) else () for key in parts.families}
        arms = tuple(Arm("candidate", key, texts) for key, texts in known.items())
        return found._replace(state="family", arms=arms)
    if parts.unknown:
        return found._replace(nearest=_nearest(case, parts.unknown[0]))
    return found._replace(state="resolved", texts=parts.texts, unread=parts.unread, assumed=parts.assumed)


def _nearest(case: Case, name: str) -> tuple[str, ...]:
    """Words that grant nothing (UNLICENSED) look like names that grant much (Unlicense): no hint for them."""
    if name.lower() in case.catalogue.parameter("identity/no_rights"):
        return ()
    return tuple(case.catalogue.nearest(name))


def _expression(case: Case, found: Identity, text: str) -> Identity:
    """AND makes one arm of several texts, OR several arms; an unknown name spoils its arm only."""
    alternatives = expression.arms(text)
    if alternatives is None:
        return found
    resolved = [(arm, _joined([_resolve(case, name) for name in arm])) for arm in alternatives]
    if len(resolved) == 1:
        return _single(case, found, resolved[0][1])
    known = [(" AND ".join(arm), parts) for arm, parts in resolved]
    if all(parts.unknown for _, parts in known):
        return _single(case, found, known[0][1])
    arms = tuple(Arm("choice", name, _settled(parts)) for name, parts in known)
    unread = tuple(dict.fromkeys(name for _, parts in known for name in (*parts.unread, *parts.unknown)))
    return found._replace(state="choice", arms=arms, unread=unread)


def _settled(parts: _Parts) -> tuple[str, ...]:
    return () if parts.unknown or parts.candidates or parts.families else parts.texts


def _joined(parts: list[_Parts]) -> _Parts:
    """Candidates inside an AND stay open: the whole is as unsure as its least sure name."""

    def together(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item for part in parts for item in getattr(part, name)))

    joined = _Parts(together("texts"), together("unread"), together("unknown"))
    if len(parts) == 1:
        return parts[0]
    open_names = (*together("candidates"), *together("families"))
    return joined._replace(unread=(*joined.unread, *open_names))


def _choose(case: Case, component: Component, found: Identity, choice: str) -> Identity:
    """The recorded arm of an OR; one that the expression does not offer leaves the choice open."""
    picked = expression.arms(choice)
    names = {frozenset(part.lower() for part in arm.name.split(" AND ")): arm for arm in found.arms}
    arm = names.get(frozenset(part.lower() for part in picked[0])) if picked and len(picked) == 1 else None
    if arm is None:
        return found._replace(choice=choice)
    chosen = _named(case, component, arm.name, found.pointer)
    return chosen._replace(found=found.found, choice=choice)


def _by_text(case: Case, found: Identity, stated: JSON) -> Identity:
    """A license file, or the digest of one, decides between candidates and refutes a wrong name."""
    digests, state = _digests(case, found.pointer, stated)
    if state in ("missing", "unchecked", "none"):
        return found._replace(text_state=state)
    match = _match(case, digests)
    candidates = {key for arm in found.arms for key in arm.texts}
    if match is None:
        comparable = all(_verbatim(case, key) for key in (*found.texts, *candidates))
        return found._replace(text_state="differs" if comparable else "uncompared")
    if found.state in ("resolved", "own") and match not in found.texts:
        return found._replace(text_state="differs")
    if found.state in ("ambiguous", "family", "choice") and match not in candidates:
        return found._replace(text_state="differs")
    if found.state in ("resolved", "choice"):
        return found._replace(text_state="matches")
    return found._replace(state="resolved", texts=(match,), arms=(), unread=(), text_state="matches")


def _digests(case: Case, pointer: str, stated: JSON) -> tuple[set[str], str]:
    result = case.evidence.get(pointer)
    if result is None:
        digest = stated.get("sha256")
        return ({digest.removeprefix("sha256:").lower()}, "stated") if digest else (set(), "none")
    if result.state in ("missing", "unchecked"):
        return set(), result.state
    found = {digest for digest in (result.sha256, result.sha256_normalized) if digest}
    return (set(), "looked") if result.state == "differs" else (found, "looked")


def _verbatim(case: Case, key: str) -> bool:
    """Whether the recorded digest is of the text as it is shipped (SPDX texts are templates with an XML source)."""
    return not str(case.catalogue.license(key)["text"].get("path")).endswith(".xml")


def _match(case: Case, digests: set[str]) -> str | None:
    for key, record in case.catalogue.licenses.items():
        if digests & {record["text"]["sha256"], record["text"].get("sha256_normalized")}:
            return key
    return None
