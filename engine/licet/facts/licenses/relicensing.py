# SPDX-License-Identifier: Apache-2.0
"""The license that a derivative declares against what the texts of its bases allow; merges of several bases."""

from __future__ import annotations

from typing import Any

from licet.facts.case import Case, Component, missing, settled
from licet.facts.components import offered
from licet.facts.licenses.duties import SHARED_LICENSE
from licet.facts.licenses.identity import Identity
from licet.facts.lineage import ancestors, edges

JSON = dict[str, Any]
PASSES_ON = frozenset({"pass_through", "pass_through_restrictions"})
REVISION = "revision_differs"


def looser(case: Case, bound: Component, declared: Identity, key: str, text: JSON, events: JSON) -> JSON:
    """Does the declared license of the derivative, or the one it is released under, drop terms that this text keeps?"""
    found = _declared_looser(case, declared, key, text, events)
    release = _release(case, bound)
    shared = (text["clauses"].get("derivative_license") or {}).get("value") in SHARED_LICENSE
    if found["holds"] is not False or release is None or shared or events["handed_over"] is False:
        return found  # under share-alike texts the release license is duty/release_license
    ids = case.catalogue.lookup(release.strip())
    if len(ids) != 1:
        return missing("/deployment/duties/release_license")
    return _declared_looser(case, declared._replace(state="resolved", texts=tuple(ids)), key, text, events)


def _release(case: Case, bound: Component) -> str | None:
    for holder in (bound.data, case.deployment):
        said = (holder.get("duties") or {}).get("release_license")
        words = said.get("text") if isinstance(said, dict) else said
        if isinstance(words, str) and words.strip().lower() != "proprietary":
            return words
    return None


def _declared_looser(case: Case, declared: Identity, key: str, text: JSON, events: JSON) -> JSON:
    clause = text["clauses"].get("derivative_license")
    if clause is None or clause["value"] == "not_shareable":
        return settled(False)
    if declared.state == "own":
        return _kept_own(case, events) if clause["value"] in SHARED_LICENSE else settled(False)
    allowed = {key, *(clause.get("compatible") or [])}
    return _looser(case, clause, text, allowed, declared)


def _kept_own(case: Case, events: JSON) -> JSON:
    """Copyleft asks for its own license once the derivative is passed on, and a service may or may not do that."""
    if events["distribution"] is None and events["service"] is True:
        return case.assume("hosting_unclear", allowed=False)
    return missing("/deployment/mode") if events["distribution"] is None else settled(events["distribution"])


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


def _looser(case: Case, clause: JSON, text: JSON, allowed: set[str], declared: Identity) -> JSON:
    value, other = clause["value"], set(declared.texts) - allowed
    if not other or value.startswith("free"):
        return settled(False)
    records = [case.catalogue.license(key) for key in sorted(other)]
    if value in SHARED_LICENSE:
        # AND keeps the text beside others, which may be there as long as they add no restriction.
        kept = set(declared.texts) & allowed
        return settled(not kept or any(_adds(record) for record in records))
    if value in PASSES_ON:
        families = {record["family"] for record in records}
        if families == {text["family"]}:
            return {"holds": None, "position": REVISION, "needs": None}
        return settled(not set(declared.texts) & {text["id"]})
    return settled(not set(declared.texts) & allowed and any(_commercial(record) != "no" for record in records))


def _commercial(text: JSON) -> str | None:
    return (text["clauses"].get("commercial_use") or {}).get("value")


def _merge(case: Case, component: Component, parents: list[str], identities: dict[str, Identity]) -> JSON:
    texts = {key: case.catalogue.license(key) for name in _material(case, parents) for key in identities[name].texts}
    naming = [text["clauses"].get("naming_obligation") or {} for text in texts.values()]
    prefixes = sorted({clause["prefix"] for clause in naming if clause.get("prefix") and clause["direction"] == "require"})
    return {
        "parents": parents,
        "texts": sorted(texts),
        "prefixes": prefixes,
        "one_name": settled(_one_name(prefixes)),
        "together": _conveyed(case, component) if not _together(case, texts) else settled(True),
        "pointer": f"{component.pointer}/derived_from",
    }


def _material(case: Case, parents: list[str]) -> list[str]:
    """The parents and whatever they were made from: a loose tag on a parent removes nothing from below it."""
    found = (ancestor for parent in parents for ancestor in ancestors(case, parent).values())
    return sorted({one.name for one in found if any(way.phase in ("own", "derived") for way in one.ways)})


def _conveyed(case: Case, component: Component) -> JSON:
    """Terms that cannot all be met are breached once the merge is offered to somebody; until then a person decides."""
    released = offered(case, component)
    if released is None:
        return missing("/deployment/mode")
    return settled(False) if released else {"holds": None, "position": "not_offered", "needs": None}


def _one_name(prefixes: list[str]) -> bool:
    """One name can begin with all prefixes only if each begins the longest of them."""
    longest = max(prefixes, key=len, default="")
    return all(longest.startswith(prefix) for prefix in prefixes)


def _together(case: Case, texts: JSON) -> bool:
    """Two texts that each demand to be the only license of the whole cannot both be met,
    nor one of them that bars added terms together with one that adds use restrictions.

    Where a text lets the derivative have another license (CC BY), its bar is on the material itself alone.
    """
    demanding = {key: text for key, text in texts.items() if _derivative(text) in SHARED_LICENSE}
    for key, text in demanding.items():
        clause = text["clauses"]["derivative_license"]
        allowed = {key, *(clause.get("compatible") or []), *(clause.get("combinable_with") or [])}
        if any(other not in allowed for other in demanding):
            return False
    closed = [text for text in demanding.values() if (text["clauses"].get("redistribution") or {}).get("no_added_terms")]
    adding = [text for text in texts.values() if _adds(text)]
    return not any(one is not other for one in closed for other in adding)


def _adds(text: JSON) -> bool:
    """Restrictions of use that a copyleft text does not let anybody add."""
    return "acceptable_use" in text["clauses"] or _commercial(text) == "no"


def _derivative(text: JSON) -> str | None:
    return (text["clauses"].get("derivative_license") or {}).get("value")
