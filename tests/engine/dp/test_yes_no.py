# SPDX-License-Identifier: Apache-2.0
"""Lower bounds from events: closed forms, both directions, repetition."""

from __future__ import annotations

import math

import pytest

from licet.dp import closed, normal, yes_no

NORMAL = yes_no.outlier(1, 1, 1.0, 0.0)


def test_one_event_is_its_ratio() -> None:
    event = yes_no.Event(math.log(0.7), math.log(0.9), 0.0)
    assert yes_no.epsilon_lower(event, 1, 0.1) == pytest.approx(math.log(0.2 / 0.1), rel=1e-12)
    assert yes_no.epsilon_lower(event, 1, 0.29) == 0.0


def test_the_complement_counts_too() -> None:
    """Q is more likely not to show it: ln((0.99 - delta) / 0.01)."""
    event = yes_no.Event(math.log(0.01), math.log(0.99), 0.0)
    assert yes_no.epsilon_lower(event, 1, 1e-9) == pytest.approx(math.log(99), rel=1e-8)


def test_two_runs_by_hand() -> None:
    p, q, delta = 0.3, 0.1, 1e-3
    event = yes_no.Event(math.log(1 - p), math.log(1 - q), 0.0)
    some, both, none = (1 - 0.49 - delta) / (1 - 0.81), (0.09 - delta) / 0.01, (0.81 - delta) / 0.49
    assert yes_no.epsilon_lower(event, 2, delta) == pytest.approx(math.log(max(some, both, none)), rel=1e-10)


def test_no_difference_proves_nothing() -> None:
    assert yes_no.epsilon_lower(yes_no.Event(-0.5, -0.5, 0.0), 5, 1e-6) == 0.0
    assert yes_no.epsilon_lower(yes_no.Event(-0.4, -0.5, 0.0), 5, 1e-6) == 0.0


def test_a_stated_error_lowers_the_bound() -> None:
    exact, rough = (yes_no.epsilon_lower(yes_no.Event(-0.5, -0.1, error), 9, 1e-6) for error in (0.0, 1e-3))
    assert rough < exact


@pytest.mark.parametrize("delta", [1e-300, 1e-8, 0.1])
def test_never_above_the_gaussian_and_close(delta: float) -> None:
    """A threshold on one normal is not the best test at delta > 0, but a good one."""
    found = yes_no.best(NORMAL, -4.0, 40.0, 1, delta)
    _, upper = closed.gaussian(1.0, delta)
    assert 0.6 * upper < found <= upper


def test_outlier_in_logarithms() -> None:
    event = yes_no.outlier(10_000, 2, 3.0, 1.0)(6.0)
    assert event.log_none_p == pytest.approx(9998 * normal.log_phi(6.0) + 2 * normal.log_phi(3.0), rel=1e-15)
    assert event.log_none_p < event.log_none_q < 0
