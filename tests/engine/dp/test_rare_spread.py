# SPDX-License-Identifier: Apache-2.0
"""Bounds on the spread of a cluster, against laws that have its variance and range."""

from __future__ import annotations

import math

import numpy as np
import pytest

from licet.dp.rare_pair import Cluster, Pair, cluster
from licet.dp.rare_spread import bennett, kernel, put, sharp, width


def two_points(low: float, high: float) -> tuple[float, float]:
    """The chance of e^low and the variance of a law of mean 1 on e^low and e^high."""
    chance = (math.exp(high) - 1) / (math.exp(high) - math.exp(low))
    return chance, -math.expm1(low) * math.expm1(high)


def exact(low: float, high: float, steps: int, u: float) -> float:
    chance, _ = two_points(low, high)
    total = 0.0
    for k in range(steps + 1):
        weight = math.comb(steps, k) * chance**k * (1 - chance) ** (steps - k)
        total += weight * max(-math.expm1(u + k * low + (steps - k) * high), 0.0)
    return total


@pytest.mark.parametrize(("low", "high"), [(-0.1, 0.001), (-0.01, 0.01), (-0.5, 0.02), (-0.002, 0.2)])
@pytest.mark.parametrize("steps", [1, 5, 60])
def test_put_is_above_every_law_of_that_variance_and_range(low: float, high: float, steps: int) -> None:
    base = Cluster(0.0, 0.9, 0.1, 0.0, two_points(low, high)[1], -low, high)
    for u in np.linspace(2 * steps * low, -3 * steps * low, 41):
        for fewer in (1, steps):
            assert exact(low, high, fewer, float(u)) <= float(put(base, steps, np.array(u))) + 1e-15


def test_put_of_no_spread_is_exact() -> None:
    base = cluster(Pair(1.0, 0.1), -math.inf)
    assert put(base, 100, np.array([-1.0, 0.0, 1.0])) == pytest.approx([1 - math.exp(-1), 0, 0])


def test_put_falls_fast_on_both_sides() -> None:
    base = Cluster(0.0, 0.9, 0.1, 0.0, 1e-8, 1e-3, 1e-4)
    spread = math.sqrt(100 * 1e-8)
    assert float(put(base, 100, np.array(15 * spread))) < 1e-9
    assert float(put(base, 100, np.array(-15 * spread))) == pytest.approx(-math.expm1(-15 * spread), rel=1e-6)


@pytest.mark.parametrize("reach", [1e-4, 0.1, 2.0])
def test_bennett_holds_for_two_points(reach: float) -> None:
    for high in (reach / 50, reach):
        chance, variance = two_points(-reach, high)
        for z in (0.5, 3.0, 40.0):
            moment = chance * math.exp(z * reach) + (1 - chance) * math.exp(-z * high)
            assert moment <= 1 + variance * float(bennett(np.array(z), reach)) + 1e-14


def test_the_sharp_constant() -> None:
    for z in (1e-3, 0.5, 7.0, 1e4):
        y = np.geomspace(1 + 1e-7, 1e6, 20_001) ** (1 / max(z, 1))
        best = float(np.max((1 - 1 / y) / y**z))
        assert best <= math.exp(float(sharp(np.array(z)))) * (1 + 1e-12)
        assert best == pytest.approx(math.exp(float(sharp(np.array(z)))), rel=1e-2)


def test_a_kernel_lies_above_put_at_its_points_and_keeps_the_mean() -> None:
    base = Cluster(0.0, 0.9, 0.1, 0.0, 1e-8, 1e-3, 1e-4)
    law, infinite = kernel(base, 100, 1e-4, 1e-12, 1024)
    size = len(law) // 2
    losses = 1e-4 * np.arange(-size, size + 1)
    assert (law >= 0).all()
    assert law.sum() + infinite == pytest.approx(1, abs=1e-10)
    assert float((law * np.exp(-losses)).sum()) <= 1 + 1e-10
    for low, high, steps in ((-1e-3, 1e-5, 100), (-1e-4, 1e-4, 100)):
        assert two_points(low, high)[1] <= base.variance * (1 + 1e-3)
        for u in np.linspace(-5e-3, 5e-3, 23):
            value = float((law * np.maximum(-np.expm1(u - losses), 0)).sum()) + infinite
            assert value >= exact(low, high, steps, float(u)) * (1 - 1e-3)


def test_a_kernel_that_does_not_fit_charges_the_rest() -> None:
    base = Cluster(0.0, 0.9, 0.1, 0.0, 1e-4, 1e-1, 1e-1)
    law, infinite = kernel(base, 100, 1e-3, 1e-12, 64)
    assert len(law) == 129
    assert infinite >= float(put(base, 100, np.array(0.064)))


def test_no_spread_needs_no_kernel() -> None:
    assert kernel(cluster(Pair(1.0, 0.1), -math.inf), 5, 0.1, 1e-12, 64)[0].tolist() == [1.0]


def test_width_covers_many_deviations() -> None:
    base = Cluster(0.0, 0.9, 0.1, 0.0, 1e-8, 1e-4, 1e-4)
    span = width(base, 10_000, math.log(1e-12), 0.0)
    deviation = math.sqrt(10_000 * 1e-8)
    assert -9 * deviation < span.low < -7 * deviation
    assert 7 * deviation < span.high < 9 * deviation
    assert width(base, 10_000, math.log(1e-12), 50.0).high > span.high
