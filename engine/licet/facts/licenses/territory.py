# SPDX-License-Identifier: Apache-2.0
"""Where a license does not reach: three tests that texts call by one word (license-rules section 6)."""

from __future__ import annotations

from typing import Any

from licet.facts.case import Case, Component, Truth, missing, settled
from licet.facts.places import GROUPS, expand

JSON = dict[str, Any]


def territory(case: Case, bound: Component, origin: Component, clauses: JSON, events: JSON) -> JSON:
    """One record per territory clause: does it apply to this material, and is the case outside its area?"""
    rows = clauses.get("territory") or {}
    return {
        key: {
            "basis": clause["basis"],
            "applies": _applies(bound, origin, clause, events),
            "outside": _outside(case, clause),
            "places": clause.get("excluded") or clause.get("allowed") or [],
        }
        for key, clause in rows.items()
    }


def _applies(bound: Component, origin: Component, clause: JSON, events: JSON) -> JSON:
    if clause.get("end_user_exempt") and events["end_user_product"] is True:
        return settled(False)
    if clause["applies_to"] == "outputs":
        return settled(events["outputs"])
    if clause["applies_to"] != "multimodal":
        return settled(True)
    found = _multimodal(bound, origin, clause, events["multimodal"])
    return missing(f"{origin.pointer}/modalities") if found is None else settled(found)


def _multimodal(bound: Component, origin: Component, clause: JSON, said: Truth) -> Truth:
    """What the text's own list of models says outweighs a declaration of fewer modalities, never the reverse."""
    names = _plain(" ".join(str(item.get(key) or "") for item in (bound, origin) for key in ("name", "source")))
    listed = any(_plain(model) in names for model in clause.get("known_multimodal") or [])
    if clause.get("all_multimodal") or listed:
        return True
    if said is None and clause.get("none_multimodal"):
        return False
    return said


def _plain(name: str) -> str:
    """Spaces, underscores and dashes do not make another model."""
    return name.lower().replace(" ", "-").replace("_", "-")


def _outside(case: Case, clause: JSON) -> JSON:
    if clause["basis"] == "licensee_domicile":
        return _domicile(case, clause)
    regions = case.deployment.get("regions")
    if not regions:
        return missing("/deployment/regions")
    if clause.get("excluded"):
        return settled(bool(expand(case, regions) & expand(case, clause["excluded"])))
    if clause.get("allowed"):
        return settled(bool(expand(case, regions) - expand(case, clause["allowed"])))
    return missing("/deployment/regions")


def _domicile(case: Case, clause: JSON) -> JSON:
    home = case.organization.get("principal_place_of_business")
    if home is None or not clause.get("excluded"):
        return missing("/organization/principal_place_of_business")
    excluded = expand(case, clause["excluded"])
    if home in GROUPS and not expand(case, [home]) <= excluded:
        return missing("/organization/principal_place_of_business")
    if not expand(case, [home]) & excluded:
        return settled(False)
    group = case.organization.get("group_principal_place_of_business")
    if group is not None and not expand(case, [group]) & excluded:
        return case.assume("eu_subsidiary", allowed=False)
    return settled(True)
