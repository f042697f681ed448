# SPDX-License-Identifier: Apache-2.0
"""The license that a derivative declares against what the texts of its bases allow; merges of several bases."""

from __future__ import annotations

from typing import Any

from licet.facts.case import Case, Component, settled
from licet.facts.licenses.duties import SHARED_LICENSE
from licet.facts.licenses.identity import Identity
from licet.facts.lineage import edges

JSON = dict[str, Any]
PASSES_ON = frozenset({"pass_through", "pass_through_restrictions"})
REVISION = "revision_differs"


def looser(case: Case, declared: Identity, key: str, text: JSON, events: JSON) -> JSON:
    """Does the declared license of the derivative drop terms that this text keeps?"""
    clause = text["clauses"].get("derivative_license")
    if clause is None or clause["value"] == "not_shareable":
        return settled(False)
    if declared.state == "own":
        kept = clause["value"] in SHARED_LICENSE and events["distribution"] is not False
        return settled(bool(kept))
    allowed = {key, *(clause.get("compatible") or [])}
    return _looser(case, clause, text, set(declared.texts) - allowed, declared)


def stricter(case: Case, declared: Identity, text: JSON) -> bool:
    """The declared license forbids commercial use that the base's text grants."""
    base = _commercial(text)
    return base != "no" and any(_commercial(case.catalogue.license(key)) == "no" for key in declared.texts)


def merges(case: Case, identities: dict[str, Identity]) -> JSON:
    """One record per component that was merged from several."""
    found: JSON = {}
    for name, component in case.components.items():
        parents = [edge for edge in edges(component) if edge.relation == "merge"]
        if len(parents) > 1:
            found[name] = _merge(case, component, [edge.parent for edge in parents], identities)
    return found


def _looser(case: Case, clause: JSON, text: JSON, other: set[str], declared: Identity) -> JSON:
    value = clause["value"]
    if not other or value.startswith("free"):
        return settled(False)
    records = [case.catalogue.license(key) for key in sorted(other)]
    if value in SHARED_LICENSE:
        return settled(True)
    if value in PASSES_ON:
        families = {record["family"] for record in records}
        if families == {text["family"]}:
            return {"holds": None, "position": REVISION, "needs": None}
        return settled(not set(declared.texts) & {text["id"]})
    return settled(any(_commercial(record) != "no" for record in records))


def _commercial(text: JSON) -> str | None:
    return (text["clauses"].get("commercial_use") or {}).get("value")


def _merge(case: Case, component: Component, parents: list[str], identities: dict[str, Identity]) -> JSON:
    texts = {key: case.catalogue.license(key) for name in parents for key in identities[name].texts}
    naming = [text["clauses"].get("naming_obligation") or {} for text in texts.values()]
    prefixes = sorted({clause["prefix"] for clause in naming if clause.get("prefix") and clause["direction"] == "require"})
    return {
        "parents": parents,
        "prefixes": prefixes,
        "one_name": settled(_one_name(prefixes)),
        "together": settled(_together(case, texts)),
        "pointer": f"{component.pointer}/derived_from",
    }


def _one_name(prefixes: list[str]) -> bool:
    """One name can begin with all prefixes only if each begins the longest of them."""
    longest = max(prefixes, key=len, default="")
    return all(longest.startswith(prefix) for prefix in prefixes)


def _together(case: Case, texts: JSON) -> bool:
    """Two texts that each demand to be the only license of the whole cannot both be met,
    nor one that bars added terms together with one that adds use restrictions."""
    demanding = {key: text for key, text in texts.items() if _derivative(text) in SHARED_LICENSE}
    for key, text in demanding.items():
        clause = text["clauses"]["derivative_license"]
        allowed = {key, *(clause.get("compatible") or []), *(clause.get("combinable_with") or [])}
        if any(other not in allowed for other in demanding):
            return False
    closed = [text for text in texts.values() if (text["clauses"].get("redistribution") or {}).get("no_added_terms")]
    adding = [text for text in texts.values() if "acceptable_use" in text["clauses"] or _commercial(text) == "no"]
    return not any(one is not other for one in closed for other in adding)


def _derivative(text: JSON) -> str | None:
    return (text["clauses"].get("derivative_license") or {}).get("value")
