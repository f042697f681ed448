# SPDX-License-Identifier: Apache-2.0
"""Renyi curves of all events and the epsilon that they prove: an upper bound that shares no arithmetic with the contour."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from licet.dp import allocation, capped_rdp, conversion, fixed_batch, group_rdp, moments, selection, shuffle, tree
from licet.dp.bracket import checked_delta
from licet.dp.events import (
    ZCDP,
    ApproxDP,
    Compose,
    Event,
    FixedBatchGaussian,
    Gaussian,
    Group,
    Laplace,
    Matrix,
    PoissonGaussian,
    PureDP,
    RandomAllocationGaussian,
    Repeat,
    ShuffledGaussian,
    Tree,
    TruncatedPoissonGaussian,
    Unsupported,
)
from licet.dp.moments import UNIT, Array, Moment

_MOVES = {"add_remove": 1, "replace_one": 2, "zero_out": 1}


class Loss(NamedTuple):
    """A log moment that holds when, with chance e^log_kept, no approximate guarantee failed."""

    moment: Moment
    log_kept: float = 0.0


def curve(event: Event, adjacency: str) -> Callable[[Array], Array] | None:
    """An upper bound on the Renyi divergence of each order > 1, in both directions; None for an unsupported event.

    Curves of composed events add. For approximate guarantees it is the curve given that none of them failed.
    """
    loss = _loss(event, adjacency, 1)
    if loss is None:
        return None
    moment = loss.moment
    return lambda orders: moment(np.asarray(orders, float) - 1.0) / (np.asarray(orders, float) - 1.0)


def rdp_upper(events: Event | Sequence[Event], delta: float, *, adjacency: str = "add_remove") -> float | None:
    """An epsilon >= 0 that holds at `delta`, rounding included; None where nothing finite is proved."""
    loss = _loss(events if isinstance(events, Event) else Compose(tuple(events)), adjacency, 1)
    left = None if loss is None else _kept_delta(checked_delta(delta), loss.log_kept)
    if loss is None or left is None:
        return None
    with np.errstate(over="ignore", invalid="ignore"):
        found = conversion.epsilon_bound(loss.moment, left)
    return found if math.isfinite(found) else None


def rdp_delta(events: Event | Sequence[Event], epsilon: float, *, adjacency: str = "add_remove") -> float | None:
    """A delta <= 1 that holds at `epsilon` >= 0, rounding included; None for an unsupported event."""
    loss = _loss(events if isinstance(events, Event) else Compose(tuple(events)), adjacency, 1)
    if loss is None:
        return None
    with np.errstate(over="ignore", invalid="ignore"):
        inner = conversion.delta_bound(loss.moment, epsilon)
    return min(1.0, (inner - math.expm1(loss.log_kept) * (1.0 - inner)) * (1.0 + 8 * UNIT))


def _kept_delta(delta: float, log_kept: float) -> float | None:
    """What is left of delta: failures cost `1 - kept`, the rest happens with chance `kept`."""
    left = (delta + math.expm1(log_kept) * (1.0 + 8 * UNIT)) / math.exp(log_kept) if log_kept > -700 else -1.0
    return left * (1.0 - 8 * UNIT) if left > 0 else None


def _loss(event: Event, adjacency: str, group: int) -> Loss | None:
    if isinstance(event, Unsupported):
        return None
    return _LOSSES[type(event)](event, adjacency, group)


def _gaussian(event: Gaussian, adjacency: str, group: int) -> Loss:
    return _shifted(_MOVES[adjacency] * group * math.sqrt(event.steps) / event.noise_multiplier)


def _matrix(event: Matrix, adjacency: str, group: int) -> Loss:
    return _shifted(_MOVES[adjacency] * group * event.sensitivity / event.noise_multiplier)


def _poisson(event: PoissonGaussian, adjacency: str, group: int) -> Loss:
    sigma, rate = event.noise_multiplier, event.rate

    def one(z: Array) -> Array:
        return group_rdp.moment(z, sigma, rate, group)

    if adjacency == "replace_one":
        return Loss(_times(capped_rdp.both_sides(one, lambda z: moments.gaussian(z, 2.0 * group / sigma)), event.steps))
    return Loss(_times(one, event.steps))


def _truncated(event: TruncatedPoissonGaussian, adjacency: str, group: int) -> Loss:
    sigma, rate, cap, units = event.noise_multiplier, event.rate, event.cap, event.units
    if group > 1:
        return _all_batches(event, adjacency, group)
    if adjacency == "add_remove":
        return Loss(_times(lambda z: capped_rdp.capped_add_remove(z, sigma, rate, cap, units), event.steps))
    return Loss(_times(lambda z: capped_rdp.capped_in_place(z, sigma, rate, cap, units, adjacency), event.steps))


def _fixed_batch(event: FixedBatchGaussian, adjacency: str, group: int) -> Loss:
    sigma, rate = event.noise_multiplier, min(1.0, event.batch_size / event.units * (1.0 + UNIT))
    if group > 1:
        return _all_batches(event, adjacency, group)
    one = fixed_batch.add_remove if adjacency == "add_remove" else fixed_batch.replace_one
    return Loss(_times(lambda z: one(z, sigma, rate), event.steps))


def _all_batches(event: FixedBatchGaussian | TruncatedPoissonGaussian, adjacency: str, group: int) -> Loss:
    """As if the whole group were in every batch. Adding a unit pushes another one out of a full batch, so it moves by 2."""
    moved = 1 if adjacency == "zero_out" else 2
    return _shifted(moved * group * math.sqrt(event.steps) / event.noise_multiplier)


def _shuffled(event: ShuffledGaussian, adjacency: str, group: int) -> Loss:
    return _shifted(group * shuffle.upper_mu(event, adjacency))


def _allocated(event: RandomAllocationGaussian, adjacency: str, group: int) -> Loss:
    if group > 1:
        batches = event.rounds * min(event.selected, event.batches)
        return _shifted(_MOVES[adjacency] * group * math.sqrt(batches) / event.noise_multiplier)
    return Loss(allocation.curve(event, adjacency))


def _tree(event: Tree, adjacency: str, group: int) -> Loss:
    return _shifted(_MOVES[adjacency] * group * tree.sensitivity(event)[1] / event.noise_multiplier)


def _laplace(event: Laplace, adjacency: str, group: int) -> Loss:
    return Loss(_times(lambda z: moments.laplace(z, event.scale / group), event.steps))


def _pure(event: PureDP, adjacency: str, group: int) -> Loss:
    return Loss(_times(lambda z: moments.pure(z, event.epsilon * group), event.steps))


def _zcdp(event: ZCDP, adjacency: str, group: int) -> Loss:
    return Loss(_times(lambda z: moments.zcdp(z, event.rho * group * group), event.steps))


def _approximate(event: ApproxDP, adjacency: str, group: int) -> Loss:
    """Given that it did not fail, (epsilon, 0)-DP (arXiv:1311.0776, theorem 3.3); of a group, failures add up."""
    if group == 1:
        lost = event.delta
    else:
        exponent = min(700.0, (group - 1) * event.epsilon)
        lost = min(1.0, event.delta * group * math.exp(exponent) * (1.0 + 16 * UNIT * (1.0 + exponent)))
    log_one = math.log1p(-lost) if lost < 1 else -math.inf
    return Loss(_times(lambda z: moments.pure(z, event.epsilon * group), event.steps), log_one * event.steps)


def _repeat(event: Repeat, adjacency: str, group: int) -> Loss | None:
    """A group sees the repetition of what it sees of one run."""
    loss = _loss(event.event, adjacency, group)
    if loss is None:
        return None
    kept = selection.log_kept(loss.log_kept, event.distribution, event.mean)
    return Loss(selection.repeated(loss.moment, event.distribution, event.mean), kept)


def _group(event: Group, adjacency: str, group: int) -> Loss | None:
    return _loss(event.event, adjacency, group * event.size)


def _compose(event: Compose, adjacency: str, group: int) -> Loss | None:
    losses = [_loss(part, adjacency, group) for part in event.events]
    if any(loss is None for loss in losses):
        return None
    known = [loss for loss in losses if loss is not None]
    size = 1.0 + 2 * len(known) * UNIT
    kept = sum(loss.log_kept for loss in known)
    return Loss(lambda z: sum((loss.moment(z) for loss in known), np.zeros_like(z)) * size, kept)


def _shifted(mu: float) -> Loss:
    wide = mu * (1.0 + 8 * UNIT)
    return Loss(lambda z: moments.gaussian(z, wide))


def _times(moment: Moment, steps: float) -> Moment:
    return lambda z: moment(z) * (steps * (1.0 + 4 * UNIT))


_LOSSES: dict[type[Event], Callable[[Any, str, int], Loss | None]] = {
    Gaussian: _gaussian,
    PoissonGaussian: _poisson,
    Laplace: _laplace,
    PureDP: _pure,
    ZCDP: _zcdp,
    Matrix: _matrix,
    TruncatedPoissonGaussian: _truncated,
    FixedBatchGaussian: _fixed_batch,
    ShuffledGaussian: _shuffled,
    RandomAllocationGaussian: _allocated,
    Tree: _tree,
    ApproxDP: _approximate,
    Compose: _compose,
    Repeat: _repeat,
    Group: _group,
}
