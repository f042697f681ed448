# SPDX-License-Identifier: Apache-2.0
"""Log moments of random allocation: a unit joins one of t batches, `Z = (1/t) sum_i exp((2 x_i - 1) / (2 sigma^2))`.

`remove` is E[Z^n], `add` is E[Z^-z], over x_i ~ N(0, sigma^2); the setting is arXiv:2502.08202. Both are derived here.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from licet.dp import moments, normal
from licet.dp.moments import UNIT, Array

LARGEST = 255
_LEFT, _CELL = -15.0, 0.05
_STEPS = 1000


@lru_cache(maxsize=64)
def at_whole(noise_multiplier: float, batches: int) -> Array:
    """Upper bounds on K(z), both directions, at z = 1..LARGEST."""
    z = np.arange(1.0, LARGEST + 1.0)
    return np.maximum(remove(noise_multiplier, batches)[1:], add(noise_multiplier, batches, z))


def remove(noise_multiplier: float, batches: int) -> Array:
    """ln E[Z^n] for n = 1..LARGEST + 1, rounded up, as sums of positive terms.

    E[Z^n] = n!/t^n [y^n] (sum_a exp(a(a-1)/(2 sigma^2)) y^a / a!)^t. The recurrence for powers of series has positive terms
    while n <= t + 1, and so has the one for E[Z^n] - 1. For fewer batches the series is multiplied out.
    """
    n = np.arange(LARGEST + 2.0)
    log_weights = n * (n - 1.0) * (0.5 / noise_multiplier**2)
    return _recurrence(log_weights, batches) if batches > LARGEST else _multiplied(log_weights, batches)


def _recurrence(log_weights: Array, batches: int) -> Array:
    """m_n - 1 = sum_{k=1..n} C(n, k) (k(t+1) - n) / (n t^k) (w_k m_{n-k} - 1), m_0 = m_1 = 1."""
    log_factorial = _log_factorials()
    log_moments = np.zeros(LARGEST + 2)
    counted = 0.0
    for n in range(2, LARGEST + 2):
        k = np.arange(1, n + 1)
        chosen = log_factorial[n] - log_factorial[k] - log_factorial[n - k]
        inner = log_weights[k] + log_moments[n - k]
        real = inner > 0
        logs = (chosen + np.log((k * (batches + 1.0) - n) / n) - k * math.log(batches))[real] + moments.log_expm1(inner[real])
        total = np.logaddexp.reduce(logs)
        counted += UNIT * (256 + 16 * log_factorial[n] + 16 * n * math.log(batches) + 8 * float(np.max(inner)))
        log_moments[n] = np.logaddexp(0.0, total + UNIT * 16)
    excess = np.log(np.expm1(np.minimum(log_moments[2:], 600.0))) + counted
    return np.concatenate(([0.0], np.where(log_moments[2:] < 600, moments.log1p_exp(excess), log_moments[2:] + counted)))


def _multiplied(log_weights: Array, batches: int) -> Array:
    """The series to the power `batches` by squaring, in logarithms."""
    log_factorial = _log_factorials()
    base: Array = log_weights - log_factorial
    result: Array | None = None
    left = batches
    while left:
        if left & 1:
            result = base if result is None else _product(result, base)
        left >>= 1
        if left:
            base = _product(base, base)
    n = np.arange(LARGEST + 2.0)
    values = (base if result is None else result) + log_factorial - n * math.log(batches)
    counted = UNIT * batches * (64 * (LARGEST + 64) + 8 * (log_weights + log_factorial + n * math.log(batches)))
    return np.maximum(values + counted, 0.0)[1:]


def _product(one: Array, other: Array) -> Array:
    size = len(one)
    shift = np.arange(size)[:, None] - np.arange(size)[None, :]
    logs = np.where(shift >= 0, one[None, :] + other[np.maximum(shift, 0)], -np.inf)
    return np.logaddexp.reduce(logs, axis=1)


def add(noise_multiplier: float, batches: int, z: Array) -> Array:
    """ln E[Z^-z] for whole z, rounded up: the smaller of two bounds.

    The geometric mean is at most the arithmetic one: E[Z^-z] <= exp(z (1 + z/t) / (2 sigma^2)). And E[Z^-z] - 1 is z (z + 1)
    times the mean of R(l) = (H(l) - 1) / l^2 over the Gamma(z + 2) law of l, H(l) = E[exp(-l (Z - 1))]. R is convex, so on a
    cell of l its ends bound it. H(l) = (1 + E[f(l (W - 1) / t)])^t with f(y) = e^-y - 1 + y and W one lognormal term; f is
    convex too, so its chords over cells of W, with their exact mass and mean, are above it. E[e^(-l Z)] = H(l) e^-l falls.
    """
    means = z * (1.0 + z / batches) * (0.5 / noise_multiplier**2) * (1.0 + 16 * UNIT)
    if noise_multiplier < 0.15 or noise_multiplier > 1e5:
        return means
    log_l = np.linspace(math.log(1e-4), math.log(40.0 * LARGEST) + 0.5 / noise_multiplier**2, _STEPS)
    points, log_gamma = np.exp(log_l), np.array([math.lgamma(one) for one in z.tolist()])[:, None]
    log_excess = _log_excess(noise_multiplier, batches, points)
    log_ratio = log_excess - 2.0 * log_l
    convex = _log_shares(z + 2.0, log_l) + np.maximum(log_ratio[1:], log_ratio[:-1]) + np.log(z * (z + 1.0))[:, None]
    growth = np.log(np.expm1(z * (log_l[1] - log_l[0])) / z)[:, None]
    falling = np.logaddexp(0.0, log_excess[:-1]) - points[:-1] + z[:, None] * log_l[:-1] + growth - log_gamma
    start = (z + 2.0) * log_l[0] - log_gamma[:, 0] - np.log(z) + max(log_ratio[0], _log_variance(noise_multiplier, batches))
    total = np.logaddexp(_log_sum(np.minimum(convex, falling)), start)
    total = np.logaddexp(total, _log_rest(noise_multiplier, batches, z, log_l[-1], log_gamma[:, 0]))
    return np.minimum(means, moments.log1p_exp(total + 1e-9))


def _log_shares(shape: Array, log_l: Array) -> Array:
    """ln of upper bounds on the mass of each cell under Gamma(shape): its largest density, or a difference of Poisson tails."""
    whole = np.arange(shape[-1] + 1.0)[:, None]
    log_factorial = np.array([math.lgamma(one + 1.0) for one in whole[:, 0].tolist()])[:, None]
    log_chances = whole * log_l - np.exp(log_l) - log_factorial
    above = np.exp(log_chances).cumsum(axis=0)[shape.astype(int) - 1]
    difference = np.clip(above[:, :-1] - above[:, 1:], 0.0, None) + 1e-12
    log_density = log_chances[shape.astype(int)] + np.log(shape)[:, None]
    log_highest = np.maximum(log_density[:, 1:], log_density[:, :-1])
    peak = (np.log(shape)[:, None] > log_l[:-1]) & (np.log(shape)[:, None] < log_l[1:])
    log_peak = shape * np.log(shape) - shape - log_factorial[shape.astype(int) - 1, 0]
    log_highest = np.where(peak, log_peak[:, None], log_highest) + math.log(log_l[1] - log_l[0])
    return np.minimum(np.log(difference), log_highest)


def _log_variance(noise_multiplier: float, batches: int) -> float:
    """ln R(0), half the variance of Z."""
    return noise_multiplier**-2 + math.log(-math.expm1(-(noise_multiplier**-2))) - math.log(2.0 * batches)


def _log_sum(logs: Array) -> Array:
    peak = logs.max(axis=1, keepdims=True)
    return np.log(np.exp(logs - peak).sum(axis=1)) + peak[:, 0]


def _log_excess(noise_multiplier: float, batches: int, points: Array) -> Array:
    """ln of upper bounds on H(l) - 1."""
    values, masses, beyond = _cells(noise_multiplier)
    each = points / batches
    near, far = each[each < 30.0], each[each >= 30.0]
    means = moments.second_order(-near[:, None] * (values - 1.0)) @ masses + near * beyond
    small = batches * np.log1p(means)
    large = far * batches + batches * np.log(np.exp(-far[:, None] * values) @ masses)
    return moments.log_expm1(np.concatenate((small, large)) * (1.0 + 1e-12) + 1e-300)


def _cells(noise_multiplier: float) -> tuple[Array, Array, float]:
    """Points and masses that dominate W in convex order up to the last point, and E[(W - last)_+]."""
    shift = 1.0 / noise_multiplier
    ends = np.arange(_LEFT, 9.0 + shift + _CELL, _CELL)
    values = np.exp(ends * shift - 0.5 * shift * shift)
    mass, mean = _between(ends), _between(ends - shift)
    low, width = values[:-1], np.diff(values)
    to_right = np.clip((mean - low * mass) / width, 0.0, mass) * (1.0 + 1e-9)
    masses = np.zeros(len(ends) + 1)
    masses[1:-1] += np.clip(mass - to_right, 0.0, None) + 1e-9 * mass
    masses[2:] += to_right
    first = math.exp(normal.log_tail(-ends[0]))
    masses[0], masses[1] = first, masses[1] + first
    masses[-1] += math.exp(normal.log_tail(ends[-1]))
    return np.concatenate(([0.0], values)), masses * (1.0 + 1e-12), math.exp(normal.log_tail(ends[-1] - shift))


def _between(ends: Array) -> Array:
    """Normal mass of each cell, from the nearer tail."""
    right, left = normal.tails(ends), normal.tails(-ends)
    return np.where(ends[:-1] > 0, right[:-1] - right[1:], left[1:] - left[:-1])


def _log_rest(noise_multiplier: float, batches: int, z: Array, log_end: float, log_gamma: Array) -> Array:
    """ln of the integral beyond the end: E[e^(-l Z)] <= (s / (e l))^s E[Z^-s] for every s > z."""
    extra = np.geomspace(0.5, 2000.0, 60)[:, None]
    s = z + extra
    log_power = s * (1.0 + s / batches) * (0.5 / noise_multiplier**2)
    logs = (z - s) * log_end - np.log(extra) - log_gamma + s * np.log(s) - s + log_power
    return logs.min(axis=0)


@lru_cache(maxsize=1)
def _log_factorials() -> Array:
    return np.array([math.lgamma(n + 1.0) for n in range(LARGEST + 2)])
