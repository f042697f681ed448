# SPDX-License-Identifier: Apache-2.0
"""Truncated Poisson batches: the pair that dominates them and the sampling rate that they surely have.

Let n of the other N - 1 units be sampled, cap B. If n < B the unit simply joins with chance q. If not (chance tau), it takes
the place of another with chance q' = B Pr[Bin(N, q) > B] / (N tau): the sum moves by 2, or between two values that each are
2 away from what it replaces. n may be seen; transforms of such a choice add. If all others contribute 0 the pair is
Poisson's at the rate q (1 - tau) + tau q'.
"""

from __future__ import annotations

import math

import numpy as np

from licet.dp.events import TruncatedPoissonGaussian
from licet.dp.normal import Array
from licet.dp.pairs import SINGLE, Mixture, Phases, Step, sampled

ACCURACY = 1e-11
_MOST_TERMS = 4_000_000
_TINY = 1e-290


def upper(event: TruncatedPoissonGaussian, adjacency: str) -> Phases | None:
    """The dominating pair; None where the chances cannot be computed."""
    both = adjacency == "replace_one"
    if event.cap >= event.units:
        return sampled(event.noise_multiplier, event.rate, event.steps, both=both)
    chances = _chances(event)
    if chances is None:
        return None
    full, joins = chances
    displaced = Mixture(
        event.noise_multiplier / 2, (1 - joins, joins), SINGLE if adjacency == "add_remove" else (1 - joins, joins)
    )
    if full >= 1 or event.rate >= 1:
        return Phases(steps=(Step(((1.0, displaced),), event.steps, ACCURACY),))
    weights = (1 - event.rate, event.rate)
    plain = Mixture(event.noise_multiplier, weights, weights if both else SINGLE)
    return Phases(steps=(Step(((1 - full, plain), (full, displaced)), event.steps, ACCURACY),))


def lower_rate(event: TruncatedPoissonGaussian) -> float:
    """A rate at which the unit surely joins: q E[min(1, B / (Bin(N - 1, q) + 1))], rounded down; 0 if unknown."""
    if event.cap >= event.units:
        return event.rate
    chances = _chances(event)
    if chances is None:
        return 0.0
    full, joins = chances
    return (event.rate * (1 - full) + full * joins) * (1 - 2 * ACCURACY)


def _chances(event: TruncatedPoissonGaussian) -> tuple[float, float] | None:
    """tau and q'. A chance below 1e-290 is raised to it, with q' = q, which dominates either case."""
    if event.rate >= 1:
        return 1.0, event.cap / event.units
    full = at_least(event.units - 1, event.rate, event.cap)
    more = at_least(event.units, event.rate, event.cap + 1)
    if full is None or more is None:
        return None
    if full < _TINY:
        return _TINY, event.rate
    return full, min(event.rate, event.cap * (more / full) / event.units)


def at_least(trials: int, rate: float, least: int) -> float | None:
    """Pr[Bin(trials, rate) >= least] to a relative 1e-12; None if that takes too many terms."""
    if least <= 0 or least > trials:
        return 1.0 if least <= 0 else 0.0
    reach = 12 * math.sqrt(trials * rate * (1 - rate)) + 200
    if reach > _MOST_TERMS:
        return None
    odds = rate / (1 - rate)
    if least > trials * rate:
        value = np.arange(least, min(trials, math.ceil(least + reach)), dtype=float)
        return _mass(trials, rate, least) * _series((trials - value) / (value + 1) * odds)
    value = np.arange(least - 1, max(0, math.floor(least - reach)), -1, dtype=float)
    return 1 - _mass(trials, rate, least - 1) * _series(value / (trials - value + 1) / odds)


def _series(ratios: Array) -> float:
    """1 + r1 + r1 r2 + ..."""
    return 1.0 + float(np.cumprod(ratios).sum())


def _mass(trials: int, rate: float, value: int) -> float:
    """One binomial chance by saddle-point expansion (Loader 2000), without large factorials."""
    if value in (0, trials):
        return math.exp(trials * (math.log(rate) if value else math.log1p(-rate)))
    rest = trials - value
    exponent = _correction(trials) - _correction(value) - _correction(rest)
    exponent -= _deviance(value, trials * rate) + _deviance(rest, trials * (1 - rate))
    return math.exp(exponent) * math.sqrt(trials / (2 * math.pi * value * rest))


def _correction(count: float) -> float:
    """ln n! minus Stirling's formula."""
    if count < 16:
        return math.lgamma(count + 1) - (count + 0.5) * math.log(count) + count - 0.5 * math.log(2 * math.pi)
    square = count * count
    return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / count


def _deviance(count: float, mean: float) -> float:
    """count ln(count/mean) + mean - count, without cancellation."""
    ratio = (count - mean) / (count + mean)
    if abs(ratio) > 0.1:
        return count * math.log(count / mean) + mean - count
    total, power = (count - mean) * ratio, 2 * count * ratio
    for step in range(1, 40):
        power *= ratio * ratio
        total += power / (2 * step + 1)
    return total
