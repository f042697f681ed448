# SPDX-License-Identifier: Apache-2.0
"""Compositions of Laplace noise and randomized responses only: losses with atoms, added on a lattice.

Upper ends split each mass between neighboring points so that both its chances, under P and Q, stay (connecting the dots of
delta as a function of e^epsilon, which is convex). Lower ends merge cells: a merged cell is one outcome of a coarser
mechanism, whose loss is the ratio of its chances; a loss between points is moved down. Sums are convolutions of positive
numbers, each with a relative error that is counted. Light ends are dropped from lower ends and charged to upper ones.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from licet.dp import closed
from licet.dp.normal import UNIT, Array
from licet.dp.pairs import Phases

_POINTS = 6000
_MOST_POINTS = 40_000
_LEAST = 4
_NEAR = 1e-9
_LIGHT = 1e-14


class Masses(NamedTuple):
    """Chances of first, first + 1, ... lattice points; `error` is their relative error in units, `lost` what was dropped."""

    first: int
    chances: Array
    error: float
    lost: float


NOTHING = Masses(0, np.ones(1), 0.0, 0.0)


def epsilon(phases: Phases, delta: float) -> tuple[float, float]:
    """Ends of epsilon >= 0 at `delta`."""
    most = _most(phases)
    if len(phases.response) == 1 and not phases.laplace:
        return _responses(*next(iter(phases.response.items())), delta)
    spacing = _spacing(phases)
    if spacing is None:
        return max((closed.laplace(scale, delta)[0] for scale in phases.laplace), default=0.0), most * (1 + 1e-12)
    low, high = (_sum(phases, spacing, up, delta) for up in (False, True))
    upper = closed.root(lambda at: _delta(high, spacing, at)[1] - delta, 0.0, most)
    lower = closed.root(lambda at: _delta(low, spacing, at)[0] - delta, 0.0, most)
    off = _shift(phases, spacing)
    return max(0.0, lower * (1 - 1e-12) - off), min(upper + off, most) * (1 + 1e-12)


def delta(phases: Phases, epsilon: float) -> tuple[float, float]:
    """Ends of delta at `epsilon`."""
    if len(phases.response) == 1 and not phases.laplace:
        size, count = next(iter(phases.response.items()))
        log_delta, error = closed.pure_log_delta(epsilon, size, count), _response_error(size, count)
        return math.exp(log_delta - error), min(1.0, math.exp(min(0.0, log_delta + error)))
    spacing = _spacing(phases)
    if spacing is None:
        return 0.0, 1.0 if epsilon < _most(phases) else 0.0
    off = _shift(phases, spacing)
    low, high = (_delta(_sum(phases, spacing, up, 1e-40), spacing, epsilon + (-off if up else off)) for up in (False, True))
    return max(0.0, low[0]), min(1.0, high[1])


def _shift(phases: Phases, spacing: float) -> float:
    """How far the loss may be moved by taking what is near a lattice point for the point."""
    return _NEAR * spacing * sum(count for _, count in _sizes(phases))


def _responses(size: float, count: int, delta: float) -> tuple[float, float]:
    error, log_delta = _response_error(size, count), math.log(delta)

    def end(off: float) -> float:
        return closed.root(lambda at: closed.pure_log_delta(at, size, count) + off - log_delta, 0.0, size * count)

    return max(0.0, end(-error) * (1 - 1e-13)), end(error) * (1 + 1e-13)


def _response_error(size: float, count: int) -> float:
    """Rounding of lgamma and exponents, absolute in ln delta."""
    return 64 * UNIT * (1 + count * (1 + size + math.log1p(count)))


def _sizes(phases: Phases) -> list[tuple[float, int]]:
    return [*((1 / scale, count) for scale, count in phases.laplace.items()), *phases.response.items()]


def _most(phases: Phases) -> float:
    return math.fsum(size * count for size, count in _sizes(phases))


def _spacing(phases: Phases) -> float | None:
    """A whole part of the largest loss; None if the sum would need too many points."""
    largest = max(size for size, _ in _sizes(phases))
    spread = math.sqrt(math.fsum(size**2 * count for size, count in _sizes(phases)))
    span = min(2 * _most(phases), 24 * spread)
    spacing = largest / max(_LEAST, math.floor(largest * _POINTS / span))
    return spacing if span / spacing <= _MOST_POINTS and largest / spacing <= _MOST_POINTS else None


def _sum(phases: Phases, spacing: float, up: bool, delta: float) -> Masses:
    light = _LIGHT * delta
    total = NOTHING
    for scale, count in phases.laplace.items():
        total = _added(total, _power(_laplace(1 / scale, spacing, up), count, up, light), up, light)
    for size, count in phases.response.items():
        total = _added(total, _power(_response(size, spacing, up), count, up, light), up, light)
    return total


def _response(size: float, spacing: float, up: bool) -> Masses:
    points, chances = _empty(size, spacing)
    for loss, mass in ((size, 1 / (1 + math.exp(-size))), (-size, math.exp(-size) / (1 + math.exp(-size)))):
        _put(chances, points, spacing, loss, mass, up)
    return Masses(-points, chances, 64.0, 0.0)


def _laplace(size: float, spacing: float, up: bool) -> Masses:
    """Loss size - 2y for y of density e^{-y}/2 on (0, size), atoms 1/2 at size and e^{-size}/2 at -size."""
    points, chances = _empty(size, spacing)
    _put(chances, points, spacing, size, 0.5, up)
    _put(chances, points, spacing, -size, 0.5 * math.exp(-size), up)
    edges = size - np.arange(0.0, 2 * size + 2 * spacing, spacing if up else 2 * spacing)
    edges = np.maximum(edges[edges > -size - (spacing if up else 2 * spacing)], -size)
    for top, bottom in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        mass = 0.5 * math.exp((top - size) / 2) * -math.expm1((bottom - top) / 2)
        _put(chances, points, spacing, (top + bottom) / 2, mass, up, (top - bottom) / 2)
    return Masses(-points, chances, 64.0 + 8 * size, 0.0)


def _empty(size: float, spacing: float) -> tuple[int, Array]:
    points = math.ceil(size / spacing) + 2
    return points, np.zeros(2 * points + 1)


def _put(chances: Array, points: int, spacing: float, loss: float, mass: float, up: bool, half: float = 0.0) -> None:
    """A mass whose P-to-Q ratio is e^loss and whose losses lie within `half` of it."""
    if not up:
        chances[math.floor(loss / spacing + _NEAR) + points] += mass
        return
    low, high = math.floor((loss - half) / spacing + _NEAR), math.ceil((loss + half) / spacing - _NEAR)
    if low == high:
        chances[low + points] += mass
        return
    share = -math.expm1(low * spacing - loss) / -math.expm1((low - high) * spacing)
    chances[high + points] += mass * min(1.0, max(0.0, share))
    chances[low + points] += mass * min(1.0, max(0.0, 1 - share))


def _power(one: Masses, count: int, up: bool, light: float) -> Masses:
    total, square = NOTHING, one
    while True:
        if count & 1:
            total = _added(total, square, up, light)
        count >>= 1
        if not count:
            return total
        square = _added(square, square, up, light)


def _added(one: Masses, other: Masses, up: bool, light: float) -> Masses:
    """The sum of two independent losses without its light ends."""
    chances = np.convolve(one.chances, other.chances)
    error = one.error + other.error + min(len(one.chances), len(other.chances)) + 2
    heavy = np.flatnonzero(chances > light / len(chances))
    low, high = int(heavy[0]), int(heavy[-1]) + 1
    lost = (one.lost + other.lost + float(chances[:low].sum() + chances[high:].sum())) * (1 + 1e-9) if up else 0.0
    return Masses(one.first + other.first + low, chances[low:high], error, lost)


def _delta(masses: Masses, spacing: float, at: float) -> tuple[float, float]:
    losses = spacing * (masses.first + np.arange(float(len(masses.chances))))
    over = losses > at
    value = float(masses.chances[over] @ -np.expm1(at - losses[over])) if over.any() else 0.0
    error = UNIT * (2 * masses.error + len(losses) + 16)
    return value * (1 - error), value * (1 + error) + masses.lost + 1e-300
