# SPDX-License-Identifier: Apache-2.0
"""What is certain of a reading's epsilon at a delta: a lower end from its best case, an upper end from its worst."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from licet.dp import chosen, events
from licet.dp.accountant import epsilon
from licet.dp.bracket import Bracket, nothing
from licet.dp.events import ADJACENCIES, Event, parts
from licet.dp.groups import GUARANTEED, grouped
from licet.dp.ranges import DISTRIBUTIONS
from licet.dp.reading import Alternative, Reading
from licet.dp.tuning import ANY, Runs
from licet.errors import ParameterError

_CACHED = 4096


class Certainty(NamedTuple):
    """Ends of epsilon; None where nothing is certain. `infinite`: no epsilon at all holds. `why` there is no number."""

    lower: float | None
    upper: float | None
    infinite: bool = False
    why: tuple[str, ...] = ()


def certain(reading: Reading, delta: float | None, adjacency: str | None, claimed: float | None = None) -> Certainty:
    """Both ends at `delta` in [0, 1]. Where nobody said which adjacency is meant, all of them are asked.

    The lower end of the best of several runs takes time; it is found where it can decide about the claimed epsilon.
    """
    if delta is None:
        return Certainty(None, None)
    if delta >= 1:
        return Certainty(0.0, 0.0)  # everything is (0, 1)-private
    if reading.bare > delta:
        return Certainty(None, None, infinite=True)
    asked = ADJACENCIES if adjacency is None else (adjacency,)
    if delta == 0:
        return _pure(reading)
    tops = [(_upper(one, delta, kind), one, kind) for one in reading.worst or () for kind in asked]
    highs = [top for top, _, _ in tops if top is not None]
    why = tuple(reason for top, one, kind in tops if top is None for reason in _bracket(one, delta, kind).reasons)
    upper = max(highs) if highs and len(highs) == len(tops) else None
    lower = max(min(_lower(one, reading.runs, delta, asked) for one in shard) for shard in reading.best)
    if claimed is not None and reading.runs is not None and lower <= claimed < (math.inf if upper is None else upper):
        known = [shard[0] for shard in reading.best if len(shard) == len(asked) == 1]
        lower = max([lower, *(_of_best(one, reading.runs, delta, asked[0]) for one in known)])
    return Certainty(lower if lower > 0 or upper is not None else None, upper, why=why)


def _upper(worst: Alternative, delta: float, adjacency: str) -> float | None:
    ends = [one for one in (_bracket(worst, delta, adjacency).upper, _added(worst, delta)) if one is not None]
    return min(ends, default=None)


def _lower(best: Alternative, runs: Runs | None, delta: float, asked: Iterable[str]) -> float:
    """Of one run: the best of several reveals at least as much, since the score may be constant; none if there may be none."""
    if runs is not None and not runs.some:
        return 0.0
    return min(_bracket(best, delta, kind).lower or 0.0 for kind in asked)


def _of_best(best: Alternative, runs: Runs, delta: float, adjacency: str) -> float:
    """Of the best of several runs, whatever their number's distribution may be."""
    if runs.single or not best:
        return 0.0
    kinds = DISTRIBUTIONS if runs.distribution == ANY else (runs.distribution,)
    try:
        return min(chosen.lower(best, Runs(one, runs.mean), delta, adjacency) for one in kinds)
    except ParameterError:
        return 0.0


@lru_cache(_CACHED)
def _bracket(composition: Alternative, delta: float, adjacency: str) -> Bracket:
    if not composition:
        return Bracket(0.0, 0.0, "empty")
    try:
        return epsilon(composition, delta, adjacency=adjacency)
    except ParameterError as error:
        return nothing(error.message)


def _pure(reading: Reading) -> Certainty:
    """At delta 0 only pure guarantees add up; Gaussian noise has no epsilon, and Laplace noise attains its own."""
    if any(all(any(_gaussian(one) for one in best) for best in shard) for shard in reading.best):
        return Certainty(None, None, infinite=True)  # even a run that may not take place has a loss without end
    tops = [_added(worst, 0.0) for worst in reading.worst or ()]
    sums = [top for top in tops if top is not None]
    upper = max(sums) if sums and len(sums) == len(tops) else None
    lower = max(min(sum(_attained(one) for one in best) for best in shard) for shard in reading.best)
    return Certainty(lower if lower > 0 or upper is not None else None, upper)


def _gaussian(event: Event) -> bool:
    if isinstance(event, events.Group | events.Repeat):
        return _gaussian(event.event)
    if isinstance(event, events.Compose):
        return any(_gaussian(one) for one in event.events)
    return not isinstance(event, GUARANTEED)


def _attained(event: Event) -> float:
    return event.steps / event.scale * (1 - 1e-15) if isinstance(event, events.Laplace) else 0.0


def _added(composition: Alternative, delta: float) -> float | None:
    """The sum of stated epsilons, if the stated deltas add up to `delta` at most (Dwork and Roth, theorem 3.16).

    Numbers count as they were written: {epsilon: 1, delta: 1e-6} is (1, 1e-6)-private, with nothing lost in rounding.
    """
    loss = _sum(composition)
    return None if loss is None or loss[1] > Fraction(repr(delta)) else float(loss[0])


def _stated(event: Event) -> tuple[Fraction, Fraction] | None:
    """Epsilon and delta of a guarantee."""
    match event:
        case events.PureDP(epsilon=loss, steps=steps):
            return Fraction(repr(loss)) * steps, Fraction(0)
        case events.ApproxDP(epsilon=loss, delta=failing, steps=steps):
            return Fraction(repr(loss)) * steps, Fraction(repr(failing)) * steps
        case events.Laplace(scale=scale, steps=steps):
            return steps / Fraction(repr(scale)), Fraction(0)
        case events.Repeat(event=inner, distribution="fixed", mean=mean):
            return _times(_sum(parts(inner)), math.ceil(mean))
        case events.Compose():
            return _sum(parts(event))
        case events.Group(event=inner, size=size):
            known = all(isinstance(one, GUARANTEED) for one in parts(inner))
            return _sum(tuple(grouped(one, size) for one in parts(inner))) if known else None
    return None


def _sum(composition: Alternative) -> tuple[Fraction, Fraction] | None:
    losses = [_stated(one) for one in composition]
    known = [one for one in losses if one is not None]
    if len(known) < len(losses):
        return None
    return sum((one[0] for one in known), Fraction(0)), sum((one[1] for one in known), Fraction(0))


def _times(loss: tuple[Fraction, Fraction] | None, count: int) -> tuple[Fraction, Fraction] | None:
    return None if loss is None else (loss[0] * count, loss[1] * count)
