# SPDX-License-Identifier: Apache-2.0
"""Rare sampling: the same contour, for paths with at least one jump; the rest is bounded and goes into the error.

With few samples the law of the loss is a narrow cluster, whose characteristic function decays slowly, and a few jumps.
A smooth cut chi(x) splits each step; the transform of paths without a jump is m0^k, and M^k - m0^k decays fast. The
paths without a jump add at most exp(K0(z) - z s + z ln z - (1 + z) ln(1 + z)) to delta(s), for every z > 0.
"""

from __future__ import annotations

from math import erfc, exp, expm1, log, log1p, sqrt

import numpy as np
from contour import AGREE, CHOICES, Choice, Inversion, Value, characteristic, chernoff, panels
from flint import acb, arb
from laws import Phase, log_weight
from scipy.special import log_ndtr


class NoCut(Exception):
    """No cut makes the paths without a jump negligible."""


def epsilon(phase: Phase, delta: float, most: float) -> Value:
    """epsilon of `remove` for one phase of plain Poisson sampling (`add` must be settled elsewhere)."""
    c, _ = chernoff([phase], delta, True)
    cut = threshold(phase, delta)
    found = [JumpInversion(phase, delta, c, choice, Cut(phase, cut.loss * choice.cut, cut.blur * choice.cut), most) for choice in CHOICES]
    one, two = (inversion.epsilon() for inversion in found)
    rest = max(inversion.rest(float(value[0])) for inversion, value in zip(found, (one, two), strict=True))
    error = float(abs(one[0] - two[0]).upper()) + one[1] + two[1] + rest
    if not error <= 10 * AGREE * max(float(one[0]), 1e-3):
        raise ArithmeticError(f"{phase}, {delta}: {one} and {two}, rest {rest}")
    return Value(one[0], error, "remove", one[2])


class Cut:
    """chi(x) = Phi((place - x)/width): the loss at `place` is `loss`; `blur` is the width in loss."""

    def __init__(self, phase: Phase, loss: float, blur: float) -> None:
        self.loss, self.blur, self.place = loss, blur, place(phase, loss)
        slope = -expm1(-loss) + phase.rate * exp(-loss)
        self.width = min(phase.sigma**2 / 2.5, phase.sigma / 1.7, blur * phase.sigma**2 / slope)
        self.smooth = self.width * slope / phase.sigma**2


def threshold(phase: Phase, delta: float) -> Cut:
    """The smoothest cut with which all that stays below it is negligible at epsilon."""
    s = guess(phase, delta)
    tried = (Cut(phase, s * loss, s * blur) for loss in np.geomspace(0.6, 0.02, 16) for blur in np.geomspace(0.1, 0.003, 12))
    good = [one for one in tried if clustered(phase, 0.97 * s, one) < log(delta) - 31]
    if not good:
        raise NoCut(f"{phase}, {delta}")
    return max(good, key=lambda one: one.smooth)


def guess(phase: Phase, delta: float) -> float:
    """Where `steps` times the delta of one step is delta: close to epsilon when jumps are rare."""

    def one(s: float) -> float:
        x = place(phase, s)
        tails = (0.5 * erfc((x - mean) / (phase.sigma * sqrt(2))) for mean in (1, 0))
        with_unit, without = tails
        return phase.rate * with_unit - (expm1(s) + phase.rate) * without

    low, high = 1e-9, 50.0
    for _ in range(100):
        middle = sqrt(low * high)
        low, high = (middle, high) if phase.steps * one(middle) > delta else (low, middle)
    return low


def place(phase: Phase, loss: float) -> float:
    """x at which the loss of one step is `loss`."""
    return 0.5 + phase.sigma**2 * log1p(expm1(loss) / phase.rate)


def clustered(phase: Phase, s: float, cut: Cut) -> float:
    """ln of the bound on what paths without a jump add to delta(s)."""
    best = 0.0
    x = np.linspace(-14 * phase.sigma, cut.place + 40 * cut.width, 2001)
    for z in np.geomspace(10, 1e6, 31):
        weight = log_weight(phase, x, z, True) + log_ndtr((cut.place - x) / cut.width)
        top = weight.max()
        mean = np.exp(weight - top).sum() * (x[1] - x[0]) / (phase.sigma * sqrt(2 * np.pi))
        size = phase.steps * (top + log(mean))
        best = min(best, size - z * s + z * log(z) - (1 + z) * log1p(z))
    return float(best)


class JumpInversion(Inversion):
    """M^k - m0^k in place of M^k."""

    def __init__(self, phase: Phase, delta: float, c: float, choice: Choice, cut: Cut, most: float) -> None:
        self.cut = cut
        super().__init__([phase], delta, c, choice, True, most)

    def rest(self, s: float) -> float:
        """What paths without a jump can move epsilon by."""
        _, slope = self.at(arb(s))
        return exp(clustered(self.phases[0], s, self.cut)) / float(abs(slope.mid()))

    def _panels(self, phase: Phase, highest: float) -> list[float]:
        return panels(phase, self.c, self.remove, highest, self.choice.panel, (self.cut.place, self.cut.width))

    def _block(self, first: int, count: int) -> list[acb]:
        phase, mass = self.phases[0], self.masses[0]
        nodes = self._nodes(phase, self.eta * (first + count))
        self.spend(len(nodes) * count * 2)
        kept = [(weight * self._chi(x), exponent) for x, weight, exponent in nodes]
        whole = characteristic([(weight, exponent) for _, weight, exponent in nodes], self.eta, first, count)
        cluster = characteristic(kept, self.eta, first, count)
        return [
            (one / mass) ** phase.steps - (other / mass) ** phase.steps for one, other in zip(whole, cluster, strict=True)
        ]

    def _chi(self, x: arb) -> arb:
        return ((x - self.cut.place) / (self.cut.width * arb(2).sqrt())).erfc() / 2
