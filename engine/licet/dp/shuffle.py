# SPDX-License-Identifier: Apache-2.0
"""Shuffled batches: a bracket that trusts the shuffle with nothing.

Lower end. All others contribute -1 (or 0), the target +1. Its batch then stands out by `up`; the event "some batch of the epoch
lies above the threshold" bounds epsilon from below (the worst case of arXiv:2403.17673), and so does the number of epochs that
show it. With all others at 0 the sum of all batches is a Gaussian pair, exact for one batch an epoch.

Upper end. Even if the order were known, an epoch is one Gaussian release: a unit moves one batch by 1 (zero-out) or 2
(replace-one). Adding or removing a unit also moves the place of another one, which fills or leaves the odd slot: by 2 in one
batch and by 1 in another, sqrt(5) together, however an implementation treats the last batch.
"""

from __future__ import annotations

import math

from licet.dp import closed, yes_no
from licet.dp.events import ShuffledGaussian

_MOVED = {"zero_out": 1.0, "replace_one": 2.0, "add_remove": math.sqrt(5.0)}
# (shift of the target's batch with the target, and with its neighbor), in clipping norms, over the other batches.
_PATTERNS = {"zero_out": ((2, 1), (1, 0)), "add_remove": ((2, 1), (1, 0)), "replace_one": ((2, 0), (1, -1))}
_SUMMED = {"zero_out": 1.0, "add_remove": 1.0, "replace_one": 2.0}


def upper_mu(event: ShuffledGaussian, adjacency: str) -> float:
    """The mu of the Gaussian pair that dominates the run; a started epoch counts in full. Rounded up."""
    epochs = -(-event.steps // event.batches_per_epoch)
    return _MOVED[adjacency] * math.sqrt(epochs) / event.noise_multiplier * (1.0 + 1e-15)


def lower(event: ShuffledGaussian, delta: float, adjacency: str) -> float:
    """An epsilon that the run certainly reaches at `delta`. Whole epochs count; of a run below one epoch, its part."""
    batches, sigma = event.batches_per_epoch, event.noise_multiplier
    epochs = max(1, event.steps // batches)
    seen = min(batches, event.steps)
    mu = _SUMMED[adjacency] * math.sqrt(epochs / batches) / sigma * (1.0 - 1e-14) if seen == batches else 0.0
    found = closed.gaussian(mu, delta)[0] if mu > 0 else 0.0
    for up, base in _PATTERNS[adjacency]:
        limit = up / sigma + math.sqrt(-2.0 * math.log(delta)) + 2.0
        if math.isfinite(limit) and limit < 1e6:
            event_at = _stands_out(batches, seen, up / sigma, base / sigma)
            found = max(found, yes_no.best(event_at, -4.0, limit, epochs, delta))
    return found * (1.0 - 1e-15)


def _stands_out(batches: int, seen: int, up: float, base: float) -> yes_no.Outlier:
    """The event in one epoch, or in the first `seen` batches of one: the target's is among them with chance seen / batches."""
    if seen == batches:
        return yes_no.outlier(batches, 1, up, base)
    moved, unmoved = yes_no.outlier(seen, 1, up, base), yes_no.outlier(seen, 0, up, base)

    def at(threshold: float) -> yes_no.Event:
        inside, outside = moved(threshold), unmoved(threshold)
        p = _either(seen / batches, inside.log_none_p, outside.log_none_p)
        q = _either(seen / batches, inside.log_none_q, outside.log_none_q)
        return yes_no.Event(p, q, 4.0 * inside.error)

    return at


def _either(share: float, with_target: float, without: float) -> float:
    """ln(share e^with + (1 - share) e^without)."""
    most = max(with_target, without)
    if most > -1.0:
        return math.log1p(share * math.expm1(with_target) + (1.0 - share) * math.expm1(without))
    return most + math.log(share * math.exp(with_target - most) + (1.0 - share) * math.exp(without - most))
