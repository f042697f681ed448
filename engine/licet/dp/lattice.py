# SPDX-License-Identifier: Apache-2.0
"""Compositions of Laplace noise and randomized responses only: losses with atoms, added on a lattice.

Upper ends move the mass of each loss up to the next lattice point, lower ends down to the one before, so that delta can only
rise or fall (it rises with the loss). Sums are convolutions of positive numbers, each with a relative error that is counted.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from licet.dp import closed
from licet.dp.normal import UNIT, Array
from licet.dp.pairs import Phases

_POINTS = 4096
_LIGHT = 1e-40


class Masses(NamedTuple):
    """Chances of first, first + 1, ... lattice points; `error` is their relative error in units."""

    first: int
    chances: Array
    error: float


def epsilon(phases: Phases, delta: float, rtol: float) -> tuple[float, float]:
    """Ends of epsilon >= 0 at `delta`."""
    if len(phases.response) == 1 and not phases.laplace:
        return _responses(*next(iter(phases.response.items())), delta)
    low, high, spacing = _both(phases)
    upper = closed.root(lambda at: _delta(high, spacing, at)[1] - delta, 0.0, _most(phases))
    lower = closed.root(lambda at: _delta(low, spacing, at)[0] - delta, 0.0, _most(phases))
    return max(0.0, lower * (1 - 1e-12) - 1e-300), min(upper * (1 + 1e-12), _most(phases) * (1 + 1e-12))


def delta(phases: Phases, epsilon: float) -> tuple[float, float]:
    """Ends of delta at `epsilon`."""
    if len(phases.response) == 1 and not phases.laplace:
        size, count = next(iter(phases.response.items()))
        log_delta = closed.pure_log_delta(epsilon, size, count)
        error = _response_error(size, count)
        return math.exp(log_delta - error), min(1.0, math.exp(min(0.0, log_delta + error)))
    low, high, spacing = _both(phases)
    return max(0.0, _delta(low, spacing, epsilon)[0]), min(1.0, _delta(high, spacing, epsilon)[1])


def _responses(size: float, count: int, delta: float) -> tuple[float, float]:
    error, log_delta = _response_error(size, count), math.log(delta)
    ends = []
    for sign in (-1, 1):
        ends.append(closed.root(lambda at, off=sign * error: closed.pure_log_delta(at, size, count) + off - log_delta, 0.0, size * count))
    return max(0.0, ends[0] * (1 - 1e-13)), ends[1] * (1 + 1e-13)


def _response_error(size: float, count: int) -> float:
    """Rounding of lgamma and exponents, absolute in ln delta."""
    return 64 * UNIT * (1 + count * (1 + size + math.log1p(count)))


def _most(phases: Phases) -> float:
    return math.fsum([*(n / scale for scale, n in phases.laplace.items()), *(size * n for size, n in phases.response.items())])


def _both(phases: Phases) -> tuple[Masses, Masses, float]:
    spacing = _spacing(phases)
    return _sum(phases, spacing, False), _sum(phases, spacing, True), spacing


def _spacing(phases: Phases) -> float:
    sizes = [(1 / scale, count) for scale, count in phases.laplace.items()] + list(phases.response.items())
    spread = math.sqrt(math.fsum(min(size, 1.0) ** 2 * 4 * count for size, count in sizes))
    span = min(2 * _most(phases), 20 * spread + 2 * max(size for size, _ in sizes))
    return span / _POINTS


def _sum(phases: Phases, spacing: float, up: bool) -> Masses:
    total = Masses(0, np.ones(1), 0.0)
    for scale, count in phases.laplace.items():
        total = _added(total, _power(_laplace(1 / scale, spacing, up), count, up), up)
    for size, count in phases.response.items():
        total = _added(total, _power(_response(size, spacing, up), count, up), up)
    return total


def _rounded(value: float, spacing: float, up: bool) -> int:
    return math.ceil(value / spacing * (1 + 4 * UNIT)) if up else math.floor(value / spacing * (1 - 4 * UNIT))


def _response(size: float, spacing: float, up: bool) -> Masses:
    top, bottom = _rounded(size, spacing, up), -_rounded(size, spacing, not up)
    chances = np.zeros(top - bottom + 1)
    chances[-1] += 1 / (1 + math.exp(-size))
    chances[0] += math.exp(-size) / (1 + math.exp(-size))
    return Masses(bottom, chances, 16.0)


def _laplace(size: float, spacing: float, up: bool) -> Masses:
    """Loss size - 2y for y of density e^{-y}/2 on (0, size), atoms 1/2 at size and e^{-size}/2 at -size."""
    top, bottom = _rounded(size, spacing, up), -_rounded(size, spacing, not up)
    edges = np.clip(spacing * np.arange(bottom, top + 1.0), -size, size)
    cells = 0.5 * np.exp((edges[1:] - size) / 2) * -np.expm1(-np.diff(edges) / 2)
    chances = np.zeros(top - bottom + 1)
    chances[1:] += cells if up else 0.0
    chances[:-1] += 0.0 if up else cells
    chances[-1] += 0.5
    chances[0] += 0.5 * math.exp(-size)
    return Masses(bottom, chances, 64.0 + 4 * size)


def _power(one: Masses, count: int, up: bool) -> Masses:
    total, square = Masses(0, np.ones(1), 0.0), one
    while True:
        if count & 1:
            total = _added(total, square, up)
        count >>= 1
        if not count:
            return total
        square = _added(square, square, up)


def _added(one: Masses, other: Masses, up: bool) -> Masses:
    """The sum of two independent losses; light ends are moved inward where that is safe, or dropped."""
    chances = np.convolve(one.chances, other.chances)
    error = one.error + other.error + min(len(one.chances), len(other.chances)) + 2
    first = one.first + other.first
    heavy = np.flatnonzero(chances > _LIGHT)
    low, high = int(heavy[0]), int(heavy[-1]) + 1
    if up:
        high, moved = len(chances), float(chances[:low].sum())
    else:
        moved = 0.0
    kept = chances[low:high].copy()
    kept[0] += moved
    return Masses(first + low, kept, error)


def _delta(masses: Masses, spacing: float, at: float) -> tuple[float, float]:
    losses = spacing * (masses.first + np.arange(float(len(masses.chances))))
    over = losses > at
    value = float(masses.chances[over] @ -np.expm1(at - losses[over])) if over.any() else 0.0
    error = UNIT * (2 * masses.error + len(losses) + 16)
    return value * (1 - error), value * (1 + error) + 1e-300
