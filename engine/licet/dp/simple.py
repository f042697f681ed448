# SPDX-License-Identifier: Apache-2.0
"""Ends that need no numerics: as if everything were never sampled, or as if only one part had happened."""

from __future__ import annotations

import math

from licet.dp import closed
from licet.dp.pairs import Phases

_UP = 1 + 1e-14


def unsampled(phases: Phases, delta: float) -> float:
    """An upper end on epsilon: all units join all steps, and the epsilons of what is pure are added."""
    return (closed.gaussian(_mu(phases), delta)[1] + _pure(phases)) * _UP


def unsampled_delta(phases: Phases, epsilon: float) -> float:
    """An upper end on delta, likewise."""
    rest = epsilon - _pure(phases)
    mu = _mu(phases)
    if rest < 0 or (mu == 0 and rest == 0):
        return 1.0
    return closed.gaussian_delta(mu, rest)[1] if mu else 0.0


def one_part(phases: Phases, delta: float) -> float:
    """A lower end on epsilon: that of the worst single part."""
    found = [closed.gaussian(phases.mu, delta)[0]] if phases.mu else [0.0]
    found += [closed.laplace(scale, delta)[0] for scale in phases.laplace]
    found += [closed.one_step(1 / step.parts[0][1].sigma, step.rate, delta)[0] for step in phases.steps if step.rate]
    return max(found)


def one_part_delta(phases: Phases, epsilon: float) -> float:
    """A lower end on delta, likewise."""
    found = [closed.gaussian_delta(phases.mu, epsilon)[0]] if phases.mu else [0.0]
    found += [closed.one_step_delta(1 / step.parts[0][1].sigma, step.rate, epsilon)[0] for step in phases.steps if step.rate]
    return max(found)


def _mu(phases: Phases) -> float:
    farthest = (step.count * max(part.spread / part.sigma for _, part in step.parts) ** 2 for step in phases.steps)
    return math.sqrt(math.fsum([phases.mu**2, *farthest])) * _UP


def _pure(phases: Phases) -> float:
    laplace = (count / scale for scale, count in phases.laplace.items())
    return math.fsum([*laplace, *(size * count for size, count in phases.response.items())]) * _UP
