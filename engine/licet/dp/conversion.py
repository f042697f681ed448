# SPDX-License-Identifier: Apache-2.0
"""From log moments to (epsilon, delta) by the sharp Chernoff bound.

`(1 - e^(s-l))_+ <= exp(z (l - s) + c(z))` with `c(z) = z ln z - (1 + z) ln(1 + z)`, hence
`delta(s) <= exp(K(z) - z s + c(z))` for every z > 0 (arXiv:2004.00010, proposition 12).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from licet.dp.moments import LARGEST_ORDER, UNIT, Array, Moment

Objective = Callable[[Array], Array]
_SMALL = np.geomspace(1e-4, 0.7, 11)
_USUAL = np.concatenate((np.arange(1.0, 9.0), np.round(np.geomspace(10.0, 400.0, 11))))
_LARGE = (np.round(np.geomspace(600.0, LARGEST_ORDER, 8)), np.geomspace(1e5, 1e12, 29))
_POINTS = 8
_ROUNDS = 4
_CLOSE = 2e-2


def epsilon_bound(moment: Moment, delta: float) -> float:
    """The smallest epsilon >= 0 that K proves at `delta`, rounded up; infinite if K is."""
    log_delta = math.log(delta) * (1.0 + 4 * UNIT)

    def objective(z: Array) -> Array:
        known = moment(z)
        constant = sharp_constant(z)
        return (known + constant - log_delta + 8 * UNIT * (known - constant - log_delta)) / z * (1.0 + 4 * UNIT)

    return max(0.0, smallest(objective))


def delta_bound(moment: Moment, epsilon: float) -> float:
    """The smallest delta <= 1 that K proves at `epsilon` >= 0, rounded up."""

    def objective(z: Array) -> Array:
        known = moment(z)
        constant = sharp_constant(z)
        return known + constant - z * epsilon + 8 * UNIT * (known - constant + z * epsilon)

    return min(1.0, math.exp(min(0.0, smallest(objective))) * (1.0 + 8 * UNIT))


def sharp_constant(z: Array) -> Array:
    """c(z), without cancellation at large z."""
    return -z * np.log1p(1.0 / z) - np.log1p(z)


def smallest(objective: Objective) -> float:
    """The least value found over z: a coarse grid, then finer ones around its best point. Every value is a valid bound."""
    grid, values = _coarse(objective)
    for _ in range(_ROUNDS):
        best = int(np.argmin(values))
        low, high = float(grid[max(best - 1, 0)]), float(grid[min(best + 1, len(grid) - 1)])
        if high - low < _CLOSE * low:
            break
        grid = np.unique(np.append(_between(low, high), grid[best]))
        values = _values(objective, grid)
    return float(values.min())


def _coarse(objective: Objective) -> tuple[Array, Array]:
    """The usual z, smaller ones if the first is the best, ever larger ones while the last is."""
    grid, values = _USUAL, _values(objective, _USUAL)
    if np.argmin(values) == 0:
        return np.append(_SMALL, grid), np.append(_values(objective, _SMALL), values)
    for block in _LARGE:
        if np.argmin(values) < len(values) - 1:
            break
        grid, values = np.append(grid, block), np.append(values, _values(objective, block))
    return grid, values


def _values(objective: Objective, grid: Array) -> Array:
    values = objective(grid)
    return np.where(np.isnan(values), np.inf, values)


def _between(low: float, high: float) -> Array:
    """Points between, whole ones where there are enough of them: no bound is lower than those of its whole neighbors."""
    if high > 2000:
        return np.round(np.linspace(low, high, 5))
    points = np.linspace(low, high, _POINTS)
    return np.round(points) if high - low > _POINTS else points
