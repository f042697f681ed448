# SPDX-License-Identifier: Apache-2.0
"""The decay of characteristic functions: a bound for all later times, and one that is worth something."""

from __future__ import annotations

import math

import numpy as np
import pytest

from licet.dp import laws, pairs, tails

CASES = [
    (pairs.sampled(1.0, 0.01, 1000), 1, 6.9),
    (pairs.sampled(0.6, 0.01, 3000), 1, 1.4),
    (pairs.sampled(1.0, 0.3, 4), 1, 3.0),
    (pairs.sampled(1.0, 0.01, 1000), -1, 15.0),
    (pairs.sampled(2.0, 0.05, 100, both=True), 1, 4.0),
    (pairs.sampled(3.0, 0.05, 100, size=3), 1, 2.0),
]


@pytest.mark.parametrize(("phases", "direction", "z"), CASES)
def test_the_bound_lies_above_the_modulus_from_its_time_on(phases: pairs.Phases, direction: int, z: float) -> None:
    step = phases.steps[0]
    one = laws.law(step, direction, z, 0.0, 40.0)
    time = 7 / math.sqrt(step.count * one.variance)
    fine = laws.law(step, direction, z, 8 * time, 40.0)
    bound = tails.decay(fine, z, time, 40.0)
    modulus = np.log(np.abs(1 + laws.characteristic(fine, time / 8, 64)))
    limits = np.array([bound.log_bound(number * time / 8) for number in range(1, 65)])
    assert (np.maximum.accumulate(modulus[::-1])[::-1][1:] <= limits + 1e-12).all()
    assert (np.diff(limits) <= 1e-12).all()


def test_it_is_exact_for_a_normal_loss_and_close_for_most() -> None:
    """At the time where k steps have decayed by e^-21 the bound is at most three times later."""
    for phases, direction, z in CASES[:1] + CASES[3:5]:
        step = phases.steps[0]
        one = laws.law(step, direction, z, 0.0, 40.0)
        time = 6.5 / math.sqrt(step.count * one.variance)
        fine = laws.law(step, direction, z, 6 * time, 40.0)
        assert step.count * tails.decay(fine, z, time, 40.0).log_bound(6 * time) < -21
