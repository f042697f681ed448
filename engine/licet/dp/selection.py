# SPDX-License-Identifier: Apache-2.0
"""The best of a random number of runs (Papernot and Steinke, arXiv:2110.03620), as log moments and kept mass."""

from __future__ import annotations

import math

import numpy as np

from licet.dp import conversion
from licet.dp.moments import UNIT, Array, Moment
from licet.errors import ParameterError

_GRID = np.concatenate((np.geomspace(0.01, 0.9, 12), np.arange(1.0, 41.0), np.unique(np.round(np.geomspace(42.0, 2000.0, 60)))))


def repeated(moment: Moment, distribution: str, mean: float) -> Moment:
    """K of the released best run, when each run has K `moment`. `fixed` counts every run in full."""
    if distribution == "fixed":
        runs = math.ceil(mean) * (1.0 + 4 * UNIT)
        return lambda z: moment(z) * runs
    if distribution == "geometric":
        return _geometric(moment, _at_least_one(mean))
    return _poisson(moment, mean)


def log_kept(log_one: float, distribution: str, mean: float) -> float:
    """ln of the chance that no run failed, each being kept with chance e^log_one.

    Given that, the number of runs has the same law with a smaller mean, so that the bounds above still hold.
    """
    lost = -math.expm1(log_one)
    if distribution == "fixed":
        return log_one * math.ceil(mean)
    if distribution == "poisson":
        return -mean * lost
    once = 1.0 / _at_least_one(mean)
    failed = lost / (once + (1.0 - once) * lost) if lost else 0.0
    return math.log1p(-failed) if failed < 1 else -math.inf


def _geometric(moment: Moment, mean: float) -> Moment:
    """Theorem 2 with eta = 1, gamma = 1 / mean: at order 1 + z, for every y > 0,
    z eps' = K(z) + ln mean + 2 z (K(y) + ln mean) / (1 + y); y -> 0 leaves 2 z ln mean."""
    log_mean = math.log(mean) * (1.0 + 4 * UNIT)
    once = conversion.smallest(lambda y: (moment(y) + log_mean) / (1.0 + y)) if log_mean > 0 else 0.0
    extra = 2.0 * min(once, log_mean) * (1.0 + 8 * UNIT)
    return lambda z: (moment(z) + log_mean + z * extra) * (1.0 + 8 * UNIT)


def _poisson(moment: Moment, mean: float) -> Moment:
    """Theorem 6: z eps' = K(z) + ln mean + z mean delta(ln(1 + 1/z)), delta that of one run; a mean below 1 gains nothing."""
    log_mean = max(0.0, math.log(mean)) * (1.0 + 4 * UNIT)
    known = moment(_GRID) + conversion.sharp_constant(_GRID)

    def result(z: Array) -> Array:
        epsilon = np.log1p(1.0 / z) * (1.0 - 4 * UNIT)
        logs = known - epsilon[..., None] * _GRID
        log_delta = np.minimum((logs + 16 * UNIT * (1.0 + np.abs(known) + epsilon[..., None] * _GRID)).min(axis=-1), 0.0)
        return (moment(z) + log_mean + z * mean * np.exp(log_delta)) * (1.0 + 8 * UNIT)

    return result


def _at_least_one(mean: float) -> float:
    if mean < 1:
        raise ParameterError(f"a geometric number of runs has a mean of {mean!r}", "It counts from 1.")
    return mean
