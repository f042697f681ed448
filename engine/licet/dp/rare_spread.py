# SPDX-License-Identifier: Apache-2.0
"""How far k cluster steps spread, from their variance and range alone.

W = product of k independent factors e^(-loss) of the cluster, scaled to mean 1. Two bounds on E(1 - e^u W)_+ hold together:
Scarf's for a given mean and variance, and an exponential one with Bennett's bound on E W^(-z) (for a factor w of mean 1 in
[e^-r, ..], ((w^-z - 1 + z (w - 1)) / (w - 1)^2 decreases in w, so E w^-z <= 1 + variance times its value at e^-r).
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from licet.dp.normal import UNIT, Array
from licet.dp.rare_pair import Cluster

_LEAST, _STEEP = 1e-5, 600.0
_EXPONENTS = np.geomspace(1e-2, 1e3, 160)


def sharp(z: Array) -> Array:
    """lc(z) = z ln z - (1+z) ln(1+z): (1 - 1/y)_+ <= e^lc y^z for every y."""
    return -np.log1p(z) - z * np.log1p(1 / z)


def bennett(z: Array, reach: float) -> Array:
    """(e^(z r) - 1 - z (1 - e^-r)) / (1 - e^-r)^2, times 1 + 1e-9 for rounding."""
    return (np.expm1(z * reach) + z * math.expm1(-reach)) / math.expm1(-reach) ** 2 * (1 + 1e-9)


def put(base: Cluster, steps: int, u: Array) -> Array:
    """At least E(1 - e^u W)_+ for any number of cluster steps up to `steps`."""
    edge = np.expm1(u)
    if base.variance == 0:
        return np.maximum(-edge, 0.0)
    total = steps * base.variance
    scarf = 0.5 * (np.sqrt(math.expm1(total) * np.exp(2 * u) + edge * edge) - edge)
    far = np.maximum(u, 0.0)
    z = np.maximum(np.log1p(far * base.reach / total), _LEAST) / base.reach
    below = np.exp(total * bennett(z, base.reach) + sharp(z) - z * far)
    return np.minimum(scarf, np.where(u > 0, below, _call(base, total, np.minimum(u, 0.0)) - edge)) * (1 + 1e-12)


def _call(base: Cluster, total: float, u: Array) -> Array:
    """At least E(e^u W - 1)_+ for u <= 0: (y - 1)_+ <= e^lc(z) y^(1+z), and E w^p <= 1 + variance p (p - 1) e^((p - 2) d) / 2.

    (Taylor at 1 for p >= 2; w <= e^d, d the depth.)
    """
    power = 2 + np.minimum(np.log1p(-u * base.depth / total), _STEEP) / base.depth
    moment = 0.5 * power * (power - 1) * np.exp((power - 2) * base.depth) * (1 + 1e-9)
    with np.errstate(over="ignore"):
        return np.exp(np.minimum(total * moment + sharp(power - 1) + power * u, 1.0))


class Width(NamedTuple):
    """Outside [low, high] the logarithm of 1/W falls rarely; `left` and `right` are the exponents that show it."""

    low: float
    high: float
    left: float
    right: float


def width(base: Cluster, steps: int, log_chance: float, tilt: float) -> Width:
    """Where a chance of about e^log_chance is left, on the right also after what wraps around is tilted."""
    total = steps * base.variance
    low, left = _quantile(total, base.depth, log_chance, 0.0)
    high, right = _quantile(total, base.reach, log_chance - tilt * low, tilt)
    return Width(-low, max(high, 1.01 * (base.reach + base.depth) - low), left, right)


def _quantile(total: float, reach: float, log_chance: float, tilt: float) -> tuple[float, float]:
    z = _EXPONENTS / max(reach, math.sqrt(total)) + tilt
    z = z[z * reach < _STEEP]
    ends = (total * bennett(z, reach) - log_chance) / (z - tilt)
    return float(ends.min()), float(z[ends.argmin()])


def kernel(base: Cluster, steps: int, step: float, negligible: float, most: int) -> tuple[Array, float]:
    """A law on the lattice (indexes -size..size, size <= most) above that of 1/W in the order of E(1 - e^u W)_+.

    Connect the dots through the bounds of `put`; the second value is a mass at an infinite loss.
    """
    if base.variance == 0:
        return np.ones(1), 0.0
    size = 1
    while size < most and float(put(base, steps, np.array(size * step))) > negligible:
        size = min(2 * size, most)
    index = np.arange(-size, size + 1)
    values = put(base, steps, index * step)
    law = np.zeros(2 * size + 1)
    corners = _hull([0.0, *np.exp(index * step).tolist()], [1.0, *values.tolist()])
    slopes = [(below - above) / (right - left) for left, above, right, below in _pairs(corners)]
    for (at, _, place), left, right in zip(corners[1:], slopes, [*slopes[1:], 0.0], strict=True):
        law[place - 1] = (right - left + 4 * UNIT) * at
    return law, float(values[-1])


def _pairs(corners: list[tuple[float, float, int]]) -> list[tuple[float, float, float, float]]:
    return [(one[0], one[1], two[0], two[1]) for one, two in pairwise(corners)]


def _hull(x: list[float], y: list[float]) -> list[tuple[float, float, int]]:
    """The corners (with their index) of the largest convex function below the points: x rises."""
    kept: list[tuple[float, float, int]] = []
    for place, (at, height) in enumerate(zip(x, y, strict=True)):
        while len(kept) > 1 and _above(kept[-2], kept[-1], at, height):
            kept.pop()
        kept.append((at, height, place))
    return kept


def _above(first: tuple[float, float, int], second: tuple[float, float, int], at: float, height: float) -> bool:
    return (second[1] - first[1]) * (at - first[0]) >= (height - first[1]) * (second[0] - first[0])
