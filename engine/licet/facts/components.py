# SPDX-License-Identifier: Apache-2.0
"""Records of the organization, the deployment and each component: every field there, null where not known."""

from __future__ import annotations

from typing import Any

from licet.facts import lineage
from licet.facts.case import Case, Component, Truth, either
from licet.facts.licenses.agreements import agreement
from licet.facts.licenses.identity import Identity
from licet.facts.places import expand

JSON = dict[str, Any]
OFFERING_MODES = frozenset({"hosted", "weights", "embedded"})
HANDING_MODES = frozenset({"weights", "embedded"})


def organization(case: Case) -> JSON:
    """The licensee."""
    data = case.organization
    home = data.get("principal_place_of_business")
    return {
        "for_profit": data.get("for_profit"),
        "home": home,
        "group_home": data.get("group_principal_place_of_business"),
        "in_eu": None if home is None else bool(expand(case, [home]) & set(case.catalogue.parameter("places/eu"))),
        "litigation": data.get("litigation"),
    }


def deployment(case: Case) -> JSON:
    """The deployment as declared."""
    data = case.deployment
    plain = ("stage", "mode", "commercial", "role", "purposes", "regions", "jurisdictions", "data_sent")
    claims = (case.manifest.get("outputs") or {}).get("intellectual_property") or {}
    return {
        **{name: data.get(name) for name in plain},
        "models_named": data.get("models") is not None,
        "minimum_age": (data.get("audience") or {}).get("minimum_age"),
        "outputs_sold": data.get("outputs_sold"),
        "discloses_ai": data.get("discloses_ai"),
        "output_claim": claims.get("claim"),
    }


def component(case: Case, item: Component, identity: Identity, api: JSON | None, software: JSON | None) -> JSON:
    """One component; `available` and `leaves` are about offering it to third parties."""
    parents = lineage.edges(item)
    bound = case.is_bound(item.name)
    return {
        "kind": item.kind,
        "deployed": item.name in case.deployed,
        "bound": bound,
        "pointer": item.pointer,
        "type": item.get("type"),
        "modalities": item.get("modalities"),
        "access": item.get("access"),
        "artifact": item.get("artifact"),
        "modified": item.get("modified"),
        "available": available(case, item) if bound else item.get("made_available"),
        "leaves": leaves(case, item) if bound else False,
        "offered_name": _offered_name(case, item),
        "operated_by": item.get("operated_by"),
        "guardrails_disabled": item.get("guardrails_disabled"),
        "owned": item.get("owned") is True or identity.state == "own",
        "parents": len(parents),
        "undeclared_parent": _undeclared_parent(item, parents),
        "unconnected": False,
        "source_kind": item.get("source_kind"),
        "identity": identity.record(),
        "agreement": agreement(case, item),
        "api": api,
        "software": software,
    }


def available(case: Case, item: Component) -> Truth:
    """Offered to third parties in any form."""
    said = item.get("made_available")
    if said is False and contradicted(case, item):
        return None
    if said is not None:
        return said
    if item.kind == "dataset":
        return None
    mode = case.deployment.get("mode")
    return None if mode is None else mode in OFFERING_MODES


def contradicted(case: Case, item: Component) -> bool:
    """The mode offers something to third parties, and each deployed model is said not to be offered."""
    deployed = [case.components[name] for name in case.deployed]
    withheld = all(one.get("made_available") is False for one in deployed)
    return case.deployment.get("mode") in OFFERING_MODES and item.name in case.deployed and withheld


def offered(case: Case, item: Component) -> Truth:
    """Whether the component, or anything bound that was made from it, is offered to third parties."""
    holders = [name for name in case.bound if item.name in lineage.ancestors(case, name)]
    return either(*(available(case, case.components[name]) for name in holders))


def leaves(case: Case, item: Component) -> Truth:
    """The material itself is handed to third parties; serving it is not handing it over."""
    said = item.get("made_available")
    mode = case.deployment.get("mode")
    if said is False:
        return None if contradicted(case, item) else False
    if item.kind == "dataset":
        return said
    if item.get("access") == "api":
        return None if mode == "weights" else False  # a contradiction that only the team can resolve
    if said is True and mode == "hosted":
        return _beside_service(case, item)
    if said is True and mode is None:
        return None
    if said is True:
        return True
    unknown = item.kind == "software" and "made_available" in item.data and mode not in HANDING_MODES
    return None if mode is None or unknown else mode in HANDING_MODES


def _beside_service(case: Case, item: Component) -> Truth:
    """`hosted` speaks of what is deployed: anything else that is offered is handed over unless it is served too."""
    if item.name in case.deployed:
        return False
    served = item.get("network_service")
    return None if served is None else not served


def _offered_name(case: Case, item: Component) -> str | None:
    own, common = (item.get("duties") or {}), (case.deployment.get("duties") or {})
    said = own.get("model_name", common.get("model_name"))
    if isinstance(said, dict):
        return said.get("text")
    return said if isinstance(said, str) else None


def _undeclared_parent(item: Component, parents: list[lineage.Edge]) -> bool:
    """A changed model was changed from something, an adapter adapts something; a nameless parent is none."""
    if lineage.gaps(item):
        return True
    if item.kind != "model":
        return False
    derived = any(edge.relation in lineage.CHANGES | lineage.CONVERSIONS for edge in parents)
    if item.get("owned") is True:
        return False
    changed = item.get("modified") is True or item.get("artifact") == "adapter" or bool(item.get("modification"))
    return changed and not derived
