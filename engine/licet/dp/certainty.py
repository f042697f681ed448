# SPDX-License-Identifier: Apache-2.0
"""What is certain of a reading's epsilon at a delta: a lower end from its best case, an upper end from its worst."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from licet.dp import chosen, events
from licet.dp.accountant import epsilon
from licet.dp.bracket import Bracket, nothing
from licet.dp.events import ADJACENCIES, Event
from licet.dp.ranges import DISTRIBUTIONS
from licet.dp.reading import Alternative, Reading
from licet.dp.tuning import ANY, Runs
from licet.errors import ParameterError

_CACHED = 4096
_NO_NOISE_ADDED = (events.PureDP, events.ApproxDP, events.ZCDP, events.Laplace)


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
    tops = [_bracket(one, delta, kind) for one in reading.worst or () for kind in asked]
    highs = [top.upper for top in tops if top.upper is not None]
    why = tuple(reason for top in tops if top.upper is None for reason in top.reasons)
    upper = max(highs) if highs and len(highs) == len(tops) else None
    lower = max(min(_lower(one, reading.runs, delta, asked) for one in shard) for shard in reading.best)
    if claimed is not None and reading.runs is not None and lower <= claimed < (math.inf if upper is None else upper):
        chosen_run = (min(_of_best(one, reading.runs, delta, asked) for one in shard) for shard in reading.best)
        lower = max(lower, *chosen_run)
    return Certainty(lower if lower > 0 or upper is not None else None, upper, why=why)


def _lower(best: Alternative, runs: Runs | None, delta: float, asked: Iterable[str]) -> float:
    """Of one run: the best of several reveals at least as much, since the score may be constant; none if there may be none."""
    if runs is not None and not runs.some:
        return 0.0
    return min(_bracket(best, delta, kind).lower or 0.0 for kind in asked)


def _of_best(best: Alternative, runs: Runs, delta: float, asked: Iterable[str]) -> float:
    if runs.single or not best:
        return 0.0
    kinds = DISTRIBUTIONS if runs.distribution == ANY else (runs.distribution,)
    return min(_chosen(best, Runs(one, runs.mean), delta, kind) for one in kinds for kind in asked)


@lru_cache(_CACHED)
def _chosen(best: Alternative, runs: Runs, delta: float, adjacency: str) -> float:
    try:
        return chosen.lower(best, runs, delta, adjacency)
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
    infinite = any(all(any(_gaussian(one) for one in best) for best in shard) for shard in reading.best)
    if infinite:  # even a run that may not take place has a loss without end
        return Certainty(None, None, infinite=True)
    tops = [[_pure_loss(one) for one in worst] for worst in reading.worst or ()]
    sums = [sum(one for one in top if one is not None) for top in tops if None not in top]
    upper = max(sums) if sums and len(sums) == len(tops) else None
    lower = max(min(sum(_attained(one) for one in best) for best in shard) for shard in reading.best)
    return Certainty(lower if lower > 0 or upper is not None else None, None if upper is None else upper * (1 + 1e-15))


def _gaussian(event: Event) -> bool:
    if isinstance(event, events.Group | events.Repeat):
        return _gaussian(event.event)
    if isinstance(event, events.Compose):
        return any(_gaussian(one) for one in event.events)
    return not isinstance(event, _NO_NOISE_ADDED)


def _attained(event: Event) -> float:
    return event.steps / event.scale * (1 - 1e-15) if isinstance(event, events.Laplace) else 0.0


def _pure_loss(event: Event) -> float | None:
    match event:
        case events.PureDP(epsilon=loss, steps=steps) | events.ApproxDP(epsilon=loss, delta=0, steps=steps):
            return loss * steps
        case events.Laplace(scale=scale, steps=steps):
            return steps / scale
        case events.Repeat(event=inner, distribution="fixed", mean=mean):
            found = _pure_loss(inner)
            return None if found is None else found * mean
        case events.Compose(events=inner):
            losses = [_pure_loss(one) for one in inner]
            return None if None in losses else sum(one for one in losses if one is not None)
        case events.Group(event=inner, size=size):
            found = _pure_loss(inner)
            return None if found is None else found * size
    return None
