# SPDX-License-Identifier: Apache-2.0
"""Closed forms, as certified pairs (lower, upper): Gaussian, one sampled step, zCDP, Laplace, pure DP.

Every end is checked against the formula with its rounding counted, so that it holds as printed.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from licet.dp import normal
from licet.dp.normal import UNIT

Ends = tuple[float, float]
_STEPS = 200
_LARGEST = 1e150


def gaussian_log_delta(epsilon: float, mu: float) -> tuple[float, float, float]:
    """ln delta of N(mu, 1) against N(0, 1) at `epsilon`, a bound on its absolute error, and its slope in epsilon.

    delta = density(y)(R(y) - R(y + mu)), y = epsilon/mu - mu/2, R the Mills ratio (Balle and Wang 2018, Theorem 8).
    """
    low, high = epsilon / mu - mu / 2, epsilon / mu + mu / 2
    shift = 12 * UNIT * (abs(epsilon) / mu + mu)
    log_low = normal.log_tail(low)
    ratio = math.exp(min(0.0, normal.log_density(low) + math.log(normal.mills(high)) - log_low))
    rest = max(1.0 - ratio, UNIT)
    error = (120 * UNIT + shift * (1.0 + max(0.0, low) + math.exp(min(700.0, normal.log_density(low) - log_low)))) / rest
    return log_low + math.log(rest), error + 8 * UNIT * abs(log_low), -ratio / rest


def gaussian(mu: float, delta: float, log_scale: float = 0.0) -> Ends:
    """Epsilon of the Gaussian mechanism with sensitivity over noise `mu` at delta / e^log_scale."""
    if mu > _LARGEST:
        return 0.0, math.inf
    target = math.log(delta) - log_scale
    if target >= 0 or mu == 0:
        return 0.0, 0.0
    value, error, _ = gaussian_log_delta(0.0, mu)
    if value + error <= target:
        return 0.0, 0.0
    epsilon = _newton(lambda at: gaussian_log_delta(at, mu), target, mu * mu / 2 + mu * math.sqrt(-2 * target))
    upper = _outward(epsilon, 1.0, lambda at: _upper(gaussian_log_delta(at, mu)) <= target)
    lower = _outward(epsilon, -1.0, lambda at: at <= 0 or _lower(gaussian_log_delta(at, mu)) >= target)
    return max(0.0, lower), upper


def one_step(mu: float, rate: float, delta: float) -> Ends:
    """Epsilon of one Gaussian step at sampling rate `rate`: ln(1 + rate (e^l - 1)), l the unsampled one at delta / rate.

    Removing dominates: adding a record is at most as bad (Balle, Barthe, Gaboardi 2018, Theorems 2 and 8).
    """
    lower, upper = gaussian(mu, delta, math.log(rate))
    return amplified(lower, rate) * (1 - 8 * UNIT), amplified(upper, rate) * (1 + 8 * UNIT)


def amplified(epsilon: float, rate: float) -> float:
    """ln(1 + rate (e^epsilon - 1)), without overflow."""
    return math.log1p(rate * math.expm1(epsilon)) if epsilon < 500 else epsilon + math.log(rate)


def gaussian_delta(mu: float, epsilon: float) -> Ends:
    """delta of the Gaussian mechanism with sensitivity over noise `mu`."""
    if mu > _LARGEST or mu == 0:
        return 0.0, 1.0 if mu else 0.0
    value, error, _ = gaussian_log_delta(epsilon, mu)
    return math.exp(value - error) * (1 - 8 * UNIT), min(1.0, math.exp(min(0.0, value + error)) * (1 + 8 * UNIT))


def one_step_delta(mu: float, rate: float, epsilon: float) -> Ends:
    """delta of one sampled Gaussian step: rate times that of the unsampled one at ln(1 + (e^epsilon - 1)/rate)."""
    inner = math.log1p(math.expm1(epsilon) / rate) if epsilon < 500 else epsilon - math.log(rate)
    low, high = gaussian_delta(mu, inner * (1 + 8 * UNIT))[0], gaussian_delta(mu, inner * (1 - 8 * UNIT))[1]
    return rate * low * (1 - 8 * UNIT), min(1.0, rate * high * (1 + 8 * UNIT))


def zcdp(rho: float, delta: float) -> float:
    """An upper end for rho-zCDP: min over z of (rho z(1+z) + lc(z) - ln delta)/z (Canonne, Kamath, Steinke 2020)."""
    if rho == 0:
        return 0.0

    def value(log_z: float) -> float:
        z = math.exp(log_z)
        return (rho * z * (1 + z) + sharp(z) - math.log(delta)) / z

    best = _minimum(value, math.log(1e-12), math.log(1e12))
    return max(0.0, value(best) * (1 + 64 * UNIT) + 64 * UNIT)


def sharp(z: float) -> float:
    """lc(z) = z ln z - (1+z) ln(1+z): the constant of the sharp Chernoff bound delta(s) <= exp(K(z) - zs + lc(z))."""
    return -z * math.log1p(1 / z) - math.log1p(z)


def laplace(scale: float, delta: float) -> Ends:
    """Epsilon of one Laplace release: epsilon0 + 2 ln(1 - delta), epsilon0 = 1 / scale."""
    epsilon0 = 1 / scale
    value = max(0.0, epsilon0 + 2 * math.log1p(-delta))
    allowance = 8 * UNIT * (epsilon0 + abs(2 * math.log1p(-delta)))
    return max(0.0, value - allowance), value + allowance


def laplace_delta(scale: float, epsilon: float) -> float:
    """delta of one Laplace release: 1 - e^{(epsilon - 1/scale)/2}."""
    return max(0.0, -math.expm1((epsilon - 1 / scale) / 2))


def pure_log_delta(epsilon: float, epsilon0: float, count: int) -> float:
    """ln delta of `count` (epsilon0, 0)-DP mechanisms at `epsilon` (Murtagh and Vadhan 2016, with equal epsilons)."""
    from_below = math.ceil((count - epsilon / epsilon0) / 2) if epsilon0 > 0 else 0
    terms = []
    for wrong in range(min(from_below + 1, count + 1)):
        gap = epsilon - (count - 2 * wrong) * epsilon0
        if gap < 0:
            chosen = math.lgamma(count + 1) - math.lgamma(wrong + 1) - math.lgamma(count - wrong + 1)
            terms.append(chosen + (count - wrong) * epsilon0 + math.log(-math.expm1(gap)))
    if not terms:
        return -math.inf
    most = max(terms)
    log_one = epsilon0 + math.log1p(math.exp(-epsilon0))
    return most + math.log(math.fsum(math.exp(term - most) for term in terms)) - count * log_one


def root(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a decreasing function changes sign, by bisection to the last digits; the right end of the last bracket."""
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        low, high = (middle, high) if function(middle) > 0 else (low, middle)
    return high


def _newton(function: Callable[[float], tuple[float, float, float]], target: float, high: float) -> float:
    """The root of a decreasing concave function; every step lands right of it."""
    at = 0.0
    for _ in range(_STEPS):
        value, _, slope = function(at)
        step = (value - target) / slope if slope else -high
        following = min(max(0.0, at - step), high)
        if abs(following - at) <= 4 * UNIT * following:
            return following
        at = following
    return at


def _outward(start: float, sign: float, holds: Callable[[float], bool]) -> float:
    """The first of start (1 + sign t), t = 4 units, 8 units, ..., where the end is proved."""
    step = 4 * UNIT
    while not holds(start + sign * step * start):
        step *= 2
        if step > 1:
            return 0.0 if sign < 0 else start * 4
    return start + sign * step * start


def _upper(value: tuple[float, float, float]) -> float:
    return value[0] + value[1]


def _lower(value: tuple[float, float, float]) -> float:
    return value[0] - value[1]


def _minimum(function: Callable[[float], float], low: float, high: float) -> float:
    """Golden-section search on a function with one valley."""
    golden = (math.sqrt(5) - 1) / 2
    for _ in range(120):
        left, right = high - golden * (high - low), low + golden * (high - low)
        low, high = (low, right) if function(left) < function(right) else (left, high)
    return (low + high) / 2
