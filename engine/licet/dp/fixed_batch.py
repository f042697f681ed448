# SPDX-License-Identifier: Apache-2.0
"""Batches of fixed size, drawn without replacement: rate q = batch size / units.

Add or remove. With the unit (chance q) the batch holds it and B - 1 others, else B others; without it always B others. A
uniform B-subset is a uniform (B-1)-subset and one more unit r, so couple the two: by joint convexity each pair of laws is a
mixture of pairs `(1-q) N(r) + q N(t)` and `N(r)` with |t - r| <= 2, and others all at -1 with the unit at +1 attain it. The run
is Poisson sampling at half the noise multiplier, exactly, in both directions.

Replace one. The same coupling leaves `P = (1-q) N(r) + q N(t)`, `Q = (1-q) N(r) + q N(t')` with r, t, t' in the unit ball.
Advanced joint convexity (arXiv:1807.01647, theorem 2) with u = 1 + q (a - 1), b = u / a, h_a(d) the hockey-stick of N(d), N(0):
`H_u(P, Q) <= q (1-b) h_a(|t-r|) + q b h_a(|t-t'|)` for u >= 1, and P, Q swapped below 1. Integrated against the second
derivative of u^order, the terms at distance d are pieces of Poisson pairs at noise / d, split where their loss changes sign;
`excess` adds them, and the largest sum over all triangles that fit in the unit ball bounds the curve. A triangle with t' = r
and |t - r| = 2 is Poisson at half the noise again, so the bound is close to its own lower end. (The theorem of Wang, Balle and
Kasiviswanathan, arXiv:1808.00087, takes all three distances as 2 and pays up to a factor of 2 to 4.)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from licet.dp import moments, poisson_rdp
from licet.dp.moments import UNIT, Array

LARGEST_ORDER = 512
_CERTAIN = 26.0


class Pieces(NamedTuple):
    """At each distance and order j: log of E[e^(ju) - 1 - j(e^u - 1)] above and below the midpoint; E[e^u - 1] above it.

    All rounded up, `below` by no more than the part `doubt`.
    """

    above: Array
    below: Array
    gain: Array
    doubt: Array


def add_remove(z: Array, noise_multiplier: float, rate: float) -> Array:
    """K of one step for neighbors that differ by a unit more or less."""
    return poisson_rdp.moment(z, 0.5 * noise_multiplier, rate)


def replace_one(z: Array, noise_multiplier: float, rate: float) -> Array:
    """K of one step for neighbors that differ in one unit's data; also holds where that unit is zeroed out."""
    unsampled = moments.gaussian(z, 2.0 / noise_multiplier)
    if rate >= 1:
        return unsampled
    loose = moments.mixed(unsampled, rate)
    return np.minimum(moments.chords(z, lambda whole: excess(whole, noise_multiplier, rate), LARGEST_ORDER), loose)


def excess(whole: Sequence[int], noise_multiplier: float, rate: float) -> Array:
    """Upper bounds on K at whole z: the worst triangle, each side rounded up to the next distance of a grid."""
    pieces = _pieces(noise_multiplier)
    order = np.array(whole) + 1.0
    log_above, error = moments.binomial_sum(whole, pieces.above[:, : max(whole)], rate)
    log_below, error_below = moments.binomial_sum(whole, pieces.below[:, : max(whole)], rate)
    scale = np.maximum(log_above[-1], 0.0)
    above, below = np.exp(log_above - scale), np.exp(log_below - scale)
    log_pairs = np.log(0.5 * order * (order - 1.0)) + 2.0 * math.log(rate) - scale
    first_order = pieces.gain * ((order - 1.0) * rate * np.exp(-scale))
    square_above = np.minimum(np.exp(np.minimum(pieces.above[:, :1] + log_pairs, 700.0)), first_order)
    square_below = np.exp(pieces.below[:, :1] + log_pairs)
    cubic_below = np.exp(np.minimum(pieces.below[:, :1] + _log_largest_loss(order - 1.0, rate) - scale, 700.0))
    to_t = above - square_below * (1.0 - pieces.doubt)
    between = np.minimum(cubic_below, above) + below
    to_other = square_above - below * (1.0 - pieces.doubt)
    slack = 4 * (error.max(axis=0) + error_below.max(axis=0)) + 1e-12
    worst = _worst(to_t, between, to_other) + slack * (above[-1] + 2 * below[-1] + square_above[-1] + square_below[-1])
    return moments.log1p_exp(np.log(worst) + scale + 16 * UNIT * (1.0 + scale))


def log_adding(z: Array, sigma: float, rate: float) -> Array:
    """ln of an upper bound on E[f^-z] - 1 for Poisson sampling: the two pieces of `excess` at distance 1, at any z > 0."""
    inner, half = math.erf(0.5 / sigma * math.sqrt(0.5)), 0.5 * math.erfc(0.5 / sigma * math.sqrt(0.5))
    wide = 256 * UNIT * (1.0 + inner)
    upper = np.log(z * rate * inner)
    if sigma > 0.05:
        above = math.exp(sigma**-2) * (1.0 - 0.5 * math.erfc(1.5 / sigma * math.sqrt(0.5)) + wide) - half - 2.0 * inner + wide
        upper = np.minimum(upper, np.log(0.5 * z * (z + 1.0)) + 2.0 * math.log(rate) + math.log(above))
    below = max(_square_below(sigma) - (1.0 - half) + 2.0 * inner, 0.0) + wide
    return np.logaddexp(math.log(below) + _log_largest_loss(z, rate), upper) + 1e-12


def _square_below(sigma: float) -> float:
    """exp(1 / sigma^2) Pr[N(0, 1) > 1.5 / sigma], rounded up."""
    far = 1.5 / sigma
    return min(0.5, math.exp(sigma**-2) * 0.5 * math.erfc(far * math.sqrt(0.5)) * (1.0 + 1e-11)) if far < 26 else sigma / 1.5


def _log_largest_loss(z: Array, rate: float) -> Array:
    """ln of `(1-y)^-z - 1 - z y` at y = rate, where it is largest relative to y^2; rounded up, infinite where it is huge."""
    power = -z * math.log1p(-rate)
    value = moments.second_order(np.minimum(power, 700.0)) + z * rate**2 / (2.0 * (1.0 - rate))
    return np.where(power < 700.0, np.log(value) + 1e-13, np.inf)


def _worst(to_t: Array, between: Array, to_other: Array) -> Array:
    """The largest sum over triangles |t-r|, |t-t'|, |t'-r| in the unit ball."""
    other = _partners()
    padded = np.concatenate((np.zeros_like(to_other[:1]), np.maximum.accumulate(np.maximum(to_other, 0.0))))
    sums = to_t[:, None, :] + between[None, :, :] + padded[other]
    return sums.max(axis=(0, 1))


@lru_cache(maxsize=1)
def _distances() -> Array:
    """Right ends of the cells of (0, 2], dense near 2, where the third side shrinks fastest."""
    arc = 2.0 * np.sqrt(1.0 - np.linspace(1.0, 0.0, 25)[1:] ** 2)
    return np.union1d(arc, np.linspace(0.0, 2.0, 13)[1:])


@lru_cache(maxsize=1)
def _partners() -> NDArray[np.intp]:
    """For each pair of cells of |t-r| and |t-t'|: how many distances the cell of the longest possible |t'-r| counts.

    With m the middle of t and t': |t-r|^2 + |t'-r|^2 = |t-t'|^2 / 2 + 2 |r-m|^2, |m|^2 <= 1 - |t-t'|^2 / 4, |r| <= 1.
    """
    right = _distances()
    left = np.concatenate(([0.0], right[:-1]))
    both = 0.5 * left**2 + 2.0 * (1.0 + np.sqrt(1.0 - 0.25 * left**2)) ** 2
    longest = np.sqrt(np.clip(both[None, :] - left[:, None] ** 2, 0.0, 4.0)) * (1.0 + 1e-12)
    longest = np.minimum(longest, right[:, None] + right[None, :])
    return np.minimum(np.searchsorted(right, longest, side="left") + 1, len(right))


@lru_cache(maxsize=16)
def _pieces(noise_multiplier: float) -> Pieces:
    rows = [_piece(noise_multiplier / distance) for distance in _distances().tolist()]
    above, below, gain, doubt = zip(*rows, strict=True)
    return Pieces(np.array(above), np.array(below), np.array(gain)[:, None], np.array(doubt)[:, None])


def _piece(sigma: float) -> tuple[Array, Array, float, float]:
    """Shift 1, noise sigma: E over N(0, sigma^2), u = (2x - 1) / (2 sigma^2), split at x = 1/2."""
    order = np.arange(2.0, LARGEST_ORDER + 2.0)
    exponent = order * (order - 1.0) * (0.5 / sigma**2)
    places = (order - 0.5) / sigma
    with np.errstate(divide="ignore"):
        log_far = np.log([0.5 * math.erfc(place) if place < _CERTAIN else 0.0 for place in (places * math.sqrt(0.5)).tolist()])
    inner = math.erf(0.5 / sigma * math.sqrt(0.5))
    half = 0.5 * math.erfc(0.5 / sigma * math.sqrt(0.5))
    slack = 64 * UNIT * (1.0 + order * inner)
    with np.errstate(under="ignore"):
        left = 1.0 - np.exp(log_far) - (half + order * inner) * np.exp(-exponent)
        far = np.minimum(np.exp(np.minimum(exponent + log_far, 0.0)), 0.5)
        far = np.where(log_far > -math.inf, far, sigma / (order - 0.5))
    below = np.maximum(far - (1.0 - half) + order * inner, 0.0)
    above = exponent + np.log(np.maximum(left, 0.0) + slack)
    wide = slack * (1.0 + np.minimum(exponent, 1e3))
    return above, np.log(below + wide), inner * (1.0 + 1e-13), min(1.0, 2.0 * float(np.max(wide / (below + wide))))
