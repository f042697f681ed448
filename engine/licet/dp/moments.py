# SPDX-License-Identifier: Apache-2.0
"""Log moments of single mechanisms: `K(z) = z * (Renyi divergence of order 1 + z)`, valid in both directions.

Every function takes an array of z > 0 and returns an array of the same shape, rounded up. They are closed forms or sums of
positive terms, without quadrature, so that they can check the contour accountant (docs/architecture.md).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Moment = Callable[[Array], Array]
UNIT = 2.0**-53
LARGEST_ORDER = 2**15
_CACHED_ORDER = 2048


def gaussian(z: Array, mu: float) -> Array:
    """Gaussian noise of standard deviation 1 and shift `mu` (arXiv:1702.07476, proposition 7): z (1 + z) mu^2 / 2."""
    return z * (1.0 + z) * (0.5 * mu * mu * (1.0 + 16 * UNIT))


def zcdp(z: Array, rho: float) -> Array:
    """A guarantee of rho-zCDP (arXiv:1605.02065, definition 1.1)."""
    return z * (1.0 + z) * (rho * (1.0 + 8 * UNIT))


def pure(z: Array, epsilon: float) -> Array:
    """A guarantee of (epsilon, 0)-DP: that of randomized response, which dominates every such mechanism.

    `E_Q[(P/Q)^(1+z)] - 1 = (e^(z eps) - 1)(e^((1+z) eps) - 1) e^(-z eps) / (1 + e^eps)`.
    """
    if epsilon == 0:
        return np.zeros_like(z)
    grown = z * epsilon
    log_excess = grown + _log_less(grown) + _log_less(grown + epsilon) - math.log1p(math.exp(-epsilon))
    return np.minimum(log1p_exp(log_excess + 32 * UNIT * (1.0 + np.abs(log_excess))), grown * (1.0 + 4 * UNIT))


def laplace(z: Array, scale: float) -> Array:
    """Laplace noise of `scale` on a value that moves by 1 (arXiv:1702.07476, proposition 6)."""
    shift = 1.0 / scale
    up = np.minimum(z * shift, 1.0)
    small = ((1.0 + z) * second_order(up) + z * second_order(-(1.0 + z) * shift)) / (2.0 * z + 1.0)
    with np.errstate(over="ignore"):
        large = z * shift + np.log((1.0 + z + z * np.exp(-(1.0 + 2.0 * z) * shift)) / (2.0 * z + 1.0))
    exact = np.where(z * shift < 1.0, np.log1p(small), large)
    return np.minimum(exact * (1.0 + 1e-13) + 16 * UNIT * np.where(z * shift < 1.0, 0.0, 1.0), z * shift * (1.0 + 4 * UNIT))


def mixed(moment: Array, rate: float) -> Array:
    """Log moment where the mechanism runs only with chance `rate` and that is not seen: `ln(1 - rate + rate e^K)`."""
    with np.errstate(divide="ignore"):
        log_excess = math.log(rate) + moment + _log_less(moment)
    return log1p_exp(log_excess + 16 * UNIT * (1.0 + moment + abs(math.log(rate))))


def chords(z: Array, at_whole: Callable[[Sequence[int]], Array], largest: int = LARGEST_ORDER) -> Array:
    """Linear interpolation of a convex K with K(0) = 0 between whole z; infinite beyond `largest`."""
    inside = z[z <= largest]
    nodes = np.union1d(np.floor(inside), np.ceil(inside)).astype(int)
    nodes = nodes[nodes > 0]
    if not nodes.size:
        return np.full_like(z, np.inf)
    values = np.concatenate(([0.0], at_whole(nodes.tolist())))
    line = np.interp(z, np.concatenate(([0], nodes)), values) * (1.0 + 8 * UNIT)
    return np.where(z <= largest, line, np.inf)


def binomial_sum(whole: Sequence[int], log_weights: Array, rate: float) -> tuple[Array, Array]:
    """`ln sum_{j=2..n+1} C(n+1, j) rate^j (1-rate)^(n+1-j) e^(w_j)` for each whole z = n, and its counted rounding error.

    `log_weights[..., j - 2]` is w_j; leading axes stay. Errors of the weights come on top.
    """
    off, on = math.log1p(-rate), math.log(rate)
    terms = log_weights + np.arange(2, log_weights.shape[-1] + 2) * (on - off)
    flat = np.concatenate([_log_binomials(n + 1) + terms[..., :n] for n in whole], axis=-1)
    sizes = np.array(whole)
    starts = np.cumsum(sizes) - sizes
    peaks = np.maximum.reduceat(flat, starts, axis=-1)
    totals = np.add.reduceat(np.exp(flat - np.repeat(peaks, sizes, axis=-1)), starts, axis=-1)
    orders = sizes + 1.0
    log_sum = peaks + np.log(totals) + orders * off
    counted = 32 * orders * np.log(orders) + 8 * orders * (abs(on) + 2 * abs(off)) + 4 * orders + 32
    return log_sum, UNIT * (counted + 4 * np.abs(terms[..., sizes - 1]) + 8 * np.abs(peaks))


def log1p_exp(x: Array) -> Array:
    """`ln(1 + e^x)`, rounded up, relatively exact for very negative x."""
    return np.logaddexp(0.0, x) * (1.0 + 8 * UNIT)


def log_expm1(x: Array) -> Array:
    """`ln(e^x - 1)` for x > 0, of any size."""
    return x + _log_less(x)


def _log_less(x: Array) -> Array:
    with np.errstate(divide="ignore"):
        return np.log(-np.expm1(-x))


def second_order(x: Array) -> Array:
    """`e^x - 1 - x` without cancellation."""
    small = np.clip(x, -0.5, 0.5)
    series = np.zeros_like(small)
    for n in range(16, 1, -1):
        series = (series + 1.0) * small / n
    return np.where(np.abs(x) < 0.5, series * small, np.expm1(x) - x)


@lru_cache(maxsize=2)
def _log_factorials(size: int) -> Array:
    return np.array([math.lgamma(n + 1.0) for n in range(size)])


@lru_cache(maxsize=256)
def _cached_log_binomials(order: int) -> Array:
    return _computed_log_binomials(order, _log_factorials(_CACHED_ORDER + 2))


def _log_binomials(order: int) -> Array:
    if order <= _CACHED_ORDER:
        return _cached_log_binomials(order)
    return _computed_log_binomials(order, _log_factorials(LARGEST_ORDER + 2))


def _computed_log_binomials(order: int, log_factorials: Array) -> Array:
    """ln C(order, j) for j = 2..order."""
    chosen = log_factorials[2 : order + 1]
    return log_factorials[order] - chosen - log_factorials[order - 2 :: -1][: order - 1]
