# SPDX-License-Identifier: Apache-2.0
"""Random allocation: a unit joins `selected` of the `batches` of each round, independently of other units.

The others are a base that both neighbors share, so the worst pair is N(1_S) against N(0) (add or remove, zero-out) or N(-1_S)
(replace-one), S a random set. A random set of k out of t is one of each of k blocks of t // k places of a random order: by
joint convexity K is at most k times that of one out of t // k (arXiv:2502.08202).
"""

from __future__ import annotations

import math

import numpy as np

from licet.dp import allocation_rdp, capped_rdp, closed, moments, yes_no
from licet.dp.events import RandomAllocationGaussian
from licet.dp.moments import UNIT, Array, Moment


def curve(event: RandomAllocationGaussian, adjacency: str) -> Moment:
    """K of the whole run in both directions; never above that of the run without allocation."""
    sigma = event.noise_multiplier
    chosen = min(event.selected, event.batches)
    blocks = event.batches // chosen
    one = _one_of(sigma, blocks)
    if adjacency == "replace_one":
        one = capped_rdp.both_sides(one, lambda z: moments.gaussian(z, 2.0 / sigma))
    return lambda z: one(z) * (event.rounds * chosen * (1.0 + 4 * UNIT))


def lower(event: RandomAllocationGaussian, delta: float, adjacency: str) -> float:
    """An epsilon that the run certainly reaches at `delta`.

    From the sum of all batches, a Gaussian pair, or from the number of rounds with a batch above a threshold.
    """
    sigma, rounds, batches = event.noise_multiplier, event.rounds, event.batches
    chosen = min(event.selected, batches)
    move = 2.0 if adjacency == "replace_one" else 1.0
    mu = move * chosen * math.sqrt(rounds / batches) / sigma * (1.0 - 1e-14)
    found = closed.gaussian(mu, delta)[0]
    limit = 1.0 / sigma + math.sqrt(-2.0 * math.log(delta)) + 2.0
    if limit < 1e6:
        away = -1.0 / sigma if adjacency == "replace_one" else 0.0
        event_at = yes_no.outlier(batches, chosen, 1.0 / sigma, away)
        found = max(found, yes_no.best(event_at, -4.0 + away, limit, rounds, delta))
    return found * (1.0 - 1e-15)


def _one_of(noise_multiplier: float, batches: int) -> Moment:
    def moment(z: Array) -> Array:
        unsampled = moments.gaussian(z, 1.0 / noise_multiplier)
        if batches == 1:
            return unsampled
        values = allocation_rdp.at_whole(noise_multiplier, batches)
        return np.minimum(moments.chords(z, lambda whole: values[np.array(whole) - 1], allocation_rdp.LARGEST), unsampled)

    return moment
