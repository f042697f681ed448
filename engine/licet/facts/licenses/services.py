# SPDX-License-Identifier: Apache-2.0
"""API contracts: the right plan, the data that may be sent, the regions served, the audience. `holds` = in order."""

from __future__ import annotations

from typing import Any

from licet.facts import lineage
from licet.facts.case import Case, Component, missing, settled
from licet.facts.licenses.events import hosted
from licet.facts.places import expand

JSON = dict[str, Any]
LEARNING = frozenset({"training_unless_opt_out", "training"})  # learns from content, but bars none
CONSUMER_PLANS = frozenset({"consumer", "free", "plus", "pro"})
REGIONS_UNREAD = "service_regions_unread"
GENERAL = frozenset({"general_assistant", "model_training"})


def api(case: Case, component: Component, texts: list[JSON]) -> JSON | None:
    """The record of a component that is reached over its provider's API; None for weights and data."""
    contracts = [text for text in texts if "api" in text["kinds"]]
    if component.get("access") != "api" and not contracts:
        return None
    text = contracts[0] if contracts else {"clauses": {}}
    clauses = text["clauses"]
    return {
        "tier": component.get("api_tier"),
        "plan": component.get("plan"),
        "contract": _contract(component, clauses),
        "data": _data(case, component, clauses),
        "region": _region(case, component, clauses),
        "age": _age(case, clauses),
        "sector": _sector(case, clauses),
        "competes": _competes(case, component, clauses),
    }


def _contract(component: Component, clauses: JSON) -> JSON:
    """Consumer terms do not carry a deployment, and a consumer plan does not come with business terms."""
    plan = (clauses.get("contract") or {}).get("plan")
    mismatched = plan == "business" and component.get("plan") in CONSUMER_PLANS
    if clauses and component.get("access") != "weights":
        return settled(plan != "consumer" and not mismatched)
    # Weights under an API contract, or an API under a license of weights: one of the two is not what it says.
    return {"holds": None, "position": "contract_unclear", "needs": None}


def _data(case: Case, component: Component, clauses: JSON) -> JSON:
    clause = clauses.get("provider_data_use")
    if clause is None or not _live(case, component):
        return settled(True)
    sent = case.deployment.get("data_sent")
    barred = _barred(component, clause)
    if barred is None:
        return missing(f"{component.pointer}/api_tier")
    data, always = barred
    if not data and not always:
        return settled(True)
    if sent is None:
        return missing("/deployment/data_sent")
    if clause["value"] in LEARNING and set(sent) & set(data) and not set(sent) & set(always):
        return {"holds": None, "position": "provider_trains", "needs": None}
    return settled(not set(sent) & (set(data) | set(always)))


def _barred(component: Component, clause: JSON) -> tuple[list[str], list[str]] | None:
    """Data that the tier's terms bar, and data barred on every tier; None where the tier is not known."""
    always = [row["data"] for row in clause.get("barred_data") or []]
    tiers = clause.get("tiers") or {}
    tier = component.get("api_tier")
    if clause["value"] == "by_tier":
        return None if tier not in tiers else (tiers[tier].get("barred_data") or [], always)
    if clause["value"] in LEARNING:
        return ["personal_data", "special_category_data", "health_data", "children_data", "confidential"], always
    return [], always


def _region(case: Case, component: Component, clauses: JSON) -> JSON:
    """The tier may serve the users' regions, and the provider offers its service there."""
    regions = case.deployment.get("regions")
    tiers = (clauses.get("provider_data_use") or {}).get("tiers") or {}
    tier = component.get("api_tier")
    barred = {place for name, row in tiers.items() if name == tier for place in row.get("barred_regions") or []}
    restricting = any(row.get("barred_regions") for row in tiers.values())
    clause = clauses.get("regions") or {}
    if regions in (None, []) and (restricting or clause):
        return missing("/deployment/regions")
    served = expand(case, regions or [])
    if restricting and tier not in tiers:
        return _tier_unknown(case, component, tiers, served)
    if barred and served & expand(case, barred):
        return settled(False)
    return _offered(case, served, clause)


def _tier_unknown(case: Case, component: Component, tiers: JSON, served: set[str]) -> JSON:
    places = {place for row in tiers.values() for place in row.get("barred_regions") or []}
    return missing(f"{component.pointer}/api_tier") if served & expand(case, places) else settled(True)


def _offered(case: Case, served: set[str], clause: JSON) -> JSON:
    """Lists that were not read from the provider itself can ask for review, not decide."""
    if "list" not in clause:
        return settled(True)
    record = case.catalogue.parameter_record(clause["list"]) if clause["list"] else None
    if record is None or record["value"] is None:
        return {"holds": None, "position": REGIONS_UNREAD, "needs": None}
    offered = served <= set(record["value"])
    if offered or record["verification"] == "read":
        return settled(offered)
    return {"holds": None, "position": REGIONS_UNREAD, "needs": None}


def _age(case: Case, clauses: JSON) -> JSON:
    clause = clauses.get("minimum_age")
    if clause is None or not isinstance(clause.get("value"), int):
        return settled(True)
    youngest = (case.deployment.get("audience") or {}).get("minimum_age")
    if youngest is None:
        return missing("/deployment/audience/minimum_age")
    return settled(youngest >= clause["value"])


def _sector(case: Case, clauses: JSON) -> JSON:
    bars = set((clauses.get("sector_bars") or {}).get("value") or [])
    purposes = case.deployment.get("purposes")
    if not bars:
        return settled(True)
    return missing("/deployment/purposes") if purposes is None else settled(not bars & set(purposes))


def _competes(case: Case, component: Component, clauses: JSON) -> JSON:
    """A general service built on the API may be the provider's own product again; `holds` = it competes."""
    purposes = set(case.deployment.get("purposes") or [])
    value = (clauses.get("competing") or {}).get("value")
    if value == "models" and "model_training" in purposes and not _uses_of(case, component):
        return {"holds": None, "position": "competing_product", "needs": None}
    barred = value == "products"
    said = {edge.pointer: edge.data["competes"] for edge in _uses_of(case, component) if "competes" in edge.data}
    if barred and True in said.values():
        return settled(True)
    if barred and None in said.values():
        return missing(next(f"{pointer}/competes" for pointer, value in said.items() if value is None))
    if not barred or not _live(case, component) or not purposes & GENERAL:
        return settled(False)
    offered = hosted(case, component)
    return settled(False) if offered is False else {"holds": None, "position": "competing_product", "needs": None}


def _uses_of(case: Case, component: Component) -> list[lineage.Edge]:
    """Edges by which something was made with the component."""
    return [edge for item in case.components.values() for edge in lineage.edges(item) if edge.parent == component.name]


def _live(case: Case, component: Component) -> bool:
    """Users' input reaches the provider: the component, or what was made from it, is deployed or consulted."""
    found = (lineage.ancestors(case, name).get(component.name) for name in case.bound)
    return any(way.phase in ("own", "derived", "retrieval") for ancestor in found if ancestor for way in ancestor.ways)
