# SPDX-License-Identifier: Apache-2.0
"""The loss of one step as a finite law: nodes of a trapezoid rule in the output, and how far that rule can be off.

Density of P (or Q) against N(0): f = sum_j w_j exp((2jx - j^2)/(2 sigma^2)), and its mirror image; L = ln f_P - ln f_Q.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from licet.dp import strips
from licet.dp.normal import UNIT, Array
from licet.dp.pairs import Mixture

_LOG_ROOT_2PI = 0.5 * math.log(2 * math.pi)
_ROWS = np.linspace(0.02, 1.0, 36)
MOST_NODES = 40_000


class Uncertified(Exception):
    """A bound that was needed cannot be had at a reasonable cost; the caller answers with wider ends."""


class Side(NamedTuple):
    """One f: its logarithm, the absolute error of that, and the share of each center (rows: centers 1, 2, ...)."""

    log: Array
    error: Array
    shares: Array


class Nodes(NamedTuple):
    """Quadrature nodes of one mixture in one direction, with real exponent z: E[e^{zL}] is about sum exp(base + z loss)."""

    x: Array
    sign: float
    loss: Array
    loss_error: Array
    base: Array
    base_error: Array
    near: Side
    far: Side
    sigma: float
    least: float


def side(weights: tuple[float, ...], x: Array, sigma: float, mirrored: bool, slack: float = 0.0) -> Side:
    """ln f at x, accurate where f is near 1."""
    if len(weights) == 1:
        zero = np.zeros_like(x)
        return Side(zero, zero, zero[None, :])
    if len(weights) == 2 and weights[0] > 0:
        return _two(weights, -x if mirrored else x, sigma, slack)
    centers = np.arange(1.0, len(weights))[:, None]
    chances = np.array(weights[1:])[:, None]
    slopes = (centers * ((-x if mirrored else x)[None, :]) - centers * centers / 2) / (sigma * sigma)
    with np.errstate(divide="ignore"):
        logs = np.log(chances) + slopes
        first = math.log(weights[0]) if weights[0] > 0 else -math.inf
    most = np.maximum(logs.max(axis=0), first)
    large = most + np.log(np.exp(logs - most).sum(axis=0) + np.exp(first - most))
    terms = chances * np.expm1(np.minimum(slopes, 40.0))
    small = terms.sum(axis=0)
    close = (np.abs(small) < 0.5) & (slopes.max(axis=0) < 40.0)
    log = np.where(close, np.log1p(np.where(close, small, 0.0)), large)
    moved = np.where(close, np.abs(terms).sum(axis=0) / np.where(close, 1 + small, 1.0), 1.0)
    error = _error(np.abs(slopes).max(axis=0) + len(weights), moved, log, slack)
    return Side(log, error, np.exp(logs - large))


def _two(weights: tuple[float, ...], x: Array, sigma: float, slack: float) -> Side:
    """The same for two centers."""
    slope = (x - 0.5) / (sigma * sigma)
    grown = weights[1] * np.expm1(np.minimum(slope, 40.0))
    log = np.log1p(np.maximum(grown, -0.5))
    far = np.flatnonzero((grown < -0.5) | (slope > 40.0))
    moved = np.abs(grown) / (1 + np.maximum(grown, -0.5))
    if far.size:
        log[far] = np.logaddexp(math.log(weights[0]), math.log(weights[1]) + slope[far])
        moved[far] = 1.0
    share = np.exp(math.log(weights[1]) + slope - log)
    return Side(log, _error(np.abs(slope), moved, log, slack), share[None, :])


def _error(steepest: Array, moved: Array, log: Array, slack: float) -> Array:
    """Each exponential errs by its exponent, that is by `moved` of f; the logarithm by itself."""
    found: Array = (UNIT * (3 * steepest + 12) + 2 * slack) * moved + 4 * UNIT * np.abs(log)
    return found


def cuts(mixture: Mixture, direction: int, z: float, digits: float) -> tuple[float, float]:
    """Ends of a range outside which neither E[e^{zL}], relative to itself, nor the base law has more than e^-digits."""
    normal = math.sqrt(2 * digits) * mixture.sigma
    wanted = digits - _log_least(mixture.above if direction > 0 else mixture.below, z, mixture.sigma)
    ends = []
    for left in (True, False):
        base = len(mixture.above if direction > 0 else mixture.below) - 1 if left == (direction < 0) else 0
        ends.append(max(base + normal, _cut(mixture, strips.exponents(direction, z), digits, wanted, left) if z else 0.0))
    return -ends[0], ends[1]


def _log_least(weights: tuple[float, ...], z: float, sigma: float) -> float:
    """ln of a lower bound on E[e^{zL}]: 1, or half the integral of n (w_g e^{...})^(1+z), whose bulk has the other f <= 1."""
    farthest = len(weights) - 1
    if not farthest or weights[-1] <= 0:
        return 0.0
    return max(0.0, (1 + z) * math.log(weights[-1]) + z * (1 + z) * (farthest / sigma) ** 2 / 2 - math.log(2.0))


def _cut(mixture: Mixture, exponents: tuple[float, float], digits: float, wanted: float, left: bool) -> float:
    """The right cut of the integrand, or of its mirror image, where e^-wanted is left.

    Beyond X the slope of each f^e is at most: for a rising factor e g/sigma^2, for a falling power of a log-convex f its
    slope at X or 0. So the tail is at most F(X) n(X) R((X - S sigma^2)/sigma), R the Mills ratio. Where nothing rises and
    F <= 1 it is that of n.
    """
    sigma = mixture.sigma
    rising, falling = (mixture.below, mixture.above) if left else (mixture.above, mixture.below)
    up, down = (exponents[1], exponents[0]) if left else exponents
    normal = math.sqrt(2 * digits) * sigma
    if (len(rising) == 1 or up <= 0) and (len(falling) == 1 or down >= 0):
        return max(normal, (len(rising) - 1) / 2)
    steep = max(up, 0.0) * (len(rising) - 1)
    high = steep + 1.4 * normal
    for _ in range(6):
        x = high * _ROWS
        first, second = side(rising, x, sigma, False), side(falling, x, sigma, True)
        slope = np.full_like(x, steep / sigma)
        if len(falling) > 1:
            slope += max(-down, 0.0) / sigma * (np.arange(1.0, len(falling)) @ second.shares)
        shifted = x / sigma - slope
        log_mills = np.where(shifted > 1.25, -np.log(np.maximum(shifted, 1.0)), np.minimum(shifted, 0.0) ** 2 / 2 + 0.92)
        bound = up * first.log + down * second.log - (x / sigma) ** 2 / 2 - _LOG_ROOT_2PI + log_mills
        passed = np.flatnonzero((bound <= -wanted) & (shifted > 0))
        if passed.size:
            return float(x[passed[0]])
        high *= 2
    raise Uncertified("range")


def nodes(mixture: Mixture, direction: int, z: float, spread: float, digits: float, slack: float = 0.0) -> Nodes:
    """The nodes for exponents with real part z, spacing `spread`, cut where e^-digits is left."""
    return at(mixture, direction, spread, cuts(mixture, direction, z, digits), slack)


def at(mixture: Mixture, direction: int, spread: float, limits: tuple[float, float], slack: float = 0.0) -> Nodes:
    """The nodes on a given range."""
    first, last = math.floor(limits[0] / spread), math.ceil(limits[1] / spread)
    if last - first > MOST_NODES:
        raise Uncertified("nodes")
    x = spread * np.arange(first, last + 1.0)
    sigma = mixture.sigma
    above, below = side(mixture.above, x, sigma, False, slack), side(mixture.below, x, sigma, True, slack)
    near, far = (above, below) if direction > 0 else (below, above)
    loss = near.log - far.log
    square = (x / sigma) ** 2 / 2
    base = near.log - square + (math.log(spread / sigma) - _LOG_ROOT_2PI)
    base_error = near.error + UNIT * (4 * square + 2 * np.abs(near.log) + 12)
    return Nodes(
        x,
        float(direction),
        loss,
        near.error + far.error + 2 * UNIT * np.abs(loss),
        base,
        base_error,
        near,
        far,
        sigma,
        (mixture.below if direction > 0 else mixture.above)[0],
    )
