# SPDX-License-Identifier: Apache-2.0
"""A small DP-SGD run on made-up data: what clipping and noise do to learning, and what each step costs.

Two classes of points are told apart by logistic regression with Poisson-sampled batches. Made for looking, not for release:
the data are random, and the seed is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from licet.dp.accountant import epsilon
from licet.dp.bracket import Bracket, checked_delta
from licet.dp.events import PoissonGaussian
from licet.dp.sgd import dp_sgd_step
from licet.errors import ParameterError

Array = np.ndarray[Any, np.dtype[Any]]

MOST_WORK = 2 * 10**9
MOST_NUMBERS = 10**7
_MARGIN = 1.0  # of the class centers, in standard deviations, along a random direction


class Plan(NamedTuple):
    """What is run. `noise_multiplier`, `rate`, `steps` and `delta` as for the accountant."""

    noise_multiplier: float
    rate: float
    steps: int
    delta: float
    units: int = 2000
    features: int = 10
    clip_norm: float = 1.0
    lr: float = 0.5
    seed: int = 0


class Row(NamedTuple):
    """The state after a step. The loss and accuracy are those on all data."""

    step: int
    batch_size: int
    clip_fraction: float
    avg_clip_factor: float
    noise_magnitude: float
    loss: float
    accuracy: float
    epsilon: Bracket


def run(plan: Plan, rows: int = 10) -> Iterator[Row]:
    """The run, shown after about `rows` of its steps. ParameterError for numbers that make no run."""
    event = _checked(plan)
    rng = np.random.default_rng(plan.seed)
    inputs, labels = _data(plan, rng)
    weights = np.zeros(plan.features)
    shown = {round(plan.steps * index / rows) for index in range(1, rows + 1)} | {1}
    for step in range(1, plan.steps + 1):
        chosen = rng.random(plan.units) < plan.rate
        found = dp_sgd_step(
            _gradients(inputs[chosen], labels[chosen], weights),
            plan.clip_norm,
            plan.noise_multiplier,
            plan.lr,
            expected_batch_size=plan.rate * plan.units,
            rng=rng,
        )
        weights = weights + found["update"]
        if step in shown:
            spent = epsilon(PoissonGaussian(event.noise_multiplier, event.rate, step), plan.delta)
            kept = (found["clip_fraction"], found["avg_clip_factor"], found["noise_magnitude"])
            yield Row(step, int(chosen.sum()), *kept, *_quality(inputs, labels, weights), spent)


def _checked(plan: Plan) -> PoissonGaussian:
    for name, value, low in (("units", plan.units, 1), ("features", plan.features, 1), ("seed", plan.seed, 0)):
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= 2**53:
            raise ParameterError(f"{name} is {value!r}", f"It is a whole number from {low} on.")
    event = PoissonGaussian(plan.noise_multiplier, plan.rate, plan.steps)
    checked_delta(plan.delta)
    if plan.units * plan.features > MOST_NUMBERS or (plan.rate * plan.features + 1) * plan.units * plan.steps > MOST_WORK:
        raise ParameterError("the run would take too long", "Choose fewer units, features or steps.")
    return event


def _data(plan: Plan, rng: np.random.Generator) -> tuple[Array, Array]:
    labels = np.where(rng.random(plan.units) < 0.5, -1.0, 1.0)
    direction = rng.normal(size=plan.features)
    direction *= _MARGIN / np.linalg.norm(direction)
    return rng.normal(size=(plan.units, plan.features)) + labels[:, None] * direction, labels


def _gradients(inputs: Array, labels: Array, weights: Array) -> Array:
    """Of log(1 + exp(-label * score)), one row per example."""
    margin = labels * (inputs @ weights)
    pull = np.exp(-np.logaddexp(0.0, margin))
    gradients: Array = -(labels * pull)[:, None] * inputs
    return gradients


def _quality(inputs: Array, labels: Array, weights: Array) -> tuple[float, float]:
    margin = labels * (inputs @ weights)
    return float(np.logaddexp(0.0, -margin).mean()), float((margin > 0).mean())
