# SPDX-License-Identifier: Apache-2.0
"""Two steps of Poisson-subsampled Gaussians without transforms: delta of the second, averaged over the loss of the first.

Real integrals in 170-bit balls on Gauss-Legendre panels; two panel widths must agree.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from contour import Value, legendre
from flint import arb

Profile = Callable[[arb], arb]


def epsilon(sigma: float, rate: float, delta: float) -> Value:
    """The larger epsilon of both directions."""
    found = []
    for name in ("remove", "add"):
        fine, coarse = (root(profile(sigma, rate, name == "remove", panels), delta) for panels in (60, 44))
        found.append(Value(fine, float(abs(fine - coarse).upper()) + 1e-30, name))
    return max(found, key=lambda one: float(one.epsilon))


def root(delta_at: Profile, delta: float) -> arb:
    """s with delta_at(s) = delta, by false position on the logarithm (Illinois), or 0."""
    low, high = arb(0), arb(1)
    below, above = _log(delta_at(low), delta), _log(delta_at(high), delta)
    if below <= 0:
        return low
    while above > 0:
        low, below, high = high, above, 2 * high
        above = _log(delta_at(high), delta)
    for _ in range(200):
        s = ((low * above - high * below) / (above - below)).mid()
        here = _log(delta_at(s), delta)
        if abs(high - low) < arb(10) ** -28 or abs(here) < arb(10) ** -30:
            return s
        if here > 0:
            low, below, above = s, here, above / 2
        else:
            high, above, below = s, here, below / 2
    raise ArithmeticError("no root")


def _log(value: arb, delta: float) -> arb:
    value = value.mid()
    return (value / delta).log().mid() if value > arb(10) ** -40 else arb(-60)


def profile(sigma: float, rate: float, remove: bool, panels: int) -> Profile:
    """delta of two steps as a function of s."""
    spread, q = arb(sigma), arb(rate)
    one = _removed if remove else _added

    def value(s: arb) -> arb:
        total = arb(0)
        ends = _ends(spread, q, s if remove else -s, panels)
        for low, high in pairwise(ends):
            for node, weight in legendre(24):
                x = (low + high) / 2 + (high - low) / 2 * node
                lift = 1 - q + q * ((2 * x - 1) / (2 * spread**2)).exp()
                mass = weight * (high - low) / 2 * (-(x * x) / (2 * spread**2)).exp()
                shifted = s - lift.log() if remove else s + lift.log()
                total += mass * (lift if remove else 1) * one(spread, q, shifted.mid())
        return total / (spread * (2 * arb.pi()).sqrt())

    return value


def _ends(sigma: arb, q: arb, s: arb, panels: int) -> list[arb]:
    """Ends of panels, finer toward the x beyond which the second step is decided: there the integrand is not analytic."""
    low, high = -13 * sigma, 1 + 13 * sigma
    ends = [low + (high - low) * j / panels for j in range(panels + 1)]
    inside = s.exp() / (1 - q) - (1 - q)
    if inside > 0:
        edge = (0.5 + sigma**2 * (inside / q).log()).mid()
        finer = [edge, *(edge - sigma * arb(2) ** -j for j in range(40))]
        ends += [one for one in finer if low < one < high]
    return sorted(ends, key=float)


def _removed(sigma: arb, q: arb, s: arb) -> arb:
    if s.expm1() <= -q:
        return -s.expm1()
    x = 0.5 + sigma**2 * (s.expm1() / q + 1).log()
    return q * _above((x - 1) / sigma) - (s.expm1() + q) * _above(x / sigma)


def _added(sigma: arb, q: arb, s: arb) -> arb:
    if (-s).expm1() <= -q:
        return arb(0)
    x = 0.5 + sigma**2 * ((-s).expm1() / q + 1).log()
    both = (1 - q) * _above(-x / sigma) + q * _above((1 - x) / sigma)
    return _above(-x / sigma) - s.exp() * both


def _above(x: arb) -> arb:
    return (x / arb(2).sqrt()).erfc() / 2
