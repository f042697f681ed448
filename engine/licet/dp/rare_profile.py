# SPDX-License-Identifier: Apache-2.0
"""delta(s) = E(1 - e^(s - loss))_+ of a sum of jumps and an independent fine part, and where it crosses a delta."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from licet.dp.normal import UNIT, Array
from licet.dp.rare_power import Sum

_MOST = 80
_LARGE = 600.0


def _suffixes(masses: Array, losses: Array) -> tuple[Array, Array, Array]:
    plain, discounted, absolute = (
        np.concatenate((np.cumsum(part[::-1])[::-1], [0.0])) for part in (masses, masses * np.exp(-losses), np.abs(masses))
    )
    return plain, discounted, absolute


@dataclass(frozen=True)
class Profile:
    """`jumps` and `fine` are independent; `value(s)` is the sum's profile, `error(s)` bounds what FFT and sums lost."""

    jumps: Sum
    fine: Sum

    @cached_property
    def _tables(self) -> tuple[tuple[Array, Array, Array], Array, tuple[Array, Array, Array]]:
        """Sums from each loss on (masses, masses e^-loss, |masses|) of the fine part; the jumps' masses, and theirs."""
        fine, jumps = self.fine.masses, self.jumps.masses
        return _suffixes(fine, self.fine.values), jumps, _suffixes(jumps, self.jumps.values)

    def at(self, s: float) -> tuple[float, float]:
        """Value and error bound."""
        jumps, fine = self.jumps, self.fine
        near = int(np.searchsorted(jumps.values, s - fine.values[-1]))
        far = int(np.searchsorted(jumps.values, s - fine.values[0], side="right"))
        (plain, discounted, size), all_masses, suffixes = self._tables
        u = s - jumps.values[near:far]
        place = np.searchsorted(fine.values, u, side="right")
        gain = plain[place] - np.exp(u) * discounted[place]
        masses = all_masses[near:far]
        above, above_discounted, absolute = (suffix[far] for suffix in suffixes)
        value = float((masses * gain).sum()) + above * plain[0] - math.exp(s) * above_discounted * discounted[0]
        sizes = float((np.abs(masses) * size[place]).sum()) + absolute
        adding = 8 * UNIT * (len(size) + len(jumps.values)) * sizes
        return value, self._error(s, u, masses, gain, far, absolute) + adding

    def _error(self, s: float, u: Array, masses: Array, gain: Array, far: int, above: float) -> float:
        jumps, fine = self.jumps, self.fine
        scale = math.exp(fine.log_scale) * fine.error * math.sqrt(len(fine.values))
        slack = scale * np.minimum(fine.values[-1] - u, 1.0) * np.exp(-fine.tilt * u)
        inner = float((np.abs(masses) * slack).sum()) + above * scale * math.exp(-fine.tilt * fine.values[0])
        tilted = np.exp(jumps.tilt * u) * (np.abs(gain) + slack)
        norm = math.sqrt(float((tilted * tilted).sum()) + self._beyond(s, far))
        return 1.01 * (math.exp(min(jumps.log_scale - jumps.tilt * s, _LARGE)) * jumps.error * norm + inner)

    def _beyond(self, s: float, far: int) -> float:
        """The sum of e^(-2 tilt (loss - s)) over the losses from number `far` on."""
        jumps = self.jumps
        count = len(jumps.values) - far
        if count == 0:
            return 0.0
        ratio = math.exp(-2 * jumps.tilt * jumps.law.step)
        start = math.exp(-2 * jumps.tilt * max(float(jumps.values[far]) - s, 0.0))
        return start * min(count, 1 / (1 - ratio) if ratio < 1 else math.inf)


def crossing(
    function: Callable[[float], float], delta: float, low: float, high: float, tolerance: float
) -> tuple[float, float]:
    """a < b with function(a) > delta >= function(b); (low, low) if it is at most delta there, (a, inf) if it stays above.

    The search widens `high` as far as e^s is a number; `tolerance` is the relative width of (a, b) that is enough.
    """
    left, right = _height(function(low), delta), 0.0
    if left <= 0:
        return low, low
    while (right := _height(function(high), delta)) > 0:
        low, left, high = high, right, 1.5 * high + 1e-12
        if high > _LARGE:
            return low, math.inf
    for turn in range(_MOST):
        if high - low <= tolerance * high:
            break
        share = 0.5 if turn % 3 == 2 else min(max(left / (left - right), 0.01), 0.99)
        middle = low + share * (high - low)
        height = _height(function(middle), delta)
        if height > 0:
            low, left = middle, height
        else:
            high, right = middle, height
    return low, high


def _height(value: float, delta: float) -> float:
    return math.log(value / delta) if value > delta * 1e-20 else -46.0
