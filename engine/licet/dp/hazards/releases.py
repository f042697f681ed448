# SPDX-License-Identifier: Apache-2.0
"""A model that contains an earlier release of the same data (row 11): both losses count, so both are composed.

Models side by side are the business of budgets: a claim is about one model and what it was made from.
"""

from __future__ import annotations

from licet.dp import spending
from licet.dp.certainty import certain
from licet.dp.claims import by_numbers, outward
from licet.dp.events import ADJACENCIES
from licet.dp.family import Family, Model
from licet.dp.hazards.scope import PARTIAL
from licet.dp.reading import NOTHING, Reading
from licet.dp.remarks import Remark, remark
from licet.dp.values import number, share, word


def inherited(model: Model, family: Family) -> list[Remark]:
    """Whether the claim holds for the model together with the private releases that it was made from."""
    earlier = [other for other in family.ancestors(model) if other.accounted and family.share_data(model, other)]
    if not earlier or model.claim("scope") in PARTIAL:
        return []
    adjacency = word(model.claim("adjacency"), ADJACENCIES)
    known = outward(certain(_joint(model, earlier, family, adjacency), share(model.claim("delta")), adjacency))
    numbers = by_numbers(number(model.claim("epsilon")), known)
    if numbers == "proved":
        return []
    facts = {"models": ", ".join(one.name for one in earlier), "lower": known.lower, "upper": known.upper}
    return [remark("releases_not_composed", numbers, "/claim/scope", **facts)]


def _joint(model: Model, earlier: list[Model], family: Family, adjacency: str | None) -> Reading:
    """At worst everything together; at best what fell on one dataset for certain."""
    unit = model.claim("unit")
    every = [spending.whole(one, family, unit, adjacency) for one in (model, *earlier)]
    each = [
        spending.together([spending.on(one, dataset, family, unit, adjacency) for one in (model, *earlier)])
        for dataset in model.trained_on
    ]
    best = tuple(shard for one in each for shard in one.best)
    return Reading(best or (NOTHING,), spending.together(every).worst)
