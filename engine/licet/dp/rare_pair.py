# SPDX-License-Identifier: Apache-2.0
"""One step of Poisson-sampled Gaussian noise, cut in two at a point x: the cluster below it and the jumps above it.

P = sum_j C(g,j) q^j (1-q)^(g-j) N(j, sigma^2) with the unit, Q = N(0, sigma^2) without; loss = ln(dP/dQ), increasing in x.
The cluster is nearly free of information; given the cluster, Y = e^(-loss) has mean Q(cluster) / P(cluster).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from licet.dp.bracket import InternalError
from licet.dp.normal import UNIT, Array, tail, tails

_NEWTON, _FAR = 60, 40.0


@dataclass(frozen=True)
class Pair:
    """`sigma`: noise over clipping norm; `rate`: sampling chance below 1; `group`: examples that one unit owns."""

    sigma: float
    rate: float
    group: int = 1

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """Chance that j of the unit's examples are in the batch."""
        chances = range(self.group + 1)
        return tuple(math.comb(self.group, j) * self.rate**j * (1 - self.rate) ** (self.group - j) for j in chances)

    @property
    def floor(self) -> float:
        """The infimum of the loss."""
        return self.group * math.log1p(-self.rate)

    def loss(self, x: Array) -> Array:
        """ln(dP/dQ) at x, accurate near 0."""
        total = np.zeros_like(x, float)
        for j, weight in enumerate(self.weights[1:], 1):
            total += weight * np.expm1((2 * j * x - j * j) / (2 * self.sigma**2))
        return np.log1p(total)

    def at(self, loss: Array) -> Array:
        """The x of a loss above the floor. One example: closed form. More: Newton from the right, where it is monotone."""
        first = self.weights[1]
        with np.errstate(divide="ignore"):
            x = 0.5 + self.sigma**2 * np.log(np.maximum(np.expm1(loss) - math.expm1(self.floor), 0.0) / first)
        finite = np.isfinite(x)
        return x if self.group == 1 else np.where(finite, self._newton(np.where(finite, x, 0.0), loss), x)

    def _newton(self, x: Array, loss: Array) -> Array:
        for _ in range(_NEWTON):
            move = (self.loss(x) - loss) / np.maximum(self._slope(x), 1e-300)
            move = np.clip(move, 0.0, np.maximum(x + _FAR * self.sigma, 0.0))
            x = x - move
            if np.all(move <= 1e-14 * (1 + np.abs(x))):
                return x
        raise InternalError(f"Newton has not converged for {self}")

    def _slope(self, x: Array) -> Array:
        parts = [w * np.exp((2 * j * x - j * j) / (2 * self.sigma**2)) for j, w in enumerate(self.weights)]
        total, moment = np.zeros_like(x), np.zeros_like(x)
        for j, part in enumerate(parts):
            total, moment = total + part, moment + j * part
        return np.asarray(moment / (total * self.sigma**2))

    def between(self, x: Array) -> tuple[Array, Array]:
        """N(j) masses, j = 0..group as rows, between neighbors of the rising x and beyond the last, and error bounds.

        Differences of the nearer tails; erfc is right to 2 units, its argument to 1 unit (relative condition 2 t^2).
        """
        t = np.array([(x - j) / self.sigma for j in range(self.group + 1)])
        near = tails(np.abs(t))
        error = np.where(near > 0, (4 + 4 * t * t) * UNIT, 0.0) * near
        left, right = t[:, :-1] <= 0, t[:, 1:] <= 0
        falling = np.where(left, 1 - near[:, :-1], near[:, :-1]) - near[:, 1:]
        rows = np.where(right, near[:, 1:] - near[:, :-1], falling)
        errors = error[:, :-1] + error[:, 1:] + np.where(left & ~right, UNIT, 0.0)
        last = np.where(t[:, -1:] <= 0, 1 - near[:, -1:], near[:, -1:])
        return np.hstack((rows, last)), np.hstack((errors, error[:, -1:] + np.where(t[:, -1:] <= 0, UNIT, 0.0)))

    def mass(self, rows: Array) -> Array:
        """P of the rows' N(j) masses."""
        return _sum(self.weights, rows)

    def excess(self, rows: Array, loss: Array) -> Array:
        """P - e^loss Q of the rows' masses, without cancellation where both are close."""
        return _sum(self.weights[1:], rows[1:] - rows[0]) - np.expm1(loss) * rows[0]

    def excess_error(self, errors: Array, loss: Array) -> Array:
        """Bound on the error of `excess` for masses off by at most `errors`."""
        return _sum(self.weights[1:], errors[1:] + errors[0]) + np.abs(np.expm1(loss)) * errors[0]

    @property
    def variance(self) -> float:
        """Var_Q(dP/dQ)."""
        parts = list(enumerate(self.weights))[1:]
        return sum(wa * wb * math.expm1(a * b / self.sigma**2) for a, wa in parts for b, wb in parts)


class Cluster(NamedTuple):
    """The steps below x. An empty cluster (x = -inf) has mass 0 and sits at the floor."""

    x: float
    mass: float
    above: float
    loss: float
    variance: float
    reach: float
    depth: float


def cluster(pair: Pair, x: float) -> Cluster:
    """The cluster below x: P mass, P mass above, ln of the ratio of masses P/Q, and what bounds its spread.

    `variance` bounds that of Y times (P mass / Q mass), a variable of mean 1 whose logarithm lies in [-reach, depth].
    """
    if x == -math.inf:
        return Cluster(x, 0.0, 1.0, pair.floor, 0.0, 0.0, 0.0)
    chances = range(pair.group + 1)
    below = [tail((j - x) / pair.sigma) for j in chances]
    mass = sum(weight * part for weight, part in zip(pair.weights, below, strict=True))
    above = sum(weight * tail((x - j) / pair.sigma) for j, weight in enumerate(pair.weights))
    loss = math.log1p(sum(pair.weights[j] * (below[j] - below[0]) for j in chances[1:]) / below[0])
    ratio = mass / below[0]
    second = ratio / below[0] / pair.weights[0] * _square(pair, x, below)
    variance = max(second * (1 + 1e-9) - math.expm1(loss) ** 2 * (1 - 1e-9), 1e-300)
    reach = float(pair.loss(np.array(x))) - loss
    return Cluster(x, mass, above, loss, variance, reach, loss - pair.floor)


def _square(pair: Pair, x: float, below: list[float]) -> float:
    """At least E_Q[(dP/dQ - 1)^2; X < x], where dP/dQ >= the weight of 0; `below` are the N(j)(X < x)."""
    total = 0.0
    for a, wa in enumerate(pair.weights[1:], 1):
        for b, wb in enumerate(pair.weights[1:], 1):
            moment = math.exp(a * b / pair.sigma**2) * (tail((a + b - x) / pair.sigma) + 16 * UNIT)
            total += wa * wb * (moment - below[a] - below[b] + below[0] + 16 * UNIT)
    return max(total, 0.0)


def _sum(weights: tuple[float, ...], rows: Array) -> Array:
    total = weights[0] * rows[0]
    for weight, row in zip(weights[1:], rows[1:], strict=True):
        total = total + weight * row
    return total
