# SPDX-License-Identifier: Apache-2.0
"""Data that a model learned from or consults, under the clause on training."""

from __future__ import annotations

from typing import Any

from licet.facts.case import Case, Truth, both, either, missing, settled
from licet.facts.components import leaves

JSON = dict[str, Any]
POSITIONS = {
    "nc_only_else_unsettled": "nc_training_data",
    "unsettled_share_alike": "share_alike_training_data",
    "unsettled_no_derivatives": "no_derivatives_training_data",
    "unsettled_produced_work": "weights_are_database",
}


def data_uses(case: Case, terms: JSON) -> JSON:
    """One record per dataset term whose text speaks of training or of sharing alike."""
    found: JSON = {}
    for key, term in terms.items():
        component = case.components[term["component"]]
        clauses = case.catalogue.license(term["text"])["clauses"]
        if component.kind == "dataset" and ("training_on_material" in clauses or "share_alike" in clauses):
            found[key] = _use(case, key, term, (clauses.get("training_on_material") or {}).get("value"))
    return found


def _use(case: Case, key: str, term: JSON, value: str | None) -> JSON:
    component = case.components[term["component"]]
    bound = case.components[term["binds"]]
    handed = leaves(case, bound)
    shared = either(term["events"]["shared"], handed)
    substantial = component.get("more_than_de_minimis")
    return {
        "term": key,
        "value": value,
        "shared": _test(shared, "/deployment/mode"),
        "derived_database": _test(
            both(component.get("modified"), term["events"]["shared"]), f"{component.pointer}/modified"
        ),
        "more_than_de_minimis": substantial,
        "granted": _granted(case, value),
    }


def _granted(case: Case, value: str | None) -> JSON:
    """Is training with such data granted, as far as it is settled or the profile has taken a position?"""
    name = POSITIONS.get(value or "")
    return settled(value == "allowed" or value is None) if name is None else case.assume(name, allowed=True)


def _test(value: Truth, needs: str) -> JSON:
    return missing(needs) if value is None else settled(value)
