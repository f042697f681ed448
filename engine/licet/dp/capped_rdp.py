# SPDX-License-Identifier: Apache-2.0
"""Log moments of Poisson-sampled Gaussians for replaced units and for capped batches."""

from __future__ import annotations

import math

import numpy as np

from licet.dp import fixed_batch, moments, poisson_rdp
from licet.dp.moments import UNIT, Array, Moment


def both_sides(moment: Moment, unsampled: Moment) -> Moment:
    """K for `P` against `Q`, both of which have K `moment` against their common part R, in either direction.

    Cauchy-Schwarz on `(P/R)^(1+z) (R/Q)^z R`: K(z) <= (K(1 + 2z) + K(2z)) / 2; at most K of the unsampled pair.
    """
    return lambda z: np.minimum((moment(1.0 + 2.0 * z) + moment(2.0 * z)) * (0.5 + 4 * UNIT), unsampled(z))


def truncated(ordinary: Array, full: Array, log_full: float) -> Array:
    """K of a capped batch: the mixture of its ordinary form and, with chance at most e^log_full, its full one."""
    with np.errstate(divide="ignore"):
        inside = moments.log_expm1(ordinary)
        worse = moments.log_expm1(np.maximum(full, ordinary))
    rest = -math.expm1(log_full)
    total = np.logaddexp(inside + math.log(rest) if rest > 0 else -np.inf, log_full + worse)
    return moments.log1p_exp(total + 32 * UNIT * (1.0 + np.abs(total) + abs(max(log_full, -1e3))))


def capped_add_remove(z: Array, noise_multiplier: float, rate: float, cap: int, units: int) -> Array:
    """Others fill the batch with chance tau. If not, the unit joins as in Poisson sampling. If so, the batch without it is a
    uniform set of `cap` others, and with it, by chance q' <= q cap / (cap + 1), it takes the place of one: a fixed batch."""
    ordinary = poisson_rdp.moment(z, noise_multiplier, rate)
    full = fixed_batch.add_remove(z, noise_multiplier, rate * cap / (cap + 1.0))
    return truncated(ordinary, full, log_full(rate, cap, units))


def capped_in_place(z: Array, noise_multiplier: float, rate: float, cap: int, units: int, adjacency: str) -> Array:
    """The same for a unit that is replaced or zeroed out: ordinary Poisson, or a fixed batch at rate q'."""

    def ordinary(at: Array) -> Array:
        return poisson_rdp.moment(at, noise_multiplier, rate)

    if adjacency == "replace_one":
        inside = both_sides(ordinary, lambda at: moments.gaussian(at, 2.0 / noise_multiplier))(z)
    else:
        inside = ordinary(z)
    full = fixed_batch.replace_one(z, noise_multiplier, rate * cap / (cap + 1.0))
    return truncated(inside, full, log_full(rate, cap, units))


def log_full(rate: float, cap: int, units: int) -> float:
    """ln of an upper bound on Pr[Bin(units - 1, rate) >= cap]: Stirling's bound on the first term, then a geometric series."""
    others = units - 1
    if cap > others:
        return -math.inf
    if rate >= 1 or cap == others or cap <= others * rate:
        return 0.0 if rate >= 1 or cap < others else cap * math.log(rate) * (1.0 - 8 * UNIT)
    share = cap / others
    divergence = share * math.log(share / rate) + (1.0 - share) * math.log((1.0 - share) / (1.0 - rate))
    counted = 16 * UNIT * others * (share * (1.0 + abs(math.log(share / rate))) + share - rate)
    ratio = (others - cap) / (cap + 1.0) * rate / (1.0 - rate) * (1.0 + 8 * UNIT)
    if ratio >= 1:
        return 0.0
    first = 0.5 * math.log(others / (2.0 * math.pi * cap * (others - cap))) - others * divergence + counted
    return min(0.0, first - math.log1p(-ratio) + 1e-14)
