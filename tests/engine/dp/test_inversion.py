# SPDX-License-Identifier: Apache-2.0
"""Ends of epsilon and delta in one direction."""

from __future__ import annotations

import math

import pytest

from licet.dp import inversion, pairs

RUN = pairs.sampled(1.0, 0.01, 1000)


def test_both_directions_of_the_reference_run() -> None:
    remove, add = inversion.epsilon(RUN, 1, 1e-6), inversion.epsilon(RUN, -1, 1e-6)
    assert 2.1245147 <= remove.lower <= remove.upper <= 2.1245156
    assert add.upper < remove.lower
    assert add.upper - add.lower < 1e-6


def test_a_direction_that_is_surely_smaller_is_not_inverted() -> None:
    skipped = inversion.epsilon(RUN, -1, 1e-6, floor=2.12)
    assert (skipped.lower, skipped.upper, skipped.budget) == (0.0, 2.12, {})
    assert inversion.epsilon(RUN, 1, 1e-6, floor=2.12).upper > 2.12


def test_delta_and_epsilon_are_inverse() -> None:
    ends = inversion.epsilon(RUN, 1, 1e-6)
    assert inversion.delta(RUN, 1, ends.upper).lower <= math.log(1e-6) <= inversion.delta(RUN, 1, ends.lower).upper


def test_a_delta_that_needs_no_epsilon_gives_zero() -> None:
    assert inversion.epsilon(pairs.sampled(50.0, 0.01, 10), 1, 0.4)[:2] == (0.0, 0.0)


@pytest.mark.parametrize(
    ("sigma", "rate", "count", "delta", "epsilon"),
    [(1.0, 1e-4, 10**4, 1e-6, 0.0469566), (0.614, 4.0835e-5, 10**5, 1.1e-10, 1.711383)],
)
def test_a_second_look_narrows_a_wide_first_one(sigma: float, rate: float, count: int, delta: float, epsilon: float) -> None:
    ends = inversion.epsilon(pairs.sampled(sigma, rate, count), 1, delta)
    assert ends.lower <= epsilon * (1 + 1e-5) and epsilon * (1 - 1e-5) <= ends.upper
    assert ends.upper - ends.lower <= 1e-6 * ends.upper


def test_the_budget_names_its_sources() -> None:
    assert set(inversion.epsilon(RUN, 1, 1e-6).budget) == {"tail", "quadrature", "rounding", "images"}
    assert sum(inversion.epsilon(RUN, 1, 1e-6).budget.values()) < 1e-6 * 1e-6
