# SPDX-License-Identifier: Apache-2.0
"""What happens to the material of one text on its way into one component: three-valued events.

Ways are merged strictest first (true, null, false), so a second path can only add events.
"""

from __future__ import annotations

from typing import Any

from licet.facts.case import Case, Component, Truth, both, either
from licet.facts.components import available, contradicted, leaves
from licet.facts.lineage import Ancestor, Way

JSON = dict[str, Any]


def events(case: Case, bound: Component, ancestor: Ancestor, text: JSON, reach: str, over_limit: Truth) -> JSON:
    """All events of one term."""
    origin = case.components[ancestor.name]
    found = [_events(case, bound, origin, way, text, reach) for way in ancestor.ways]
    merged = {name: either(*(one[name] for one in found)) for name in found[0]}
    return {**merged, **_standing(case, bound, origin), "over_limit": over_limit}


def counts_as_distribution(text: JSON) -> Truth:
    """Whether serving the material is distribution under this text; null where the text leaves it open."""
    clause = text["clauses"].get("hosted_service")
    return None if clause is None else clause.get("counts_as_distribution")


def sells_outputs(case: Case) -> Truth:
    """Outputs sold as such, or delivered commercially without the model."""
    said = case.deployment.get("outputs_sold")
    if said is None and case.deployment.get("mode") == "outputs_only":
        return case.deployment.get("commercial")
    return said


def hosted(case: Case, bound: Component) -> Truth:
    """Third parties reach the component over a network."""
    mode = case.deployment.get("mode")
    if bound.kind == "dataset" or bound.get("network_service") is False:
        return False
    if bound.get("network_service") is True and mode not in ("internal", "research"):
        return None if mode is None else True
    if bound.get("made_available") is False and bound.kind == "model":  # a program that is kept may still be reached
        return None if contradicted(case, bound) else False
    return None if mode is None or (_unknown_reach(bound, mode) and mode != "hosted") else mode == "hosted"


def _unknown_reach(bound: Component, mode: str | None) -> bool:
    """Somebody says that nobody knows whether others reach the program over a network."""
    asked = "network_service" in bound.data and bound.get("network_service") is None
    return asked and mode not in ("internal", "research")


def multimodal(origin: Component) -> Truth:
    """More than one modality, by the ancestor's own list: what was made from it may have learned or lost some."""
    modalities = origin.get("modalities")
    return len(set(modalities)) > 1 if modalities else None


def _events(case: Case, bound: Component, origin: Component, way: Way, text: JSON, reach: str) -> JSON:
    if way.phase in ("data", "retrieval") or bound.kind == "dataset":
        carried = _data(case, bound, origin, way, text)
    elif way.phase == "taught" and reach != "full":
        carried = _nothing()
    else:
        carried = _material(case, bound, way, text)
    trains = way.trains if way.trains or not (way.quantized or way.converted) else None
    return {
        **carried,
        "converted": way.converted,
        "trains_model": trains,
        "released_model": both(trains, available(case, bound)) if bound.kind == "model" else False,
    }


def _material(case: Case, bound: Component, way: Way, text: JSON) -> JSON:
    service, handed = hosted(case, bound), leaves(case, bound)
    return {
        "service": service,
        "handed_over": handed,
        "distribution": either(handed, both(service, counts_as_distribution(text))),
        "available": available(case, bound),
        "modified": _modified(bound, way, text),
        "shared": handed,
        "network_users": service,
        "produced_work": False,
    }


def _nothing() -> JSON:
    names = ("service", "handed_over", "distribution", "available", "modified", "shared", "network_users")
    return {**dict.fromkeys(names, False), "produced_work": False}


def _data(case: Case, bound: Component, origin: Component, way: Way, text: JSON) -> JSON:
    """Data that a model was trained on stays where it is unless it is published itself."""
    own = way.phase in ("own", "derived")
    published = available(case, bound) if own else origin.get("made_available")
    shown: Truth = False
    if way.phase == "retrieval":
        shares = (text["clauses"].get("hosted_service") or {}).get("retrieval_is_share")
        shown = both(shares, available(case, bound))
    return {
        **_nothing(),
        "handed_over": published if own else False,
        "distribution": published if own else False,
        "available": published if own else shown,
        "modified": either(origin.get("modified"), way.modified or way.phase == "derived") if own else False,
        "shared": either(published, shown),
        "produced_work": available(case, bound) if way.phase == "data" and bound.kind == "model" else False,
    }


def _modified(bound: Component, way: Way, text: JSON) -> Truth:
    clause = text["clauses"].get("modification") or {}
    if way.phase == "own":
        return bound.get("modified")
    changed: list[Truth] = [way.modified or way.phase == "taught"]
    if way.quantized:
        changed.append(clause.get("quantization_counts"))
    elif way.converted:
        changed.append(clause.get("conversion_counts"))
    return either(*changed)


def _standing(case: Case, bound: Component, origin: Component) -> JSON:
    """Events that do not depend on the way."""
    return {
        "use": True,
        "commercial": case.deployment.get("commercial"),
        "outputs": bound.kind == "model",
        "outputs_sold": sells_outputs(case),
        "end_user_product": origin.get("received_in_end_user_product"),
        "multimodal": multimodal(origin),
        "upstream_notice": origin.get("ships_notice"),
    }
