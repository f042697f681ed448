# SPDX-License-Identifier: Apache-2.0
"""The true epsilon of a composition, to many digits: the contour integral of delta in 170-bit ball arithmetic.

    delta(s) = (1/pi) int_0^inf Re[ exp(K(z) - z s) / (z (z + 1)) ] dt,   z = c + it,   K(z) = ln E_P[e^{zL}]

(Zhu, Dong, Wang, AISTATS 2022, use the same transform.) E_P[e^{zL}] is integrated by composite Gauss-Legendre panels whose
width follows the phase of the integrand; the package uses the trapezoid rule. Every value is computed twice, with other
c, spacing, panels and order; the difference is the error estimate, and `epsilon` refuses where it is above `AGREE`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import log, log1p

import numpy as np
from flint import acb, acb_mat, arb, ctx
from laws import Phase, cumulant, exact, log_weight, scan, window

ctx.prec = 170
AGREE = 1e-13
COLUMNS = 64


@dataclass(frozen=True)
class Choice:
    """How one evaluation is done."""

    shift: float  # c relative to the Chernoff point
    stretch: float  # of the period
    order: int  # of Gauss-Legendre
    panel: float  # relative width of panels
    cut: float = 1.0  # relative size of what jumps.py calls a jump


CHOICES = (Choice(1.0, 1.0, 48, 1.0), Choice(0.85, 1.1, 40, 0.75, 0.8))


@dataclass(frozen=True)
class Value:
    """An epsilon with its error estimate, and the direction that attains it."""

    epsilon: arb
    error: float
    direction: str
    nodes: int


class TooMuchWork(Exception):
    """The characteristic function decays too slowly for this oracle."""


def epsilon(phases: list[Phase], delta: float, most: float = 5e8) -> Value:
    """The larger epsilon of both directions; the second is skipped where its Chernoff bound is below the first.

    `most` limits the products of nodes, about 150 ns each.
    """
    best = direction(phases, delta, remove=True, most=most)
    if phases[0].replace or chernoff(phases, delta, remove=False)[1] < float(best.epsilon):
        return best
    other = direction(phases, delta, remove=False, most=most)
    higher = other if float(other.epsilon) > float(best.epsilon) else best
    return replace(higher, error=max(best.error, other.error))


def direction(phases: list[Phase], delta: float, *, remove: bool, most: float) -> Value:
    """epsilon of one direction from two evaluations."""
    name = "remove" if remove else "add"
    c, bound = chernoff(phases, delta, remove)
    if bound <= 0:
        return Value(arb(0), 0.0, name, 0)
    one, two = (Inversion(phases, delta, c, choice, remove, most).epsilon() for choice in CHOICES)
    error = float(abs(one[0] - two[0]).upper()) + one[1] + two[1]
    if not error <= AGREE * max(float(one[0]), 1e-3):
        raise ArithmeticError(f"{phases}, {delta}, {name}: {one} and {two}")
    return Value(one[0], error, name, one[2])


def chernoff(phases: list[Phase], delta: float, remove: bool) -> tuple[float, float]:
    """c > 0 with the least (K(c) + c ln c - (1+c) ln(1+c) - ln delta)/c, and that bound on epsilon."""

    def bound(c: float) -> float:
        return (cumulant(phases, c, remove) + c * log(c) - (1 + c) * log1p(c) - log(delta)) / c

    grid = np.geomspace(1e-8, 1e7, 91)
    best = min(range(len(grid)), key=lambda i: bound(float(grid[i])))
    fine = np.geomspace(grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)], 33)
    c = float(min(fine, key=lambda one: bound(float(one))))
    return c, bound(c)


class Inversion:
    """delta as a function of s on one contour."""

    def __init__(self, phases: list[Phase], delta: float, c: float, choice: Choice, remove: bool, most: float) -> None:
        self.phases, self.delta, self.remove, self.choice = phases, delta, remove, choice
        self.start = max(chernoff(phases, delta, remove)[1], 0.0)
        self.c, period = self._contour(c * choice.shift)
        self.eta = float(np.float32(2 * np.pi / period))  # 24 bits: its multiples are exact
        self.masses = [sum((weight for _, weight, _ in self._nodes(phase, 1.0)), arb(0)) for phase in phases]
        self.total = sum((phase.steps * mass.log() for phase, mass in zip(phases, self.masses, strict=True)), arb(0))
        self.work, self.most = 0.0, most
        self.terms: list[tuple[acb, acb]] = []
        self._fill()

    def spend(self, products: float) -> None:
        """Count work, and give up above the limit."""
        self.work += products
        if self.work > self.most:
            raise TooMuchWork(f"{self.phases}: {self.work:.2g} products at t = {self.eta * len(self.terms):.3g}")

    def epsilon(self) -> tuple[arb, float, int]:
        """The root of delta(s) = delta, the radius of arithmetic and truncation, the number of nodes."""
        value, _ = self.at(arb(0))
        if value < self.delta:
            return arb(0), 0.0, len(self.terms)
        low, high = arb(0), arb(self.start)
        s = high
        for _ in range(200):
            value, slope = self.at(s)
            low, high = (low, s) if value < self.delta else (s, high)  # far below epsilon no digit is left
            ahead = (s - (value / self.delta).log() * value / slope).mid() if value > 0 else high
            s, last = ahead if low < ahead < high else ((low + high) / 2).mid(), s
            if abs(s - last) < arb(10) ** -35:
                break
        value, slope = self.at(s)
        radius = abs((value - self.delta) / slope).upper()
        return s, float(radius) + self.tail / float(abs(slope.mid())), len(self.terms)

    def at(self, s: arb) -> tuple[arb, arb]:
        """delta(s) and its derivative."""
        inner = [acb(0, -self.eta * j * s).exp() for j in range(COLUMNS)]
        value, slope = acb(0), acb(0)
        for first in range(0, len(self.terms), COLUMNS):
            outer = acb(0, -self.eta * first * s).exp()
            for (term, z), turn in zip(self.terms[first : first + COLUMNS], inner, strict=True):
                part = term * (outer * turn)
                value += part
                slope -= part * z
        value -= self.terms[0][0] / 2
        slope += self.terms[0][0] / 2 * self.c
        scale = (self.total - self.c * s).exp() * self.eta / arb.pi()
        self.tail = float((scale * self.last).upper())
        return value.real * scale, slope.real * scale

    def _contour(self, highest: float) -> tuple[float, float]:
        """The c up to `highest` with the shortest period, and that period."""
        tried = ((highest * share, self._period(highest * share, highest)) for share in (1, 0.8, 0.62, 0.48, 0.36))
        found = [(c, period) for c, period in tried if period is not None]
        if not found:
            raise ArithmeticError(f"no period: {self.phases}, {self.delta}")
        return min(found, key=lambda one: one[1])

    def _period(self, c: float, highest: float) -> float | None:
        """2 pi / eta: images on the left are below e^-50 delta, those on the right by Chernoff at larger z."""
        period = (50 - log(self.delta)) / c * self.choice.stretch
        higher = [c * r for r in (1.05, 1.2, 1.5, 2, 3)] + [highest * r for r in (1, 1.1, 1.3) if highest > c]
        sizes = [cumulant(self.phases, z, self.remove) for z in higher]
        for _ in range(12):
            far = min(k - z * period + c * period for k, z in zip(sizes, higher, strict=True))
            if far - log(self.delta) < -50:
                return period
            period *= 1.2
        return None

    def _fill(self) -> None:
        """exp(K(z) - K(c)) / (z (z + 1)) at z = c + i j eta until it is negligible."""
        terms = self.terms
        count = 64
        while True:
            values = self._block(len(terms), count)
            for j, value in enumerate(values, len(terms)):
                z = acb(self.c, self.eta * j)
                terms.append((value / (z * (z + 1)), z))
            late = max(float(abs(value).upper()) for value in values[count // 2 :])
            t = self.eta * len(terms)
            self.last = late / t
            if self.last < 1e-21 * min(1, 1 / self.c) / (1 + self.c):
                return
            count = min(2 * count, 16384)

    def _block(self, first: int, count: int) -> list[acb]:
        """The characteristic function of the tilted composition at nodes first, ..., first + count - 1."""
        result = [acb(1)] * count
        for phase, mass in zip(self.phases, self.masses, strict=True):
            nodes = self._nodes(phase, self.eta * (first + count))
            self.spend(len(nodes) * count)
            values = characteristic([(weight, exponent) for _, weight, exponent in nodes], self.eta, first, count)
            result = [one * (value / mass) ** phase.steps for one, value in zip(result, values, strict=True)]
        return result

    def _panels(self, phase: Phase, highest: float) -> list[float]:
        return panels(phase, self.c, self.remove, highest, self.choice.panel)

    def _nodes(self, phase: Phase, highest: float) -> list[tuple[arb, arb, arb]]:
        """x, weights and exponents: E[e^{zL}] is the sum of weight e^{it exponent}."""
        found = []
        rule = legendre(self.choice.order)
        factor = 1 / (arb(phase.sigma) * (2 * arb.pi()).sqrt())
        for low, high in pairwise(self._panels(phase, highest)):
            middle, half = (arb(low) + arb(high)) / 2, (arb(high) - arb(low)) / 2
            for node, weight in rule:
                x = middle + half * node
                base, ratio = exact(phase, x)
                tilt = ((1 + arb(self.c)) * ratio if self.remove else -self.c * ratio).exp()
                found.append((x, weight * half * factor * base * tilt, ratio if self.remove else -ratio))
        return found


def characteristic(nodes: list[tuple[arb, arb]], eta: float, first: int, count: int) -> list[acb]:
    """sum of weight e^{i j eta exponent} for j = first, ...: products of two matrices."""
    columns = max(COLUMNS, 1 << (count.bit_length() // 2))
    rows = count // columns
    total = acb_mat(rows, columns)
    for start in range(0, len(nodes), 1000):
        left, right = [], []
        for weight, exponent in nodes[start : start + 1000]:
            angle = eta * exponent
            left.append(_powers(weight * acb(0, angle * first).exp(), acb(0, angle * columns).exp(), rows))
            right.append(_powers(acb(1), acb(0, angle).exp(), columns))
        total += acb_mat(left).transpose() * acb_mat(right)
    return [total[a, b] for a in range(rows) for b in range(columns)]


def _powers(start: acb, ratio: acb, count: int) -> list[acb]:
    found = [start]
    for _ in range(count - 1):
        found.append(found[-1] * ratio)
    return found


@cache
def legendre(order: int) -> list[tuple[arb, arb]]:
    """Nodes and weights on [-1, 1]."""
    return [arb.legendre_p_root(order, i, weight=True) for i in range(order)]


def panels(
    phase: Phase, c: float, remove: bool, highest: float, width: float, near: tuple[float, float] = (0, 1e300)
) -> list[float]:
    """Ends of panels, short against sigma, sigma^2 (zeros of the ratio lie pi sigma^2 away) and the phase at t = highest.

    `near`: a place around which the integrand changes on a scale of its own.
    """
    low, high = window(phase, c, remove)
    spread = phase.group * (1 + phase.replace)
    widest = width * min(1.8 * phase.sigma, 2.2 * phase.sigma**2 / spread)
    place, scale = near
    x = np.linspace(low - widest, high + 2 * widest, 60001)
    _, ratio = scan(phase, x)
    steep = np.abs(np.gradient(ratio, x))
    weight = log_weight(phase, x, c, remove)
    steep[weight < weight.max() - 65] = 0
    ends = [low]
    while ends[-1] < high:
        most = min(widest, max(2 * width * scale, abs(ends[-1] - place) - 14 * scale))
        here = np.interp(ends[-1] + np.array([0, most / 2, most]), x, steep)
        ends.append(ends[-1] + min(most, 56 * width / ((highest + c) * max(float(here.max()), 1e-300))))
    return ends


def digits(value: arb, count: int = 22) -> str:
    """Decimal digits of a midpoint."""
    return value.mid().str(count, radius=False)
