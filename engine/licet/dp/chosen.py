# SPDX-License-Identifier: Apache-2.0
"""A lower end for the best of several runs, where only that run is released.

The score that picks the best run is part of the training, so it may be anything. Let a test accept one run with chance
at least p on one data set and at most q on its neighbor. With a score that likes to be rejected, the chosen run is
accepted only if every run is; with one that likes to be accepted, as soon as one run is. For a number of runs with
generating function f these chances are f(p), f(q) and 1 - f(1-p), 1 - f(1-q); each pair (P, Q) of them shows

    epsilon >= ln((P - delta) / Q).

The pairs (p, q) come from the hockey-stick curve of one run: H(a) = sup (p - a q) is convex, the optimal test at a has
q between the slopes on its two sides, and p = H(a) + a q. For a < 1, H(a) = 1 - a + a H(1/a) of the reversed pair.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from statistics import NormalDist

from licet.dp import accountant
from licet.dp.reading import Alternative
from licet.dp.tuning import Runs

_COARSE = [step / 2 for step in range(-8, 9)]  # ln a, in units of the Gaussian mu with the same total variation
_FINE = (-0.25, -0.125, 0.125, 0.25)
_SIDE = 2.0**-9
_SLACK = 1 + 1e-9  # rounding of what follows the certified values
_LEAST = 1e-12  # smaller values of H are lost where they are subtracted
_CACHED = 4096
Curve = Callable[[float], tuple[float, float]]


def lower(best: Alternative, runs: Runs, delta: float, adjacency: str) -> float:
    """A certified epsilon >= 0 that the best of `runs` runs of `best` attains or exceeds at `delta`."""
    curve, function = _curve(best, adjacency), _generating(runs)

    def shown(log: float) -> float:
        return max((_epsilon(more, less, delta) for more, less in _chances(_test(curve, log), function)), default=0.0)

    unit = 2 * NormalDist().inv_cdf((1 + min(max(curve(0.0)[0], 1e-9), 1 - 1e-12)) / 2)
    coarse = max(_COARSE, key=lambda step: shown(step * unit))
    return max(shown((coarse + step) * unit) for step in (0.0, *_FINE))


def _epsilon(accepted: float, wrongly: float, delta: float) -> float:
    left = accepted / _SLACK - delta - 1e-15
    return math.log(left / (wrongly * _SLACK + 1e-15)) if left > 0 else 0.0


def _chances(test: tuple[float, float] | None, function: Callable[[float], float]) -> list[tuple[float, float]]:
    """The chances that every run, and that some run, is accepted, on both data sets."""
    if test is None:
        return []
    accepted, wrongly = test
    return [(function(accepted), function(wrongly)), (1 - function(1 - accepted), 1 - function(1 - wrongly))]


def _generating(runs: Runs) -> Callable[[float], float]:
    """E[x^K] of the number of runs K; a geometric number is at least 1."""
    mean = runs.mean
    if runs.distribution == "geometric":
        return lambda x: x / (mean - (mean - 1) * x)
    if runs.distribution == "poisson":
        return lambda x: math.exp(mean * (x - 1))
    return lambda x: x**mean


def _curve(best: Alternative, adjacency: str) -> Curve:
    """Both ends of H at a ratio, by its logarithm."""

    def curve(log: float) -> tuple[float, float]:
        low, high = _above(best, abs(log), adjacency)
        ratio = math.exp(log)
        return (low, high) if log >= 0 else (1 - ratio + ratio * low, 1 - ratio + ratio * high)

    return curve


@lru_cache(_CACHED)
def _above(best: Alternative, log: float, adjacency: str) -> tuple[float, float]:
    found = accountant.delta(best, log, adjacency=adjacency)
    return (0.0, 1.0) if found.lower is None or found.upper is None else (found.lower, found.upper)


def _test(curve: Curve, log: float) -> tuple[float, float] | None:
    """(p, q) of the optimal test at a ratio: p from below, q from above."""
    left, ratio, right = math.exp(log - _SIDE), math.exp(log), math.exp(log + _SIDE)
    low = curve(log)[0]
    if curve(abs(log) + _SIDE)[0] < _LEAST:
        return None
    most = (curve(log - _SIDE)[1] - low) / (ratio - left)
    least = max(0.0, (low - curve(log + _SIDE)[1]) / (right - ratio))
    return min(1.0, low + ratio * least), min(1.0, max(most, 0.0))
