# SPDX-License-Identifier: Apache-2.0
"""Lower bounds on epsilon from a yes-no event that is watched several times over.

If an event has chance p under one data set and q under its neighbor, then `epsilon >= ln((p - delta) / q)`. Watched in `times`
independent runs, the number of runs that show it is binomial, and each threshold on that number is such an event.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from licet.dp import normal

Array = NDArray[np.float64]
MOST_TIMES = 2000
_COARSE = 160
_FINE = 40


class Event(NamedTuple):
    """ln of the chance that the event does *not* happen, under both data sets, and its relative error."""

    log_none_p: float
    log_none_q: float
    error: float


Outlier = Callable[[float], Event]


def best(event_at: Outlier, low: float, high: float, times: int, delta: float) -> float:
    """The largest epsilon certified by any threshold in [low, high] found by a grid and a finer search."""

    def gain(threshold: float) -> float:
        return epsilon_lower(event_at(threshold), times, delta)

    grid = np.linspace(low, high, _COARSE).tolist()
    values = [gain(point) for point in grid]
    at = int(np.argmax(values))
    left, right = grid[max(at - 1, 0)], grid[min(at + 1, _COARSE - 1)]
    found = values[at]
    for _ in range(_FINE):
        first, second = left + 0.382 * (right - left), left + 0.618 * (right - left)
        one, two = gain(first), gain(second)
        found = max(found, one, two)
        left, right = (left, second) if one >= two else (first, right)
    return found


def outlier(batches: int, chosen: int, up: float, base: float) -> Outlier:
    """Does one of `batches` standard normals lie above the threshold, `chosen` of them moved by `up` (p) or by `base` (q)?"""

    def at(threshold: float) -> Event:
        others = (batches - chosen) * normal.log_phi(threshold)
        logs = [others + chosen * normal.log_phi(threshold - shift) for shift in (up, base)]
        reach = max(abs(threshold), abs(threshold - up), abs(threshold - base))
        return Event(logs[0], logs[1], 1e-14 + 2e-15 * reach * reach)

    return at


def epsilon_lower(event: Event, times: int, delta: float) -> float:
    """What `times` runs certify, over all thresholds on the count and both directions; more than `MOST_TIMES` are left out."""
    if not event.log_none_p < event.log_none_q <= 0:
        return 0.0
    n = min(times, MOST_TIMES)
    p, q = _counts(event.log_none_p, n), _counts(event.log_none_q, n)
    error = _error(event, n)
    up = _gain(p[::-1].cumsum()[::-1], q[::-1].cumsum()[::-1], error, delta)
    return max(up, _gain(q.cumsum(), p.cumsum(), error, delta), 0.0)


def _counts(log_none: float, n: int) -> Array:
    """Chances of 0..n runs that show the event."""
    log_some = math.log(-math.expm1(log_none)) if log_none < 0 else -math.inf
    count = np.arange(n + 1.0)
    with np.errstate(invalid="ignore"):
        log_chances = _log_choices(n) + np.where(count > 0, count * log_some, 0.0) + (n - count) * log_none
    return np.exp(log_chances)


def _error(event: Event, n: int) -> Array:
    """Relative error of every partial sum: of the event's chances, of log-factorials and of the sum."""
    least = max(event.log_none_p, -700.0)
    return np.full(n + 1, n * event.error * (1.0 + abs(least)) + 2e-15 * (n * math.log(n + 1.0) + n * abs(least) + n + 8))


def _gain(reached: Array, feared: Array, error: Array, delta: float) -> float:
    surplus = reached * (1.0 - error) - delta
    usable = (surplus > 0) & (feared > 1e-290)
    if not usable.any():
        return 0.0
    return float(np.max(np.log(surplus[usable] / (feared[usable] * (1.0 + error[usable]))) - 1e-15))


@lru_cache(maxsize=64)
def _log_choices(n: int) -> Array:
    logs = np.array([math.lgamma(k + 1.0) for k in range(n + 1)])
    return logs[n] - logs - logs[::-1]
