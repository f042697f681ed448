# SPDX-License-Identifier: Apache-2.0
"""The true epsilon of a composition, to many digits: the contour integral of delta in 170-bit ball arithmetic.

    delta(s) = (1/pi) Im int exp(K(z) - z s) / (z (z + 1)) dz,   K(z) = ln E_P[e^{zL}],   z from c upward

(Zhu, Dong, Wang, AISTATS 2022, use the same transform.) The package sums on the vertical line by trapezoid. Here the contour
bends to the right, so that e^{-z s} decays even where the characteristic function does not (rare sampling), and its nodes
grow like sinh. E_P[e^{zL}] is integrated by Gauss-Legendre panels on a line beside the real one, where (dP/dQ)^{it} decays
instead of oscillating. Every value is computed twice, with other c, bend, spacing, panels, order and line; the difference
is the error estimate, and more than `AGREE` is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import log, log1p, sqrt

import numpy as np
from flint import acb, arb, ctx
from laws import Phase, cumulant, exact, log_weight, reach, scan

ctx.prec = 170
AGREE = 1e-13
BATCH = 14  # nodes of the contour that share panels


@dataclass(frozen=True)
class Choice:
    """How one evaluation is done; all but order and spacing are relative."""

    shift: float  # of c from the Chernoff point
    bend: float
    spacing: float
    order: int
    panel: float
    lift: float


CHOICES = (Choice(0.78, 1.0, 0.04, 48, 1.0, 1.0), Choice(0.62, 0.9, 0.036, 40, 0.75, 0.85))


@dataclass(frozen=True)
class Value:
    """An epsilon with its error estimate, and the direction that attains it."""

    epsilon: arb
    error: float
    direction: str


def epsilon(phases: list[Phase], delta: float) -> Value:
    """The larger epsilon of both directions; the second is skipped where its Chernoff bound is below the first."""
    best = direction(phases, delta, remove=True)
    if phases[0].replace or chernoff(phases, delta, remove=False)[1] < float(best.epsilon):
        return best
    other = direction(phases, delta, remove=False)
    higher = other if float(other.epsilon) > float(best.epsilon) else best
    return replace(higher, error=max(best.error, other.error))


def direction(phases: list[Phase], delta: float, *, remove: bool) -> Value:
    """epsilon of one direction from two evaluations."""
    name = "remove" if remove else "add"
    c, bound = chernoff(phases, delta, remove)
    if bound <= 0:
        return Value(arb(0), 0.0, name)
    for finer in (1, 0.6, 0.36, 0.2):
        choices = [replace(choice, spacing=choice.spacing * finer) for choice in CHOICES]
        one, two = (Contour(phases, c, bound, choice, remove).epsilon(delta) for choice in choices)
        error = float(abs(one[0] - two[0]).upper()) + one[1] + two[1]
        if error <= AGREE * max(float(one[0]), 1e-3):
            return Value(one[0], error, name)
    raise ArithmeticError(f"{phases}, {delta}, {name}: {one} and {two}")


def chernoff(phases: list[Phase], delta: float, remove: bool) -> tuple[float, float]:
    """c > 0 with the least (K(c) + c ln c - (1+c) ln(1+c) - ln delta)/c, and that bound on epsilon."""

    def bound(c: float) -> float:
        return (cumulant(phases, c, remove) + c * log(c) - (1 + c) * log1p(c) - log(delta)) / c

    grid = np.geomspace(1e-8, 1e7, 61)
    best = min(range(len(grid)), key=lambda i: bound(float(grid[i])))
    fine = np.geomspace(grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)], 25)
    c = float(min(fine, key=lambda one: bound(float(one))))
    return c, bound(c)


class Contour:
    """delta as a function of s, from one contour."""

    def __init__(self, phases: list[Phase], c: float, highest: float, choice: Choice, remove: bool) -> None:
        self.phases, self.remove, self.choice, self.highest = phases, remove, choice, highest
        self.c = float(np.float32(c * choice.shift))
        sizes = [cumulant(phases, self.c * r, remove) for r in (0.99, 1, 1.01)]
        self.scale = min(self.c, 0.01 * self.c / sqrt(max(sizes[0] - 2 * sizes[1] + sizes[2], 1e-300)))
        self.bend = choice.bend * min(Line(phase, choice.lift, remove).bend() for phase in phases)
        self.terms: list[tuple[acb, acb]] = []
        self._fill()

    def epsilon(self, delta: float) -> tuple[arb, float]:
        """The root of delta(s) = delta >= 0, and the radius of arithmetic and truncation."""
        value, _, doubt = self.at(arb(0))
        if -delta < value < delta - doubt:
            return arb(0), 0.0
        s = self._near(delta)
        for _ in range(6):
            s = self._newton(s, delta)
        value, slope, _ = self.at(s)
        last_term = abs(self.terms[-1][0] * (-self.terms[-1][1] * s).exp())
        return s, float(((abs(value - delta) + 10 * last_term) / abs(slope)).upper())

    def _near(self, delta: float) -> arb:
        """So near the root that Newton's steps in ln delta are tiny."""
        low, high = arb(0), arb(self.highest)
        s = high
        for _ in range(300):
            value, _, doubt = self.at(s)
            low, high = (low, s) if -delta < value < delta - doubt else (s, high)
            known = value > 2 * doubt and value > delta * 1e-6
            ahead = self._newton(s, delta) if known else high
            if known and abs(ahead - s) < 1e-6 * s:
                return ahead
            s = ahead if low < ahead < high else ((low + high) / 2).mid()
        raise ArithmeticError(f"no root: {self.phases}, {delta}")

    def _newton(self, s: arb, delta: float) -> arb:
        value, slope, _ = self.at(s)
        return (s - (value / delta).log() * value / slope).mid()

    def at(self, s: arb) -> tuple[arb, arb, arb]:
        """delta(s), its derivative, and how far the former may be off. Far below epsilon the sum is no digit good: the
        terms cancel, and what is left may even be negative."""
        parts = [(term * (-z * s).exp(), z) for term, z in self.terms]
        value = sum((part for part, _ in parts), acb(0)).imag / arb.pi()
        slope = -sum((part * z for part, z in parts), acb(0)).imag / arb.pi()
        doubt = sum((abs(part) for part, _ in parts), arb(0)) * 1e-15 + abs(parts[-1][0]) * 1000
        return value, slope, doubt.mid()

    def _fill(self) -> None:
        """Nodes until the integrand is negligible for every s down to a millionth of the Chernoff bound."""
        step, lean = self.choice.spacing, arb(self.bend) * self.scale
        for first in range(0, 40000, BATCH):
            angles = [arb(step) * j for j in range(first, first + BATCH)]
            places = [acb(self.c + lean * (angle.cosh() - 1), self.scale * angle.sinh()) for angle in angles]
            for j, (angle, z, value) in enumerate(zip(angles, places, self._transforms(places), strict=True), first):
                turn = acb(lean * angle.sinh(), self.scale * angle.cosh())
                self.terms.append((value * turn * step * (0.5 if j == 0 else 1) / (z * (z + 1)), z))
            term, z = self.terms[-1]
            if float((abs(term) * (-z.real * self.highest / 1e6).exp()).upper()) < 1e-38:
                return
        raise ArithmeticError(f"the contour does not end: {self.phases}")

    def _transforms(self, places: list[acb]) -> list[acb]:
        """e^{K(z)} at nodes of the contour."""
        result = [acb(1)] * len(places)
        for phase in self.phases:
            points = self._points(phase, places)
            for j, z in enumerate(places):
                w = 1 + z if self.remove else -z
                total = sum((weight * (w * ratio).exp() for weight, ratio in points), acb(0))
                result[j] *= (phase.steps * total.log()).exp()
        return result

    def _points(self, phase: Phase, places: list[acb]) -> list[tuple[acb, acb]]:
        """Weights and log ratios on panels that serve all of `places`."""
        found = []
        factor = 1 / (arb(phase.sigma) * (2 * arb.pi()).sqrt())
        line = Line(phase, self.choice.lift, self.remove)
        powers = [complex(1 + z if self.remove else -z) for z in (places[0], places[-1])]
        for low, high in pairwise(line.panels(powers, 1 + self.c if self.remove else -self.c, self.choice.panel)):
            middle, half = (arb(low) + arb(high)) / 2, (arb(high) - arb(low)) / 2
            rise = line.slope if low >= phase.edge else 0.0
            for node, weight in legendre(self.choice.order):
                y = middle + half * node
                base, ratio = exact(phase, acb(y, line.lift + rise * (y - phase.edge)))
                found.append((weight * half * factor * base * acb(1, rise), ratio))
        return found


class Line:
    """The path of x: beside the real line, and rising beyond the edge (remove) as fast as saddles do when w turns."""

    def __init__(self, phase: Phase, share: float, remove: bool) -> None:
        self.phase, self.lift = phase, phase.lift * share * (1 if remove else -1)
        self.slope = 0.2 + self.bend() if remove else 0.0

    def bend(self) -> float:
        """How far the contour of z may lean: up to the edge, ln|f| times the lean stays below the angle of f."""
        _, ratio = scan(self.phase, np.array([self.phase.edge + 1j * abs(self.lift)]))
        return min(0.4, 0.6 * float(ratio[0].imag) / max(float(ratio[0].real), 0.1))

    def panels(self, powers: list[complex], w: float, width: float) -> list[float]:
        """Ends of panels where the integrand (base law times ratio^w, w in `powers`) matters, short against sigma, sigma^2
        (zeros of the ratio) and its phase; the edge is one of them."""
        phase = self.phase
        far = reach(phase, w)
        y = np.linspace(-far, far, 24001)
        base, ratio = scan(phase, y + 1j * (self.lift + self.slope * np.maximum(y - phase.edge, 0)))
        steep = np.abs(np.gradient(ratio, y)) * max(abs(one) for one in powers)
        weight = np.max([np.real(base + one * ratio) for one in powers], axis=0)
        matters = weight > max(weight.max(), log_weight(phase, y, w).max()) - 85
        if not matters.any():
            return []
        widest = width * min(1.8 * phase.sigma, 2 * phase.sigma**2 / (phase.group * (1 + phase.replace)))
        ends, high = [float(y[matters][0]) - widest], float(y[matters][-1]) + widest
        steep *= matters
        while ends[-1] < high:
            here = np.interp(ends[-1] + np.array([0, widest / 2, widest]), y, steep)
            step = min(widest, 50 * width / max(float(here.max()), 1e-300))
            ends.append(phase.edge if ends[-1] < phase.edge < ends[-1] + step else ends[-1] + step)
        return ends


@cache
def legendre(order: int) -> list[tuple[arb, arb]]:
    """Nodes and weights on [-1, 1]."""
    return [arb.legendre_p_root(order, i, weight=True) for i in range(order)]


def digits(value: arb, count: int = 22) -> str:
    """Decimal digits of a midpoint."""
    return str(value.mid().str(count, radius=False))
