# SPDX-License-Identifier: Apache-2.0
"""Pairs of output laws and their log ratios, for the oracles: nothing here is shared with the package.

A step adds N(0, sigma^2) to a sum; `base` is the law Q without the unit (replace-one: with the other unit) and the log
ratio is ln dP/dQ at x. `scan` works in doubles and serves only to place nodes; `exact` works in balls (Arb).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

import numpy as np
from flint import arb

RANGE = 90.0  # weights below e^-90 of the largest are left out


@dataclass(frozen=True)
class Phase:
    """`steps` Poisson-subsampled Gaussians; `group` examples per unit; `replace`: the pair of replace-one neighbors."""

    sigma: float
    rate: float
    steps: int
    group: int = 1
    replace: bool = False


def scan(phase: Phase, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """ln of the base density (up to a constant) and ln dP/dQ."""
    normal = -(x**2) / (2 * phase.sigma**2)
    if not phase.replace:
        return normal, _log_mixture(phase, x)
    other = _log_mixture(phase, -x)
    return normal + other, _log_mixture(phase, x) - other


def exact(phase: Phase, x: arb) -> tuple[arb, arb]:
    """The base density times sigma sqrt(2 pi), and ln dP/dQ."""
    normal = (-(x * x) / (2 * arb(phase.sigma) ** 2)).exp()
    if not phase.replace:
        return normal, _mixture(phase, x).log()
    other = _mixture(phase, -x)
    return normal * other, (_mixture(phase, x) / other).log()


def _mixture(phase: Phase, x: arb) -> arb:
    q, twice = arb(phase.rate), 2 * arb(phase.sigma) ** 2
    terms = (
        comb(phase.group, j) * q**j * (1 - q) ** (phase.group - j) * ((2 * j * x - j * j) / twice).exp()
        for j in range(phase.group + 1)
    )
    return sum(terms, arb(0))


def _log_mixture(phase: Phase, x: np.ndarray) -> np.ndarray:
    q, g = phase.rate, phase.group
    total = np.full_like(x, -np.inf)
    for j in range(g + 1):
        chance = comb(g, j) * q**j * (1 - q) ** (g - j)
        if chance > 0:
            total = np.logaddexp(total, np.log(chance) + (2 * j * x - j * j) / (2 * phase.sigma**2))
    return total


def log_weight(phase: Phase, x: np.ndarray, c: float, remove: bool) -> np.ndarray:
    """ln of the integrand of E_Q[(dP/dQ)^w], w = 1+c for remove and -c for add."""
    base, ratio = scan(phase, x)
    return base + (1 + c if remove else -c) * ratio


def window(phase: Phase, c: float, remove: bool) -> tuple[float, float]:
    """Where the integrand is not negligible."""
    reach = 15 * phase.sigma + (phase.group + phase.replace) * (c + 2)
    x = np.linspace(-reach, reach, 40001)
    weight = log_weight(phase, x, c, remove)
    kept = x[weight > weight.max() - RANGE]
    return float(kept[0] - reach / 2000), float(kept[-1] + reach / 2000)


def cumulant(phases: list[Phase], c: float, remove: bool) -> float:
    """K(c) in doubles: only for choosing c and the spacing."""
    total = 0.0
    for phase in phases:
        low, high = window(phase, c, remove)
        x = np.linspace(low, high, 4001)
        weight = log_weight(phase, x, c, remove) - np.log(phase.sigma * np.sqrt(2 * np.pi))
        top = weight.max()
        mean = np.exp(weight - top).sum() * (x[1] - x[0])
        total += phase.steps * (top + np.log(mean))
    return float(total)
