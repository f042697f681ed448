# SPDX-License-Identifier: Apache-2.0
"""Cubics above fractional powers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from licet.dp import interpolation


@pytest.mark.parametrize("power", [0.1, 0.5, 0.93, 2.05, 2.5, 2.99])
def test_the_cubics_lie_above_the_power(power: float) -> None:
    x = np.geomspace(1e-6, 1e6, 4001)
    for coefficients in interpolation.cubics(np.array([power]))[0, :17]:
        cubic = np.polyval(coefficients[::-1], x)
        assert np.all(cubic >= x**power - 1e-9 * np.polyval(np.abs(coefficients[::-1]), x))


def test_they_meet_it_at_one() -> None:
    assert np.allclose(interpolation.cubics(np.array([2.4]))[0, :17].sum(axis=1), 1.0, atol=1e-7)


@pytest.mark.parametrize("order", [1.2, 1.9, 2.5, 6.3])
def test_excess_of_a_lognormal(order: float) -> None:
    """E[f^a] = exp(a (a - 1) v / 2): above, and within one percent for a small spread."""
    spread = 0.01
    logs = {n: math.log(math.expm1(n * (n - 1) * spread / 2)) for n in range(2, 10)}
    found = math.exp(interpolation.excess(np.array([order]), logs, dict.fromkeys(logs, 1e-15))[0])
    exact = math.expm1(order * (order - 1) * spread / 2)
    assert exact <= found <= exact * 1.01


def test_moments_too_large_are_refused() -> None:
    logs = dict.fromkeys(range(2, 10), 900.0)
    assert interpolation.excess(np.array([4.5]), logs, dict.fromkeys(logs, 0.0))[0] == math.inf


def test_errors_of_the_moments_widen_the_bound() -> None:
    logs = {n: math.log(math.expm1(n * (n - 1) * 0.02)) for n in range(2, 10)}
    sharp, wide = (interpolation.excess(np.array([4.5]), logs, dict.fromkeys(logs, error))[0] for error in (0.0, 1e-3))
    assert wide > sharp
