# SPDX-License-Identifier: Apache-2.0
"""Log moments of Poisson-sampled Gaussians for a group of examples, each sampled on its own, that comes or goes together.

f(x) is the mean of exp((2jx - j^2) / (2 sigma^2)) over the number j of sampled ones, x ~ N(0, sigma^2). Both E[f^n] and the
bounds below grow with every j, so that larger j are put together at the largest of each lot.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from licet.dp import fixed_batch, interpolation, moments, poisson_rdp
from licet.dp.moments import UNIT, Array

_ENTRIES = 3_000_000
_MOST_ORDERS = 96
_LARGEST_SIZE = 10_000
_SINGLE = 48
_DEPTH = 400


class Group(NamedTuple):
    """Numbers of sampled examples and the ln of upper bounds on their chances; ln(E[f^n] - 1), n = 2, 3, ..., and its error."""

    counts: NDArray[np.intp]
    log_chances: Array
    log_excess: Array
    error: Array


def moment(z: Array, noise_multiplier: float, rate: float, size: int) -> Array:
    """K for `size` examples, in both directions."""
    unsampled = moments.gaussian(z, size / noise_multiplier)
    if rate >= 1 or size == 1:
        return unsampled if rate >= 1 else poisson_rdp.moment(z, noise_multiplier, rate)
    some = -math.expm1(size * math.log1p(-rate)) * (1.0 + 8 * UNIT)
    if some >= 1 or size > _LARGEST_SIZE:
        return unsampled
    group = _group(noise_multiplier, rate, size)

    def at_whole(nodes: NDArray[np.intp]) -> tuple[Array, Array]:
        return group.log_excess[nodes - 1], group.error[nodes - 1]

    removing = interpolation.moment(z, at_whole, np.full_like(z, np.inf), len(group.error))
    adding = np.minimum(_by_number(z, noise_multiplier, some, group), _by_powers(z, some, group))
    return np.minimum(np.maximum(removing, moments.log1p_exp(adding)), unsampled)


@lru_cache(maxsize=16)
def _group(sigma: float, rate: float, size: int) -> Group:
    """With M_n(a) the mean of f^n over N(a, sigma^2), every term of this sum is positive, the one of j = 0 included:
    `M_n(a) - 1 = sum_j p_j (e^(ja/sigma^2) M_(n-1)(a + j) - 1)`."""
    counts, log_chances = _chances(size, rate)
    orders = max(4, min(_MOST_ORDERS, int(math.sqrt(2.0 * _ENTRIES / (size * len(counts))))))
    logs, found, error = np.zeros(size * orders + 1), [], [0.0]
    for n in range(1, orders + 1):
        a = np.arange(size * (orders - n) + 1)
        inner = counts[:, None] * a / sigma**2 + logs[a + counts[:, None]]
        none = size * math.log1p(-rate) + moments.log_expm1(logs[a])
        excess = _log_sum(log_chances[:, None] + moments.log_expm1(inner), none)
        logs = np.logaddexp(0.0, excess)
        found.append(float(excess[0]))
        size_of_terms = float(inner[:, 0].max()) + (abs(found[-1]) if n > 1 else 0.0)
        error.append(error[-1] + UNIT * (256.0 + 2 * len(counts) + 32.0 * size_of_terms))
    return Group(counts, log_chances, np.array(found[1:]), np.array(error[2:]))


def _by_number(z: Array, sigma: float, some: float, group: Group) -> Array:
    """ln of a bound on E[f^-z] - 1. x^-z is convex, so given that some example is sampled (chance q'), it is at most the mean
    over the number j of sampled ones of that of Poisson sampling at q' with noise / j (licet.dp.fixed_batch)."""
    shares = zip(group.counts.tolist(), (group.log_chances - math.log(some) + 32 * UNIT).tolist(), strict=True)
    logs = [share + fixed_batch.log_adding(z, sigma / j, some) for j, share in shares]
    total = np.logaddexp.reduce(np.stack(logs), axis=0)
    return total + 64 * UNIT * (1.0 + np.abs(total))


def _by_powers(z: Array, some: float, group: Group) -> Array:
    """ln of another one, y = f - 1 >= -q': after its terms in y^2 (or y^2 and y^3), the rest of the series of (1 + y)^-z over
    the next even power falls with y, so its value at -q' bounds it."""
    second, third, fourth = (math.exp(min(600.0, float(one))) for one in group.log_excess[:3])
    slack = 64.0 * float(group.error[2]) * (second + third + fourth)
    cube, square_square = third - 3.0 * second, fourth - 4.0 * third + 6.0 * second
    with np.errstate(over="ignore", invalid="ignore"):
        quadratic = _rest(z, some, 2) * second
        pairs, triples = z * (z + 1.0) / 2.0, z * (z + 1.0) * (z + 2.0) / 6.0
        quartic = pairs * second - triples * (cube - slack) + _rest(z, some, 4) * (square_square + slack)
        best = np.fmin(quadratic, np.where(quartic > 0, quartic, np.inf))
        return np.log(best) + 1e-12 if group.log_excess[2] < 600 else np.full_like(z, np.inf)


def _rest(z: Array, y: float, start: int) -> Array:
    """sum_{i >= start} C(z + i - 1, i) y^(i - start), rounded up: the last ratio bounds those that follow."""
    term = np.prod([(z + i) / (i + 1.0) for i in range(start)], axis=0)
    total, ratio = np.zeros_like(z), np.zeros_like(z)
    for i in range(start, start + _DEPTH):
        total = total + term
        ratio = (z + i) / (i + 1.0) * y
        term = term * ratio
    return np.where(ratio < 1, total + term / np.maximum(1.0 - np.maximum(ratio, y), UNIT), np.inf) * (1.0 + 1e-12)


def _chances(size: int, rate: float) -> tuple[NDArray[np.intp], Array]:
    """Lots of j = 1..size, each by its largest, and the ln of upper bounds on the chance of each."""
    more = np.round(_SINGLE * 1.12 ** np.arange(1, 60)).astype(np.intp)
    ends = np.unique(np.concatenate((np.arange(1, min(size, _SINGLE) + 1), more[more < size], [size])))
    on, off, most = math.log(rate), math.log1p(-rate), math.lgamma(size + 1.0)
    logs = [most - math.lgamma(j + 1.0) - math.lgamma(size - j + 1.0) + j * on + (size - j) * off for j in range(1, size + 1)]
    lots = np.split(np.array(logs), ends[:-1])
    allowance = 32 * UNIT * (most + ends * (abs(on) + abs(off)) + size * abs(off) + 1.0)
    return ends, np.array([np.logaddexp.reduce(lot) for lot in lots]) + allowance


def _log_sum(terms: Array, more: Array) -> Array:
    peak = np.maximum(terms.max(axis=0), more)
    peak = np.where(np.isfinite(peak), peak, 0.0)
    with np.errstate(divide="ignore"):
        return np.log(np.exp(terms - peak).sum(axis=0) + np.exp(more - peak)) + peak
