# SPDX-License-Identifier: Apache-2.0
"""How fast a step's characteristic function decays, for all t beyond a point at once.

phi(t) is the integral of w(x) e^{itL(x)}, w analytic. Moved to the line Im x = y its modulus is at most
B(t) = integral of |w(x+iy)| e^{-t Im L(x+iy)}, Im L >= 0, which only falls with t: a bound for every later t as well. With
shares s_j of the centers, f(x+iy)/f(x) = 1 + sum s_j (e^{ijy/sigma^2} - 1). B is again a trapezoid sum. Its integrand is
analytic; at x + ia with g(y + a) <= pi sigma^2/2 the arguments of f still rise with y, so that the error relative to m is
at most 2 e^{(a^2+y^2)/(2 sigma^2)} sec^z / (e^{2 pi a/h} - 1) (strips.py).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from licet.dp import strips
from licet.dp.laws import Law
from licet.dp.normal import UNIT, Array
from licet.dp.quadrature import Nodes, Side

_LINES = 10
_EXPONENTS = 4000  # what is below e^-1000 does not count, so exponents err by at most this many units


class Line(NamedTuple):
    """One mixture of a step: `exponent` - t `angle`, one row for each line, summed over nodes; `error` per line."""

    exponent: Array
    angle: Array
    error: Array


class Decay(NamedTuple):
    """ln of a bound on |phi(t)| of one step; `slack` is the relative error of its sums."""

    lines: tuple[Line, ...]
    slack: float

    def log_bound(self, time: float) -> float:
        """It holds for all t >= time."""
        total = 0.0
        for line in self.lines:
            sums = np.exp(line.exponent - time * line.angle).sum(axis=1) * (1 + self.slack) + line.error
            total += float(sums.min())
        return min(0.0, math.log(total) + 8 * UNIT)


def decay(law: Law, z: float, time: float, digits: float) -> Decay:
    """Bounds that are best for t near `time` and not much beyond."""
    lines = tuple(_line(law.weights[part], nodes, z, time, digits) for part, nodes in law.parts)
    return Decay(lines, 2 * law.weight_error + UNIT * (len(law.loss) + _EXPONENTS))


def _line(weights: Array, nodes: Nodes, z: float, time: float, digits: float) -> Line:
    sigma, sizes = nodes.sigma, (len(nodes.near.shares), len(nodes.far.shares))
    size = max(sizes)
    limit = strips.farthest(sigma, size)
    pull = (_pull(nodes.near) + _pull(nodes.far)) @ weights / max(float(weights.sum()), 1e-300)
    first = max(min(0.5 * time * float(pull), 0.3 * limit), 1e-9 * limit)
    y = np.geomspace(first, min(limit, 40 * first), _LINES)[:, None]
    near_log, near_angle = _turned(nodes.near, y / sigma**2)
    far_log, far_angle = _turned(nodes.far, y / sigma**2)
    with np.errstate(divide="ignore"):
        exponent = np.log(weights) + y * y / (2 * sigma**2) + (1 + z) * near_log - z * far_log
    strip, spread = strips.margin(sigma, size), float(nodes.x[1] - nodes.x[0])
    growth = np.array([strips.log_growth(sigma, size, z, strip, float(one), nodes.least) for one in y[:, 0]])
    error = np.exp(np.minimum(growth, 300.0)) * (
        2 / math.expm1(min(700.0, 2 * math.pi * strip / spread)) + 4 * math.exp(-digits)
    )
    return Line(exponent, near_angle + far_angle, error)


def _pull(side: Side) -> Array:
    centers = np.arange(1.0, len(side.shares) + 1)
    found: Array = centers @ side.shares
    return found


def _turned(side: Side, angle: Array) -> tuple[Array, Array]:
    """ln |f(x+iy)/f(x)| and arg f(x+iy), rows for the lines."""
    real, imaginary = np.zeros((len(angle), side.shares.shape[1])), np.zeros((len(angle), side.shares.shape[1]))
    for center, share in enumerate(side.shares, 1):
        if share.any():
            real -= 2 * share * np.sin(center * angle / 2) ** 2
            imaginary += share * np.sin(center * angle)
    return 0.5 * np.log1p(real * (2 + real) + imaginary * imaginary), np.arctan2(imaginary, 1 + real)
