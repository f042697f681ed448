# SPDX-License-Identifier: Apache-2.0
"""Pairs of output laws and their log ratios, for the oracles: nothing here is shared with the package.

A step adds N(0, sigma^2) to a sum; `base` is the law Q without the unit (replace-one: with the other unit) and the log
ratio is ln dP/dQ at x. `scan` works in doubles and serves only to place nodes; `exact` works in balls (Arb).
x may be complex: |Im x| stays below the zeros of the ratio, at pi sigma^2 (a group of g: at least pi sigma^2 / g), and is free
beyond the `edge`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, log, pi
from typing import Any

import numpy as np
from flint import acb, arb

Array = np.ndarray[Any, np.dtype[Any]]
RANGE = 90.0  # weights below e^-90 of the largest are left out


@dataclass(frozen=True)
class Phase:
    """`steps` Poisson-subsampled Gaussians; `group` examples per unit; `replace`: the pair of replace-one neighbors."""

    sigma: float
    rate: float
    steps: int
    group: int = 1
    replace: bool = False

    @property
    def lift(self) -> float:
        """How far x may go into the complex plane: every factor keeps an angle below pi/2 and the normal law its size."""
        return float(np.float32(min(0.45 * pi * self.sigma**2 / self.group, 4 * self.sigma)))

    @property
    def edge(self) -> float:
        """x beyond which the last term of the mixture outweighs the one before e^3 times, so that the ratio has no zero."""
        odds = self.group * (1 - self.rate) / self.rate
        return self.group - 0.5 + self.sigma**2 * (3 + log(odds)) if odds > 0 else 0.0


def scan(phase: Phase, x: Array) -> tuple[Array, Array]:
    """ln of the base density (up to a constant) and ln dP/dQ."""
    normal = -(x**2) / (2 * phase.sigma**2)
    if not phase.replace:
        return normal, _log_mixture(phase, x)
    other = _log_mixture(phase, -x)
    return normal + other, _log_mixture(phase, x) - other


def exact(phase: Phase, x: acb) -> tuple[acb, acb]:
    """The base density times sigma sqrt(2 pi), and ln dP/dQ."""
    normal = (-(x * x) / (2 * arb(phase.sigma) ** 2)).exp()
    if not phase.replace:
        return normal, _mixture(phase, x)
    other = _mixture(phase, -x)
    return normal * other.exp(), _mixture(phase, x) - other


def _mixture(phase: Phase, x: acb) -> acb:
    """The logarithm of the mixture; beyond the edge that of its last term is taken out, for it may turn past pi."""
    q, twice, g = arb(phase.rate), 2 * arb(phase.sigma) ** 2, phase.group
    whole = (2 * g * x - g * g) / twice if float(x.real.mid()) > phase.edge - phase.sigma**2 else acb(0)
    terms = (
        comb(g, j) * q**j * (1 - q) ** (g - j) * ((2 * j * x - j * j) / twice - whole).exp() for j in range(g + 1)
    )
    return whole + sum(terms, acb(0)).log()


def _log_mixture(phase: Phase, x: Array) -> Array:
    q, g = phase.rate, phase.group
    chances = [comb(g, j) * q**j * (1 - q) ** (g - j) for j in range(g + 1)]
    terms = [np.log(p) + (2 * j * x - j * j) / (2 * phase.sigma**2) for j, p in enumerate(chances) if p > 0]
    top = np.where(np.real(x) > phase.edge - phase.sigma**2, terms[-1], np.max(np.real(terms), axis=0))
    total: Array = top + np.log(sum(np.exp(term - top) for term in terms))
    return total


def log_weight(phase: Phase, x: Array, w: float) -> Array:
    """ln of the integrand of E_Q[(dP/dQ)^w]; w = 1+c for remove and -c for add."""
    base, ratio = scan(phase, x)
    weight: Array = base + w * ratio
    return weight


def reach(phase: Phase, w: float) -> float:
    """|x| beyond which the integrand is negligible: its humps lie at j w for j up to the group's size."""
    return 16 * phase.sigma + (phase.group + phase.replace) * (max(w, 0) + 2)


def cumulant(phases: list[Phase], c: float, remove: bool) -> float:
    """K(c) in doubles: only for choosing c and the spacing."""
    total = 0.0
    w = 1 + c if remove else -c
    for phase in phases:
        far = reach(phase, w)
        x = np.linspace(-far, far, 8001)
        weight = log_weight(phase, x, w)
        kept = x[weight > weight.max() - RANGE]
        x = np.linspace(kept[0] - far / 1000, kept[-1] + far / 1000, 2001)
        weight = log_weight(phase, x, w) - np.log(phase.sigma * np.sqrt(2 * np.pi))
        top = weight.max()
        total += phase.steps * (top + np.log(np.exp(weight - top).sum() * (x[1] - x[0])))
    return float(total)
