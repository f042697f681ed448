# SPDX-License-Identifier: Apache-2.0
"""The profile of two independent sums against the double sum, and where it crosses a delta."""

from __future__ import annotations

import math

import numpy as np
import pytest

from licet.dp.rare_power import Step, compose, nothing
from licet.dp.rare_profile import Profile, crossing

JUMPS = compose(Step(np.array([0.0, 0.02, 0.01, 0.0, 0.005]), 0.965, 0.0, 0.25), 9, -0.1, 0.7, 64, -0.1)
FINE = compose(Step(np.array([0.0, 0.1, 0.2]), 0.7, 0.0, 1 / 64), 5, -0.05, 0.7, 32, -0.05)


def brute(s: float) -> float:
    losses = JUMPS.values[:, None] + FINE.values[None, :]
    return float((JUMPS.masses[:, None] * FINE.masses[None, :] * np.maximum(-np.expm1(s - losses), 0)).sum())


@pytest.mark.parametrize("s", [-3.0, -0.2, -0.1, 0.0, 0.03, 0.26, 1.0, 2.5, 14.0])
def test_a_profile_is_the_double_sum(s: float) -> None:
    value, error = Profile(JUMPS, FINE).at(s)
    assert value == pytest.approx(brute(s), rel=1e-9, abs=1e-16)
    assert abs(value - brute(s)) <= error + 1e-15
    assert error < 1e-11


def test_a_worse_transform_is_charged_more() -> None:
    worse = type(JUMPS)(**{**JUMPS.__dict__, "error": 1e-6})
    assert Profile(worse, FINE).at(0.3)[1] > 1e-7
    finer = type(FINE)(**{**FINE.__dict__, "error": 1e-6})
    assert Profile(JUMPS, finer).at(0.3)[1] > 1e-9


def test_errors_of_the_weights_stay_within_the_bound() -> None:
    random = np.random.default_rng(3)
    noise = random.standard_normal(64)
    noise *= 1e-6 / np.linalg.norm(noise)
    wrong = type(JUMPS)(**{**JUMPS.__dict__, "weights": JUMPS.weights + noise, "error": 1e-6})
    for s in (-0.1, 0.2, 1.1):
        value, error = Profile(wrong, FINE).at(s)
        assert abs(value - brute(s)) <= error


def test_without_a_fine_part() -> None:
    value, _ = Profile(JUMPS, nothing()).at(0.3)
    assert value == pytest.approx(float((JUMPS.masses * np.maximum(-np.expm1(0.3 - JUMPS.values), 0)).sum()), rel=1e-12)


def test_a_crossing_is_enclosed() -> None:
    low, high = crossing(lambda s: math.exp(-3 * s), 1e-4, 0.0, 0.5, 1e-9)
    assert math.exp(-3 * low) > 1e-4 >= math.exp(-3 * high)
    assert high - low <= 1e-8


def test_a_crossing_may_be_at_the_start_or_nowhere() -> None:
    assert crossing(lambda s: 1e-6, 1e-4, 0.2, 1.0, 1e-9) == (0.2, 0.2)
    assert crossing(lambda s: 1.0, 1e-4, 0.2, 1.0, 1e-9)[1] == math.inf
    low, high = crossing(lambda s: -1.0 if s > 0.3 else 1.0, 1e-4, 0.0, 1.0, 1e-6)
    assert low <= 0.3 <= high
