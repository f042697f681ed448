# SPDX-License-Identifier: Apache-2.0
"""Groups: above the exact divergence in both directions, and equal to it where removing is the worse one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from divergences import both

from licet.dp import group_rdp, moments, poisson_rdp

Z = np.array([1.0, 3.0, 7.0, 9.0])
@pytest.mark.parametrize(("sigma", "rate", "size"), [(4.0, 0.02, 2), (2.0, 0.3, 3), (5.0, 0.05, 6), (20.0, 0.01, 40)])
def test_a_group_in_both_directions(sigma: float, rate: float, size: int) -> None:
    with_group = {float(j): math.comb(size, j) * rate**j * (1 - rate) ** (size - j) for j in range(size + 1)}
    without = {0.0: 1.0}
    for z, value in zip(Z.tolist(), group_rdp.moment(Z, sigma, rate, size).tolist(), strict=True):
        exact = both(with_group, without, z, sigma)
        assert exact <= value * (1 + 1e-9) and value <= 1.25 * exact


def test_a_group_of_one_is_poisson_and_large_ones_stay_finite() -> None:
    assert np.array_equal(group_rdp.moment(Z, 1.0, 0.01, 1), poisson_rdp.moment(Z, 1.0, 0.01))
    for size in (17, 1000):
        values = group_rdp.moment(Z, 100.0, 1e-4, size)
        assert np.all(values <= moments.gaussian(Z, size / 100) * (1 + 1e-12)) and np.all(values > 0)


def test_more_members_cost_more() -> None:
    values = [float(group_rdp.moment(np.array([4.0]), 10.0, 0.01, size)[0]) for size in (1, 2, 5, 16, 40, 100)]
    assert values == sorted(values)


def test_whole_orders_are_exact_where_removing_is_worse() -> None:
    for sigma, rate, size in ((4.0, 0.02, 2), (5.0, 0.05, 6)):
        with_group = {float(j): math.comb(size, j) * rate**j * (1 - rate) ** (size - j) for j in range(size + 1)}
        value = float(group_rdp.moment(np.array([3.0]), sigma, rate, size)[0])
        assert value == pytest.approx(both(with_group, {0.0: 1.0}, 3.0, sigma), rel=1e-9)


def test_extremes_stay_finite() -> None:
    z = np.array([1e-4, 0.5, 30.0, 1e6])
    for sigma in (0.05, 1.0, 1e4):
        for rate in (1e-8, 0.3, 1 - 1e-9, 1.0):
            for size in (2, 60, 10_001):
                values = group_rdp.moment(z, sigma, rate, size)
                assert np.all(np.isfinite(values)) and np.all(values <= moments.gaussian(z, size / sigma) * (1 + 1e-12))
