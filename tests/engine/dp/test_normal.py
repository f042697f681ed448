# SPDX-License-Identifier: Apache-2.0
"""Tails of the normal law against 40 digits."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

from licet.dp import normal

POINTS = [-60.0, -36.9, -8.2, -1.0, -1e-9, 0.0, 0.3, 2.9999, 3.0, 3.2, 5.5, 12.0, 37.0, 150.0]


def exact_tail(x: float) -> mpmath.mpf:
    return mpmath.erfc(mpmath.mpf(x) / mpmath.sqrt(2)) / 2


@pytest.mark.parametrize("x", POINTS)
def test_log_tail_is_exact_to_the_last_digits(x: float) -> None:
    with mpmath.workdps(400):
        wanted = mpmath.log(exact_tail(x))
        assert abs(normal.log_tail(x) - wanted) <= (8 + x * x) * normal.UNIT * abs(wanted)
        assert normal.log_phi(-x) == normal.log_tail(x)


@pytest.mark.parametrize("x", [x for x in POINTS if x > -37])
def test_the_mills_ratio_errs_by_its_documented_units(x: float) -> None:
    with mpmath.workdps(60):
        wanted = exact_tail(x) / mpmath.npdf(x)
        units = 40 + 2 * min(x, 0.0) ** 2
        assert abs(normal.mills(x) / wanted - 1) <= units * normal.UNIT


def test_arrays_keep_their_shape() -> None:
    grid = np.array([[-1.0, 0.0], [2.0, 30.0]])
    assert normal.tails(grid).shape == normal.log_tails(grid).shape == (2, 2)
    assert normal.tails(grid)[0, 1] == normal.tail(0.0) == 0.5
    assert normal.log_tails(grid)[1, 1] == normal.log_tail(30.0)


def test_the_density_has_its_peak_at_zero() -> None:
    assert normal.log_density(0.0) == pytest.approx(-0.9189385332046727, abs=1e-15)
