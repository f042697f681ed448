# SPDX-License-Identifier: Apache-2.0
"""What accounting computes with: pairs of laws whose losses add, in the order (with the unit, without it).

A `Mixture` is a pair of Gaussian mixtures on a line with the same noise: P has weights on the centers 0, 1, 2, ... and
Q on 0, -1, -2, ...; the centers' unit is the clipping norm. A `Step` is a choice among mixtures that everybody sees.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import accumulate

from licet.dp.normal import UNIT

SINGLE = (1.0,)


@dataclass(frozen=True, slots=True)
class Mixture:
    """P = sum p_j N(j, sigma^2) against Q = sum q_j N(-j, sigma^2)."""

    sigma: float
    above: tuple[float, ...]
    below: tuple[float, ...] = SINGLE

    @property
    def spread(self) -> int:
        """How far the outermost centers are apart."""
        return len(self.above) + len(self.below) - 2

    @property
    def symmetric(self) -> bool:
        """Both directions have the same loss."""
        return self.above == self.below


@dataclass(frozen=True, slots=True)
class Step:
    """`count` independent draws of one of `parts`, each (chance, mixture).

    `slack` is the relative error of the chances; `rate` is that of Poisson sampling, 0 for anything else.
    """

    parts: tuple[tuple[float, Mixture], ...]
    count: int
    slack: float = 0.0
    rate: float = 0.0

    @property
    def symmetric(self) -> bool:
        return all(part.symmetric for _, part in self.parts)


@dataclass(frozen=True, slots=True)
class Phases:
    """A composition: one pooled Gaussian of sensitivity over noise `mu`, sampled steps, and losses with atoms.

    `laplace` and `response` map scale and epsilon to counts; a response is (epsilon, 0)-randomized response, which
    dominates every (epsilon, 0)-DP mechanism (Kairouz, Oh, Viswanath 2015).
    """

    mu: float = 0.0
    steps: tuple[Step, ...] = ()
    laplace: dict[float, int] = field(default_factory=dict)
    response: dict[float, int] = field(default_factory=dict)

    @property
    def symmetric(self) -> bool:
        return all(step.symmetric for step in self.steps)

    @property
    def empty(self) -> bool:
        return not (self.mu or self.steps or self.laplace or self.response)


def compose(parts: Iterable[Phases]) -> Phases:
    """All of them: Gaussians pool into one, equal steps into one count."""
    squares: list[float] = []
    counts: dict[Step, int] = {}
    laplace: dict[float, int] = {}
    response: dict[float, int] = {}
    for part in parts:
        squares.append(part.mu * part.mu)
        for step in part.steps:
            kind = replace(step, count=1)
            counts[kind] = counts.get(kind, 0) + step.count
        for total, more in ((laplace, part.laplace), (response, part.response)):
            for key, count in more.items():
                total[key] = total.get(key, 0) + count
    steps = tuple(replace(kind, count=count) for kind, count in counts.items())
    return Phases(math.sqrt(math.fsum(squares)), steps, laplace, response)


def gaussian(noise: float, sensitivity: float, count: int = 1) -> Phases:
    """`count` releases without sampling."""
    return Phases(mu=sensitivity / noise * math.sqrt(count))


def sampled(noise: float, rate: float, count: int, *, size: int = 1, both: bool = False) -> Phases:
    """Poisson sampling at `rate` of each of a unit's `size` examples; `both`: the unit is replaced, not removed."""
    if rate >= 1:
        return gaussian(noise, size * (2.0 if both else 1.0), count)
    weights = binomial(size, rate)
    mixture = Mixture(noise, weights, weights if both else SINGLE)
    return Phases(steps=(Step(((1.0, mixture),), count, 8 * size * UNIT if size > 1 else 0.0, rate),))


def binomial(size: int, rate: float) -> tuple[float, ...]:
    """The chances of 0, 1, ..., size successes, outward from the most likely; those below 1e-300 may be 0."""
    if size == 1:
        return (1 - rate, rate)
    mode, odds = min(size, math.floor((size + 1) * rate)), rate / (1 - rate)
    down = accumulate(((taken / (size - taken + 1)) / odds for taken in range(mode, 0, -1)), operator.mul, initial=1.0)
    up = accumulate(((size - taken) / (taken + 1) * odds for taken in range(mode, size)), operator.mul, initial=1.0)
    chances = [*reversed(list(down)), *list(up)[1:]]
    total = math.fsum(chances)
    return tuple(one / total for one in chances)


def repeated(phases: Phases, times: int) -> Phases:
    """The same composition `times` times over."""
    steps = tuple(replace(step, count=step.count * times) for step in phases.steps)
    laplace = {scale: count * times for scale, count in phases.laplace.items()}
    response = {epsilon: count * times for epsilon, count in phases.response.items()}
    return Phases(phases.mu * math.sqrt(times), steps, laplace, response)
