# SPDX-License-Identifier: Apache-2.0
"""Closed forms against 60 digits: every end holds as printed."""

from __future__ import annotations

import math
import random

import mpmath
import pytest

from licet.dp import closed


def delta_of(epsilon: float, mu: float) -> mpmath.mpf:
    e, m = mpmath.mpf(epsilon), mpmath.mpf(mu)
    return mpmath.ncdf(m / 2 - e / m) - mpmath.exp(e) * mpmath.ncdf(-m / 2 - e / m)


def test_gaussian_ends_hold_and_are_tight() -> None:
    draw = random.Random(5)
    with mpmath.workdps(60):
        for _ in range(150):
            mu, delta = 10 ** draw.uniform(-4, 2.2), 10 ** draw.uniform(-60, -0.01)
            lower, upper = closed.gaussian(mu, delta)
            assert delta_of(upper, mu) <= delta
            assert upper == 0 or delta_of(lower, mu) >= delta
            assert upper - lower <= 1e-8 * upper


@pytest.mark.parametrize(("mu", "delta", "epsilon"), [(1.0, 1e-5, 4.377178), (2.0, 1e-6, 10.997151), (1e-6, 0.5, 0.0)])
def test_gaussian_reference_values(mu: float, delta: float, epsilon: float) -> None:
    assert closed.gaussian(mu, delta)[1] == pytest.approx(epsilon, abs=1e-6)


@pytest.mark.parametrize(("mu", "delta"), [(1e-300, 1e-300), (1e10, 1e-300), (1e-9, 0.999), (1e160, 0.5), (1e100, 0.5)])
def test_extreme_gaussians_are_ordered(mu: float, delta: float) -> None:
    lower, upper = closed.gaussian(mu, delta)
    assert 0 <= lower <= upper


def test_gaussian_delta_is_the_inverse() -> None:
    with mpmath.workdps(60):
        for mu, epsilon in ((1.0, 2.0), (0.01, 0.05), (30.0, 500.0)):
            lower, upper = closed.gaussian_delta(mu, epsilon)
            assert lower <= delta_of(epsilon, mu) <= upper <= lower * (1 + 1e-9)


def one_step(epsilon: float, sigma: float, rate: float) -> mpmath.mpf:
    """The Neyman-Pearson test of (1-q) N(0) + q N(1) against N(0)."""
    e, s, q = mpmath.mpf(epsilon), mpmath.mpf(sigma), mpmath.mpf(rate)
    x = mpmath.mpf(1) / 2 + s**2 * mpmath.log((mpmath.exp(e) - 1) / q + 1)
    above = (x - 1) / s
    return q * mpmath.ncdf(-above) - (mpmath.exp(e) - 1 + q) * mpmath.ncdf(-x / s)


@pytest.mark.parametrize(
    ("sigma", "rate", "delta"), [(1.0, 0.01, 1e-5), (1.0, 0.01, 1e-14), (0.3, 0.5, 1e-8), (5.0, 0.9, 1e-3)]
)
def test_one_step_ends_hold(sigma: float, rate: float, delta: float) -> None:
    lower, upper = closed.one_step(1 / sigma, rate, delta)
    with mpmath.workdps(60):
        assert one_step(upper, sigma, rate) <= delta <= one_step(lower, sigma, rate)
        low, high = closed.one_step_delta(1 / sigma, rate, upper)
        assert low <= one_step(upper, sigma, rate) <= high
    assert upper - lower <= 1e-9 * upper


def test_one_step_reference_value_and_a_delta_above_the_rate() -> None:
    assert closed.one_step(1.0, 0.01, 1e-5)[0] == pytest.approx(0.1994504, abs=1e-7)
    assert closed.one_step(1.0, 0.01, 0.02) == (0.0, 0.0)


def test_zcdp_laplace_and_pure_reference_values() -> None:
    assert closed.zcdp(0.5, 1e-10) == pytest.approx(6.839329, abs=1e-6)
    assert closed.zcdp(0.0, 1e-10) == 0.0
    lower, upper = closed.laplace(1.0, 1e-6)
    assert lower <= 1 + 2 * math.log1p(-1e-6) <= upper
    assert closed.laplace_delta(1.0, upper) <= 1e-6 * (1 + 1e-8)
    assert math.exp(closed.pure_log_delta(4.999885, 0.5, 10)) == pytest.approx(1e-6, rel=1e-2)


def test_pure_delta_is_the_sum_of_randomized_responses() -> None:
    size, count, epsilon = 0.4, 5, 0.7
    keep = math.exp(size) / (1 + math.exp(size))
    wanted = sum(
        math.comb(count, wrong)
        * max(
            0.0, keep ** (count - wrong) * (1 - keep) ** wrong - math.exp(epsilon) * keep**wrong * (1 - keep) ** (count - wrong)
        )
        for wrong in range(count + 1)
    )
    assert math.exp(closed.pure_log_delta(epsilon, size, count)) == pytest.approx(wanted, rel=1e-12)
    assert closed.pure_log_delta(size * count, size, count) == -math.inf


def test_a_root_is_found_from_the_right() -> None:
    assert closed.root(lambda x: 2 - x * x, 0.0, 5.0) == pytest.approx(math.sqrt(2), abs=1e-15)
