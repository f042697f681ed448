# SPDX-License-Identifier: Apache-2.0
"""Events of noise on a sum over a batch, by the way batches are drawn.

Each builder takes multiplier, rate and steps and whether the best case is asked for: whatever must be a whole number is
rounded to the side that is valid there.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from licet.dp import events
from licet.dp.events import Event

GRID = 10**15


class Draw(NamedTuple):
    """One case of a phase: `units` and `cap` only matter to some ways of drawing."""

    noise_multiplier: float
    rate: float
    steps: int
    units: int | None = None
    cap: int | None = None
    best: bool = False


def poisson(draw: Draw) -> Event:
    """Independent chances."""
    return events.PoissonGaussian(draw.noise_multiplier, draw.rate, draw.steps)


def full_batch(draw: Draw) -> Event:
    """Everything in every step."""
    return events.Gaussian(draw.noise_multiplier, draw.steps)


def shuffle(draw: Draw) -> Event:
    """A permutation an epoch, cut into batches; the last batch may be dropped (worst case) or kept (best case)."""
    return events.ShuffledGaussian(draw.noise_multiplier, _batches(draw), draw.steps)


def fixed_batch(draw: Draw) -> Event:
    """Subsets of one size. Only the ratio matters, so a rate without units is written over a large number of them."""
    size = draw.rate * draw.units if draw.units else 0.0
    if draw.units and math.isclose(size, round(size), rel_tol=1e-9) and size >= 0.5:
        return events.FixedBatchGaussian(draw.noise_multiplier, round(size), draw.units, draw.steps)
    scaled = math.floor(draw.rate * GRID) if draw.best else math.ceil(draw.rate * GRID)
    return events.FixedBatchGaussian(draw.noise_multiplier, min(max(scaled, 1), GRID), GRID, draw.steps)


def random_allocation(draw: Draw) -> Event:
    """Each unit in one random batch an epoch."""
    batches = _batches(draw)
    rounds = draw.steps / batches
    whole = max(1, math.floor(rounds + 1e-9) if draw.best else math.ceil(rounds - 1e-9))
    return events.RandomAllocationGaussian(draw.noise_multiplier, batches, 1, whole)


def truncated_poisson(draw: Draw) -> Event:
    """Poisson with a cap. Nobody knows the cap: at best one unit is left; at worst one unit displaces another."""
    if draw.units is None:
        return full_batch(draw._replace(noise_multiplier=draw.noise_multiplier / 2))
    cap = draw.cap if draw.cap is not None else 1
    return events.TruncatedPoissonGaussian(draw.noise_multiplier, draw.rate, draw.steps, cap, draw.units)


BUILDERS: dict[str, Callable[[Draw], Event]] = {
    "poisson": poisson,
    "full_batch": full_batch,
    "shuffle": shuffle,
    "fixed_batch": fixed_batch,
    "random_allocation": random_allocation,
    "truncated_poisson": truncated_poisson,
}
# Every way of drawing is at least as revealing as one of these: a fixed batch as Poisson, everything as shuffling.
LEAST_REVEALING = ("poisson", "shuffle", "random_allocation")


def best(method: str | None, draw: Draw) -> list[tuple[Event, ...]]:
    """Alternatives of which each way of drawing that is possible reveals at least one."""
    draw = draw._replace(best=True)
    if method == "truncated_poisson" and draw.units is None:
        return [()]
    if method == "random_allocation" and draw.steps < _batches(draw):
        return [()]
    possible = LEAST_REVEALING if method is None else (method,)
    if method is None and draw.steps < _batches(draw):
        return [()]
    return [(BUILDERS[one](draw),) for one in possible]


def worst(method: str | None, draw: Draw) -> Event:
    """What reveals at least as much as any way of drawing that is possible.

    Where nobody knows how batches are drawn, a step moves by at most twice the clipping norm and nothing is amplified.
    """
    unknown_cap = method == "truncated_poisson" and draw.cap is None
    if method is None or unknown_cap:
        return full_batch(draw._replace(noise_multiplier=draw.noise_multiplier / 2))
    return BUILDERS[method](draw)


def _batches(draw: Draw) -> int:
    count = math.ceil(1 / draw.rate - 1e-9) if draw.best else math.floor(1 / draw.rate + 1e-9)
    return max(1, count)
