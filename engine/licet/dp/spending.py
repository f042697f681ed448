# SPDX-License-Identifier: Apache-2.0
"""What trainings take from a dataset, in one unit and adjacency, and what they take together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from licet.dp.declared import phases
from licet.dp.family import Family, Model
from licet.dp.groups import MOST_EXAMPLES, carried, grouped
from licet.dp.reading import NOTHING, Alternative, Reading
from licet.dp.training import MOST_ALTERNATIVES, events_from
from licet.dp.values import at, count, name


def on(model: Model, dataset: str, family: Family, unit: str | None, adjacency: str | None) -> Reading:
    """At best the phases that are on the dataset for certain, at worst all that may touch its units."""
    holdings = family.holdings
    sure = {one for one in model.phases_on if holdings.holds(one, dataset) and holdings.holds(dataset, one)}
    possible = {one for one in model.phases_on if holdings.overlap(one, dataset)}
    unnamed = any(name(phase.data.get("dataset")) is None for phase in phases(model.training))
    nameless: set[str | None] = {None} if unnamed and _may_use(model, dataset, family) else set()
    alone = nameless if model.trained_on == [dataset] else set()
    low = events_from(model.training, family.datasets, only=sure | alone)
    high = events_from(model.training, family.datasets, only=possible | nameless)
    best = low.best[0] if len(low.best) == 1 else NOTHING
    found = Reading((best,), high.worst, high.remarks, low.runs, low.bare, high.supported)
    return _asked(found, model, unit, adjacency)


def whole(model: Model, family: Family, unit: str | None, adjacency: str | None) -> Reading:
    """Everything that the model's training took, whatever from."""
    return _asked(events_from(model.training, family.datasets), model, unit, adjacency)


def together(readings: Sequence[Reading]) -> Reading:
    """The composition: every combination of alternatives, or nothing at best where there are too many."""
    lows = [_single(one) for one in readings]
    several = 1
    for low in lows:
        several *= len(low)
    if several > MOST_ALTERNATIVES:
        lows = [low if len(low) == 1 else NOTHING for low in lows]
    highs = [one.worst for one in readings if one.worst is not None]
    bounded = len(highs) == len(readings) and len(list(product(*highs))) <= MOST_ALTERNATIVES
    return Reading(
        best=(_combined(lows),),
        worst=_combined(highs) if bounded else None,
        bare=max((one.bare for one in readings), default=0.0),
        supported=all(one.supported for one in readings),
    )


def _combined(choices: Sequence[Sequence[Alternative]]) -> tuple[Alternative, ...]:
    return tuple(tuple(event for part in parts for event in part) for parts in product(*choices))


def _single(reading: Reading) -> tuple[Alternative, ...]:
    """A number of runs that may be none reveals nothing for certain."""
    none = reading.runs is not None and not reading.runs.some
    return NOTHING if none or len(reading.best) != 1 else reading.best[0]


def _may_use(model: Model, dataset: str, family: Family) -> bool:
    return not model.trained_on or any(family.holdings.overlap(one, dataset) for one in model.trained_on)


def _asked(reading: Reading, model: Model, unit: str | None, adjacency: str | None) -> Reading:
    """The reading for the unit and adjacency that are asked for; nothing is certain of another unit."""
    examples = owned(model, unit)
    if examples is None:
        empty = reading.worst == NOTHING
        return Reading((NOTHING,), NOTHING if empty else None, reading.remarks, supported=reading.supported)
    if examples > 1:
        shards = tuple(tuple(_grouped(one, examples) for one in shard) for shard in reading.best)
        highs = None if reading.worst is None else tuple(_grouped(one, examples) for one in reading.worst)
        reading = replace(reading, best=shards, worst=highs)
    if adjacency is None or model.claim("adjacency") == adjacency:
        return reading
    stated = model.claim("adjacency")
    worst = [_carried(one, stated, adjacency) for one in reading.worst or ()]
    known = [one for one in worst if one is not None]
    best = tuple(tuple(_carried(one, stated, adjacency) or () for one in shard) for shard in reading.best)
    bounded = tuple(known) if known and len(known) == len(worst) else None
    return replace(reading, best=best, worst=bounded)


def owned(model: Model, unit: str | None) -> int | None:
    """How many units of the model's claim one unit owns at most; None where nobody knows.

    Persons own as many examples as the training says that one may contribute.
    """
    claimed = model.claim("unit")
    if unit is None or unit == claimed:
        return 1
    stated = count(at(model.training, "max_contributions_per_unit"))
    bounded = claimed == "example" and unit in ("user", "person") and stated is not None and stated <= MOST_EXAMPLES
    return stated if bounded else None


def _grouped(events: Alternative, examples: int) -> Alternative:
    return tuple(grouped(event, examples) for event in events)


def _carried(events: Alternative, stated: str | None, asked: str) -> Alternative | None:
    found = [carried(event, stated, asked) for event in events]
    known = tuple(event for event in found if event is not None)
    return known if len(known) == len(found) else None
