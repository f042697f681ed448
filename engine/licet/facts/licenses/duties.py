# SPDX-License-Identifier: Apache-2.0
"""Both sides of each duty: what a text asks and when, and what the team says it does."""

from __future__ import annotations

from typing import Any

from licet.documents.pointer import join
from licet.facts.case import Case, Component

JSON = dict[str, Any]

# Duty of the manifest → clause kind that asks for it, where the names differ (license-rules section 5).
KINDS = {
    "license_copy": "license_copy",
    "notice_file": "notice_file",
    "attribution": "attribution",
    "change_notice": "change_notice",
    "display": "display_obligation",
    "model_name": "naming_obligation",
    "acceptable_use_policy": "acceptable_use",
    "registration": "registration",
    "produced_work_notice": "produced_work_notice",
}
SHARED_LICENSE = frozenset({"same", "same_or_compatible", "share_alike", "same_for_covered_files"})
_EVIDENCE = {
    "verified": "verified", "present": "declared", "differs": "failed", "missing": "failed", "unchecked": "unchecked",
}  # fmt: skip


def duties(case: Case, bound: Component, origin: Component, key: str, text: JSON) -> JSON:
    """Every duty that the text knows, due or not: rules ask the events whether one falls due."""
    clauses = text["clauses"]
    found = {duty: clauses[kind] for duty, kind in KINDS.items() if _asked(clauses.get(kind))}
    asked = {duty: _asks(KINDS[duty], clause) for duty, clause in found.items()}
    asked.update(_flow_down(clauses))
    asked.update(_source(clauses))
    asked.update(_release(key, clauses, origin))
    return {duty: {**ask, "said": _said(case, bound, origin, duty, ask)} for duty, ask in asked.items()}


def _asked(clause: JSON | None) -> bool:
    return clause is not None and clause.get("value") not in (False, None) and bool(clause.get("trigger"))


def _asks(kind: str, clause: JSON) -> JSON:
    return {
        "kind": kind,
        "trigger": clause["trigger"],
        "only_if": clause.get("only_if") or [],
        "mandatory": clause.get("mandatory", True),
        "text": clause.get("text") or clause.get("begins"),
        "prefix": clause.get("prefix"),
        "direction": clause.get("direction"),
    }


def _flow_down(clauses: JSON) -> JSON:
    clause = (clauses.get("acceptable_use") or {}).get("flow_down")
    if not isinstance(clause, dict) or clause.get("value") != "contract":
        return {}
    return {"use_restrictions_flow_down": _asks("acceptable_use", {"mandatory": True, **clause})}


def _source(clauses: JSON) -> JSON:
    """Source is owed to recipients, under network copyleft to users of the service too."""
    asking = {"source_offer": "source_disclosure", "network_source": "network_copyleft"}
    return {duty: _asks(kind, clauses[kind]) for duty, kind in asking.items() if _asked(clauses.get(kind))}


def _release(key: str, clauses: JSON, origin: Component) -> JSON:
    """A derivative that leaves under a share-alike text names that text, or a compatible one, as its license."""
    clause = clauses.get("derivative_license")
    if clause is None or clause["value"] not in SHARED_LICENSE:
        return {}
    trigger = clause.get("trigger") or {"distribution": "due"}
    asks = _asks("derivative_license", {**clause, "trigger": trigger, "only_if": clause.get("only_if") or ["modified"]})
    own = origin.get("license")  # "or later" names the license of the base more exactly than the text's id
    accepts = [key, *(clause.get("compatible") or []), *([own.strip()] if isinstance(own, str) else [])]
    return {"release_license": {**asks, "text": key, "accepts": accepts}}


def _said(case: Case, bound: Component, origin: Component, duty: str, ask: JSON) -> JSON:
    """What the manifest says: the component's own words, then the deployed component's, then the deployment's."""
    name = "source_offer" if duty == "network_source" else duty
    for holder, base in _holders(case, bound, origin):
        said = (holder or {}).get(name)
        if said is not None and not _empty(said):
            pointer = join([name], base=base)
            return {"state": _state(case, pointer, said, duty, ask), "text": _words(said), "pointer": pointer}
    return {"state": "silent", "text": None, "pointer": f"/deployment/duties/{name}"}


def _holders(case: Case, bound: Component, origin: Component) -> list[tuple[JSON | None, str]]:
    listed = [(item.get("duties"), f"{item.pointer}/duties") for item in (origin, bound)]
    return [*listed, (case.deployment.get("duties"), "/deployment/duties")]


def _empty(said: Any) -> bool:
    """Evidence that names no file, address or words says nothing."""
    return isinstance(said, dict) and not any(said.get(key) for key in ("path", "url", "text"))


def _words(said: Any) -> str | None:
    if isinstance(said, dict):
        return said.get("text")
    return said if isinstance(said, str) else None


def _state(case: Case, pointer: str, said: Any, duty: str, ask: JSON) -> str:
    if said is False:
        return "refused"
    result = case.evidence.get(pointer)
    state = _EVIDENCE[result.state] if result else "declared"
    if state in ("failed", "unchecked"):
        return state
    wording = _wording(case, _words(said), duty, ask)
    return wording or state


def _wording(case: Case, words: str | None, duty: str, ask: JSON) -> str | None:
    """Where the text prescribes words, other words do not meet the duty."""
    if words is None:
        return None
    if duty == "display" and words.strip() != (ask["text"] or words.strip()):
        return "failed"
    if duty == "model_name":
        return _name(words.strip(), ask)
    if duty == "release_license":
        ids = case.catalogue.lookup(words.strip())
        if words.strip().lower() in {name.lower() for name in ask["accepts"]}:
            return None
        return None if set(ids) & set(ask["accepts"]) and len(ids) == 1 else "failed"
    return None


def _name(name: str, ask: JSON) -> str | None:
    prefix = ask["prefix"] or ""
    if ask["direction"] == "forbid":
        return "failed" if prefix.lower() in name.lower() else None
    spaced, wanted = _spaced(name), _spaced(prefix)
    if spaced.startswith(wanted):
        return None
    return "unclear" if spaced.lower().startswith(wanted.lower()) else "failed"


def _spaced(name: str) -> str:
    """Model hubs take no spaces: `Llama-3-Acme` begins with "Llama 3"."""
    return name.replace("-", " ").replace("_", " ")
