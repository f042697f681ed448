# SPDX-License-Identifier: Apache-2.0
"""Data outside what the claim covers (row 12): what a base was trained on, and what no phase speaks of.

A base that saw the same units without differential privacy shows them, however private the fine-tuning is.
"""

from __future__ import annotations

from licet.dp.declared import phases
from licet.dp.family import Family, Model
from licet.dp.remarks import Remark, remark
from licet.dp.values import listed

PARTIAL = ("finetuning", "alignment")
_OTHERS_DATA = ("public_dataset", "synthetic")


def overlapping(model: Model, family: Family) -> list[Remark]:
    """Ancestors trained on data that may hold the same units, outside the claim."""
    return [
        remark("scope_overlap", "undecided", "/claim/scope", model=other.name, dataset=dataset)
        for other in family.ancestors(model)
        if not other.accounted or model.claim("scope") in PARTIAL
        for dataset in other.trained_on
        if any(family.holdings.overlap(dataset, mine) for mine in model.trained_on)
    ]


def uncovered(model: Model, family: Family) -> list[Remark]:
    """Data that the model was trained on and that no phase names, but for public and synthetic data."""
    listed_phases = phases(model.training)
    if not listed_phases or any(not phase.has("dataset") for phase in listed_phases):
        return []
    own = {one.get("name") for one in listed(family.datasets) if one.get("source_kind") not in _OTHERS_DATA}
    return [
        remark("missing_fact", "undecided", "/phases", fact="phase on a dataset", dataset=dataset)
        for dataset in model.trained_on
        if dataset in own and dataset not in model.phases_on
    ]
