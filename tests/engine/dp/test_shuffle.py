# SPDX-License-Identifier: Apache-2.0
"""The bracket of shuffled batches against the table of the design and simulation-free facts."""

from __future__ import annotations

import math

import numpy as np
import pytest
from divergences import log_density

from licet.dp import closed, shuffle
from licet.dp.events import ShuffledGaussian


@pytest.mark.parametrize(
    ("sigma", "batches", "zero_out", "upper", "replace_one"),
    [
        (0.4, 10_000, 14.450768, 14.450777, 26.355),
        (0.5, 1_000, 10.996913, 10.997152, 19.449),
        (0.8, 1_000, 6.04457, 6.31207, 7.543),
        (1.0, 1_000, 3.72388, 4.88656, 4.105),
    ],
)
def test_one_epoch(sigma: float, batches: int, zero_out: float, upper: float, replace_one: float) -> None:
    event = ShuffledGaussian(sigma, batches, batches)
    found = shuffle.lower(event, 1e-6, "zero_out")
    assert zero_out <= found < zero_out + 3e-5
    assert found <= closed.gaussian(shuffle.upper_mu(event, "zero_out"), 1e-6)[1] <= upper
    assert replace_one <= shuffle.lower(event, 1e-6, "replace_one") < replace_one + 2e-3


def test_rounding_does_not_lift_it_above_the_ceiling() -> None:
    """Computed naively, (0.4, 10,000) gives 14.4508146, above the exact 14.4507770."""
    event = ShuffledGaussian(0.4, 10_000, 10_000)
    assert shuffle.lower(event, 1e-6, "zero_out") < closed.gaussian(shuffle.upper_mu(event, "zero_out"), 1e-6)[0]


@pytest.mark.parametrize("adjacency", ["zero_out", "replace_one"])
@pytest.mark.parametrize("epochs", [1, 10])
def test_one_batch_an_epoch_is_the_gaussian(adjacency: str, epochs: int) -> None:
    event = ShuffledGaussian(1.0, 1, epochs)
    exact = closed.gaussian(shuffle.upper_mu(event, adjacency), 1e-6)
    assert shuffle.lower(event, 1e-6, adjacency) == pytest.approx(exact[0], rel=1e-11)


@pytest.mark.parametrize("adjacency", ["add_remove", "zero_out", "replace_one"])
@pytest.mark.parametrize("delta", [1e-300, 1e-6, 0.2])
@pytest.mark.parametrize(("sigma", "batches", "steps"), [(0.05, 100, 100), (1.0, 10, 1000), (1e4, 1000, 10**9), (2.0, 50, 20)])
def test_the_ends_are_in_order(adjacency: str, delta: float, sigma: float, batches: int, steps: int) -> None:
    event = ShuffledGaussian(sigma, batches, steps)
    assert 0 <= shuffle.lower(event, delta, adjacency) <= closed.gaussian(shuffle.upper_mu(event, adjacency), delta)[1]


def test_partial_epochs_count_down_and_up() -> None:
    whole, more = ShuffledGaussian(1.0, 100, 100), ShuffledGaussian(1.0, 100, 150)
    assert shuffle.lower(more, 1e-6, "zero_out") == shuffle.lower(whole, 1e-6, "zero_out")
    assert shuffle.upper_mu(more, "zero_out") == pytest.approx(math.sqrt(2))
    part = shuffle.lower(ShuffledGaussian(1.0, 100, 50), 1e-6, "zero_out")
    assert 0 < part < shuffle.lower(whole, 1e-6, "zero_out")


def test_a_first_batch_alone_is_a_sampled_step() -> None:
    """One of a hundred batches: below the exact epsilon of (1-q) N(0) + q N(2) against (1-q) N(0) + q N(1), q = 1/100."""
    found = shuffle.lower(ShuffledGaussian(0.5, 100, 1), 1e-6, "zero_out")
    x = np.linspace(-10, 14, 240_001)

    def delta(epsilon: float) -> float:
        p, q = (np.exp(log_density({0.0: 0.99, at: 0.01}, x, 0.5)) for at in (2.0, 1.0))
        return float(np.maximum(p - math.exp(epsilon) * q, 0).sum() * (x[1] - x[0]) / (0.5 * math.sqrt(2 * math.pi)))

    assert delta(found) >= 1e-6 > delta(found + 0.3)


def test_epochs_add_up() -> None:
    values = [shuffle.lower(ShuffledGaussian(0.5, 100, 100 * epochs), 1e-6, "zero_out") for epochs in (1, 4, 20)]
    assert values[0] * 1.5 < values[1] and values[1] * 2 < values[2]


def test_adding_a_unit_may_move_two_batches() -> None:
    event = ShuffledGaussian(2.0, 10, 30)
    assert shuffle.upper_mu(event, "add_remove") == pytest.approx(math.sqrt(5) * math.sqrt(3) / 2)
