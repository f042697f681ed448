# SPDX-License-Identifier: Apache-2.0
"""From a manifest's `differential_privacy` to events.

A refutation may rest on declared facts only. Where a needed fact is missing, the smallest and the largest loss that any
value of it allows are both carried along, and the claim is judged by both (design: dp.md, sections 1 and 8).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from itertools import product
from typing import Any

from licet.dp.declared import SUMS, Phase, phases
from licet.dp.events import Event
from licet.dp.hazards import of_phase, of_training
from licet.dp.holdings import Holdings
from licet.dp.mechanisms import outcome
from licet.dp.ranges import UNITS
from licet.dp.outcome import Outcome
from licet.dp.reading import NOTHING, Alternative, Reading
from licet.dp.remarks import Remark, remark
from licet.dp.tuning import Tuning, composed, repeated, tuning
from licet.dp.values import JSON, Span, at, count, name, word

MOST_ALTERNATIVES = 27
# A unit of these is what is sampled: one example each, unless somebody says otherwise.
EXAMPLES = ("example", "record", "row", "sequence")
_UNBOUNDED = frozenset({"batch_dependent_computation", "seed_published"})


def events_from(
    differential_privacy: JSON | None, datasets: Iterable[JSON] = (), *, only: Collection[str | None] | None = None
) -> Reading:
    """The events of a training in the best and in the worst case, and why they differ.

    `datasets` are the manifest's: they tell which phases use the same data. `only` keeps the phases on these datasets
    (None: phases that name none); a training without such phases releases nothing from them.
    """
    every = phases(differential_privacy)
    chosen = [one for one in every if only is None or name(one.data.get("dataset")) in only]
    if every and not chosen:
        return Reading((NOTHING,), NOTHING)
    if not every:
        said = tuple(_without_phases(differential_privacy))
        return Reading((NOTHING,), None, said, supported=not _hopeless(differential_privacy))
    contributions, unit = _contributions(differential_privacy, every)
    outcomes = [outcome(one, contributions) for one in chosen]
    runs = tuning(differential_privacy)
    noticed = [found for one in chosen for found in of_phase(one)]
    remarks = [*unit, *of_training(differential_privacy), *noticed, *(item for one in outcomes for item in one.remarks)]
    shards = _shards(chosen, outcomes, Holdings(datasets))
    if len(shards) > 1:
        remarks.append(remark("releases_not_composed", "open", chosen[1].place("dataset"), datasets=len(shards)))
    unbounded = any(one.code in _UNBOUNDED for one in remarks)
    return Reading(
        best=tuple(tuple(_products(shard)) for shard in shards),
        worst=None if unbounded else _worst(outcomes, runs),
        remarks=(*remarks, *runs.remarks),
        runs=runs.known,
        bare=max(one.bare for one in outcomes) * _happening(runs),
        supported=all(one.supported for one in outcomes),
    )


def _contributions(training: Any, every: list[Phase]) -> tuple[Span, list[Remark]]:
    """How many examples a unit may own. An example owns one, whatever its owner contributes."""
    stated = count(at(training, "max_contributions_per_unit"))
    unit = word(at(training, "claim", "unit"), UNITS)
    if unit == "example":
        return Span(1, 1), []
    if stated is not None:
        return Span(stated, stated), []
    if unit in EXAMPLES and "max_contributions_per_unit" not in training:
        return Span(1, 1), []
    if not any(one.mechanism in SUMS for one in every):
        return Span(1, None), []
    found = remark("unit_not_bounded", "open", "/max_contributions_per_unit", claimed_unit=unit)
    return Span(1, None), [found] if unit else []


def _without_phases(training: Any) -> list[Remark]:
    if _hopeless(training):
        return [remark("not_a_dp_mechanism", "undecided", "/mechanism", mechanism=at(training, "mechanism"))]
    return [remark("missing_fact", "open", "/phases", fact="phases")]


def _happening(runs: Tuning) -> float:
    """The chance that the training took place at all, at least."""
    known = runs.known
    return 1.0 if known is None or known.some else -math.expm1(-known.mean)


def _hopeless(training: Any) -> bool:
    return at(training, "mechanism") in ("none", "unlearning")


def _shards(chosen: list[Phase], outcomes: list[Outcome], holdings: Holdings) -> list[list[Outcome]]:
    """Outcomes whose data hold one unit in common, for certain. Phases that do not speak of a dataset share one."""
    groups: list[set[int]] = []
    for one in chosen:
        common = {index for index, other in enumerate(chosen) if other is one or _shared(one, other, holdings)}
        if not any(common <= group for group in groups):
            groups = [group for group in groups if not group <= common] + [common]
    return [[outcomes[index] for index in sorted(group)] for group in groups]


def _shared(one: Phase, other: Phase, holdings: Holdings) -> bool:
    if not one.has("dataset") or not other.has("dataset"):
        return not one.has("dataset") and not other.has("dataset")
    inner, outer = name(one.data["dataset"]), name(other.data["dataset"])
    return inner is not None and outer is not None and holdings.holds(outer, inner)


def _products(shard: list[Outcome]) -> Iterable[Alternative]:
    """Every combination of alternatives; where there are too many, phases with several are left out."""
    several = [one.best for one in shard if len(one.best) > 1]
    few = 3 ** len(several) <= MOST_ALTERNATIVES
    kept = [one.best if few or len(one.best) == 1 else [()] for one in shard]
    return (tuple(event for part in parts for event in part) for parts in product(*kept))


def _worst(outcomes: list[Outcome], runs: Tuning) -> tuple[Alternative, ...] | None:
    events: list[Event] = [one.worst for one in outcomes if one.worst is not None]
    if len(events) < len(outcomes) or runs.possible is None:
        return None
    if all(one.single for one in runs.possible):
        return (tuple(events),)
    return tuple((repeated(composed(tuple(events)), one),) for one in runs.possible)
