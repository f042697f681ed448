# SPDX-License-Identifier: Apache-2.0
"""One inversion: its ends hold the delta that real-space integration gives."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest

from licet.dp import closed, contour, pairs, search


def two_steps(epsilon: float, sigma: float, rate: float) -> float:
    """delta of two removals by integration over the first output, the second in closed form."""
    e, s, q = mpmath.mpf(epsilon), mpmath.mpf(sigma), mpmath.mpf(rate)

    def rest(level: mpmath.mpf) -> mpmath.mpf:
        if mpmath.exp(level) <= 1 - q:
            return 1 - mpmath.exp(level)
        x = mpmath.mpf(1) / 2 + s * s * mpmath.log((mpmath.exp(level) - 1) / q + 1)
        return (1 - q) * mpmath.ncdf(-x / s) + q * mpmath.ncdf((1 - x) / s) - mpmath.exp(level) * mpmath.ncdf(-x / s)

    def integrand(x: mpmath.mpf) -> mpmath.mpf:
        ratio = 1 - q + q * mpmath.exp((2 * x - 1) / (2 * s * s))
        return mpmath.npdf(x / s) / s * ratio * rest(e - mpmath.log(ratio))

    kink = mpmath.mpf(1) / 2 + s * s * mpmath.log((mpmath.exp(e) / (1 - q) - 1) / q + 1)
    return float(mpmath.quad(integrand, sorted([-10 * s, -3 * s, 0, 1, 1 + 3 * s, kink, kink + 4 * s, max(kink, 1) + 12 * s])))


@pytest.mark.parametrize(("sigma", "rate", "epsilon"), [(1.0, 0.3, 2.0), (1.0, 0.3, 4.0), (2.0, 0.1, 0.3), (0.7, 0.5, 6.0)])
def test_two_steps_against_real_space(sigma: float, rate: float, epsilon: float) -> None:
    with mpmath.workdps(25):
        wanted = two_steps(epsilon, sigma, rate)
    phases = pairs.sampled(sigma, rate, 2)
    found = contour.prepare(phases, 1, search.for_epsilon(phases, 1, epsilon))
    low, high = found.log_ends(epsilon)
    assert math.exp(low) * (1 - 1e-12) <= wanted <= math.exp(high) * (1 + 1e-12)
    assert high - low < 1e-6


@pytest.mark.parametrize(("mu", "delta"), [(1.0, 1e-5), (0.02, 1e-12), (40.0, 1e-3), (3.0, 1e-30)])
def test_a_gaussian_inverts_to_its_closed_form(mu: float, delta: float) -> None:
    """No quadrature: the errors of the sum alone."""
    phases, epsilon = pairs.Phases(mu=mu), closed.gaussian(mu, delta)[1]
    found = contour.prepare(phases, 1, search.for_delta(phases, 1, math.log(delta)))
    low, high = found.log_ends(epsilon)
    wanted = closed.gaussian_log_delta(epsilon, mu)
    assert low <= wanted[0] + wanted[1] and wanted[0] - wanted[1] <= high
    assert high - low < 1e-7


def test_the_plain_sum_lies_above_and_a_shorter_period_adds_more() -> None:
    """Images are positive: halving the period can only raise the sum."""
    phases, log_delta = pairs.sampled(1.0, 0.05, 200), math.log(1e-6)
    found = contour.prepare(phases, 1, search.for_delta(phases, 1, log_delta))
    center = 3.0
    sums = [
        contour.filled(found.law, found.period / part, float(found.times[-1]), found.log_tail, found.right).sum_at(center)[0]
        for part in (1, 4, 8)
    ]
    assert sums == sorted(sums) and sums[2] > sums[0]


@pytest.mark.parametrize("factor", [0.8, 1.15])
def test_another_exponent_gives_the_same_delta(factor: float) -> None:
    phases, epsilon = pairs.compose([pairs.sampled(1.0, 0.05, 200), pairs.sampled(0.8, 0.01, 100)]), 3.0
    plan = search.for_epsilon(phases, 1, epsilon)
    first = contour.prepare(phases, 1, plan).log_ends(epsilon)
    second = contour.prepare(phases, 1, search.at_slope(phases, 1, factor * plan.z, plan.log_delta, epsilon)).log_ends(epsilon)
    assert max(first[0], second[0]) <= min(first[1], second[1])


def test_derivatives_of_the_sum() -> None:
    phases = pairs.sampled(1.0, 0.05, 200)
    found = contour.prepare(phases, 1, search.for_epsilon(phases, 1, 3.0))
    (low, _), (value, slope), (high, _) = (found.sum_at(at) for at in (2.999, 3.0, 3.001))
    assert slope == pytest.approx((high - low) / 0.002, rel=1e-3)
    assert np.isfinite(value)
