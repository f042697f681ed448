# SPDX-License-Identifier: Apache-2.0
"""Where to put the contour: the real exponent z at which Chernoff's bound is best. Nothing here needs to be certain."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from licet.dp import quadrature, strips
from licet.dp.laws import atoms_of
from licet.dp.normal import Array
from licet.dp.pairs import Mixture, Phases
from licet.dp.quadrature import Uncertified

Rough = Callable[[Array], Array]
_GRID = np.geomspace(1 / 8, 8, 13)
_ZOOMS = 4
_FLAT = 1.15
_ROUNDS = 12
_FACTORS = np.array([1.0, 0.9, 0.8, 0.7, 0.6])
_BEYOND = np.array([0.55, 0.6, 0.7, 0.8, 0.9, 1.0, 1.06, 1.12, 1.2, 1.3, 1.5, 1.8, 2.4, 4.0])
_PREFERENCE = 1.2
_MOST_NODES = 4000
_LOSS = 9.0
_HERE = int(np.flatnonzero(_BEYOND == 1.0)[0])
WRAPPED = 21.0


def rough_moments(phases: Phases, direction: int) -> Rough:
    """K(z) for arrays of z, to a few digits."""

    def moment(z: Array) -> Array:
        total = phases.mu**2 * z * (z + 1) / 2
        for step in phases.steps:
            with np.errstate(all="ignore"):
                parts = [(chance, *_excess(mixture, direction, z)) for chance, mixture in step.parts]
                small = np.log1p(sum(chance * excess for chance, excess, _ in parts))
                large = np.logaddexp.reduce([math.log(chance) + log for chance, _, log in parts])
                total = total + step.count * np.where(large > 1.0, large, small)
        for atom in atoms_of(phases):
            total = total + atom.repeats * atom.log_moment(z)
        return _finite(total)

    return moment


def _excess(mixture: Mixture, direction: int, z: Array) -> tuple[Array, Array]:
    """E[e^{zL}] - 1 and ln E[e^{zL}], on a grid wide enough for the largest z; infinite where that grid would be huge."""
    sigma, sizes = mixture.sigma, (len(mixture.above) - 1, len(mixture.below) - 1)
    spread = min(0.55 * sigma, 0.65 * sigma * sigma / max(sizes))
    fits = z <= _MOST_NODES * spread / max(sizes)
    excess, log = np.full(len(z), np.inf), np.full(len(z), np.inf)
    if fits.any():
        first, second = strips.exponents(direction, float(z[fits].max()))
        right = 8 * sigma + max(first * sizes[0], -second * sizes[1], 0.0)
        left = 8 * sigma + max(-first * sizes[0] * min(1.0, _odds(mixture.above)), second * sizes[1], 0.0)
        nodes = quadrature.at(mixture, direction, min(spread, (left + right) / 40), (-left, right))
        tilt, weights = np.outer(z[fits], nodes.loss), np.exp(nodes.base)
        excess[fits] = np.expm1(np.minimum(tilt, 30.0)) @ weights
        log[fits] = np.log1p(excess[fits])
        far = tilt.max(axis=1) > 30.0
        if far.any():
            tilted = tilt[far] + nodes.base
            most = tilted.max(axis=1)
            log[np.flatnonzero(fits)[far]] = most + np.log(np.exp(tilted - most[:, None]).sum(axis=1))
            excess[np.flatnonzero(fits)[far]] = np.expm1(log[np.flatnonzero(fits)[far]])
    return excess, log


def _odds(weights: tuple[float, ...]) -> float:
    return (1 - weights[0]) / weights[0] if weights[0] > 0 else math.inf


class Plan(NamedTuple):
    """Where to invert: z, a larger exponent for what wraps around, the deviation of the tilted loss.

    `largest` and `epsilon` are Chernoff's exponent and bound.
    """

    z: float
    largest: float
    beyond: float
    deviation: float
    log_delta: float
    epsilon: float


def chernoff(phases: Phases, direction: int, log_delta: float) -> tuple[float, float]:
    """Chernoff's exponent and bound on epsilon at e^log_delta."""
    moment = rough_moments(phases, direction)
    return _smallest(lambda z: (moment(z) + _sharp(z) - log_delta) / z, _start(phases, log_delta))


def for_delta(phases: Phases, direction: int, log_delta: float, best: tuple[float, float] | None = None) -> Plan:
    """A plan for the epsilon at e^log_delta; `best` is what `chernoff` says, if that is known."""
    z, bound = best or chernoff(phases, direction, log_delta)
    return _planned(rough_moments(phases, direction), z, log_delta, bound)


def for_epsilon(phases: Phases, direction: int, epsilon: float) -> Plan:
    """A plan for the delta at `epsilon`."""
    moment = rough_moments(phases, direction)
    z, bound = _smallest(lambda z: moment(z) + _sharp(z) - z * epsilon, _start(phases, -20.0))
    return _planned(moment, z, bound - 3.0, epsilon)


def at_slope(phases: Phases, direction: int, z: float, log_delta: float, epsilon: float) -> Plan:
    """A plan with the exponent z, near -d ln delta/d epsilon at the known `epsilon`: there the sum loses no digits."""
    return _planned(rough_moments(phases, direction), z, log_delta, epsilon, _FACTORS[:1], 1.0)


def _planned(
    moment: Rough, z: float, log_delta: float, epsilon: float, factors: Array = _FACTORS, certainty: float = 0.8
) -> Plan:
    """The exponent, a little below Chernoff's where that makes the period much shorter."""
    with np.errstate(all="ignore"):
        table = z * _BEYOND
        moments = _finite(moment(table))
        chernoff = moments + _sharp(table)
        best: tuple[float, float, float] = (math.inf, z, 2 * z)
        lost = np.interp(factors, _BEYOND, chernoff) - float(chernoff[_HERE]) + (1 - factors) * z * epsilon
        for factor in factors[lost <= _LOSS].tolist():
            periods = (chernoff - table * certainty * epsilon - log_delta + WRAPPED) / (table - factor * z)
            periods[table <= 1.02 * factor * z] = np.inf
            other = int(np.argmin(periods))
            period = max(float(periods[other]), (WRAPPED - log_delta) / (factor * z))
            if period * _PREFERENCE < best[0]:
                best = (period, factor * z, float(table[other]))
        curvature = _curvature(table, moments, int(np.argmin(np.abs(table - best[1]))))
    if not (math.isfinite(best[0]) and curvature > 0):
        raise Uncertified("exponent")
    return Plan(best[1], z, best[2], math.sqrt(curvature), log_delta, epsilon)


def _curvature(table: Array, values: Array, at: int) -> float:
    """Second derivative by three neighbors."""
    left, right = float(table[at] - table[at - 1]), float(table[at + 1] - table[at])
    rise, fall = float(values[at + 1] - values[at]) / right, float(values[at] - values[at - 1]) / left
    return 2 * (rise - fall) / (left + right)


def _start(phases: Phases, log_delta: float) -> float:
    """As if the loss were normal."""
    variance = phases.mu**2 + sum(atom.repeats * min(1.0, atom.size) ** 2 for atom in atoms_of(phases))
    for step in phases.steps:
        for chance, mixture in step.parts:
            joins = (1 - mixture.above[0]) * (len(mixture.above) - 1) + (1 - mixture.below[0]) * (len(mixture.below) - 1)
            variance += chance * step.count * joins**2 * math.expm1(min(8.0, 1 / mixture.sigma**2))
    return math.sqrt(-2 * min(log_delta, -0.01) / variance)


def _finite(values: Array) -> Array:
    """What could not be computed is as good as infinite."""
    found: Array = np.where(np.isfinite(values), values, np.inf)
    return found


def _sharp(z: Array) -> Array:
    found: Array = -z * np.log1p(1 / z) - np.log1p(z)
    return found


def _smallest(objective: Rough, start: float) -> tuple[float, float]:
    """About the least value, on a grid that follows it, then on finer ones while it is a sharp valley."""
    center = min(max(start, 1e-12), 1e12)
    for _ in range(_ROUNDS):
        grid = center * _GRID
        with np.errstate(all="ignore"):
            values = _finite(objective(grid))
        best = int(np.argmin(values))
        if not np.isfinite(values[best]):
            center /= 60
            continue
        if 0 < best < len(grid) - 1:
            break
        center = float(grid[best])
    else:
        raise Uncertified("exponent")
    for _ in range(_ZOOMS):
        if max(values[best - 1], values[best + 1]) < _FLAT * values[best]:
            break
        grid = np.linspace(grid[best - 1], grid[best + 1], 9)
        with np.errstate(all="ignore"):
            values = _finite(objective(grid))
        best = min(max(int(np.argmin(values)), 1), len(grid) - 2)
    return float(grid[best]), float(values[best])
