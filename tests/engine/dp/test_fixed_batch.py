# SPDX-License-Identifier: Apache-2.0
"""Sampling without replacement: the pair of the docstring by brute force, all triangles, and what others publish."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from divergences import both

from licet.dp import conversion, fixed_batch, moments, poisson_rdp

Z = [1, 2, 5, 10]


def batches(values: list[float], size: int) -> dict[float, float]:
    """Law of the sum over a uniform batch."""
    sums = [sum(chosen) for chosen in itertools.combinations(values, size)]
    return {one: sums.count(one) / len(sums) for one in set(sums)}


@pytest.mark.parametrize(("units", "size"), [(3, 1), (4, 2), (6, 2), (6, 5)])
@pytest.mark.parametrize("sigma", [1.0, 4.0])
def test_add_remove_is_attained_and_never_exceeded(units: int, size: int, sigma: float) -> None:
    for z in Z:
        bound = float(fixed_batch.add_remove(np.array([float(z)]), sigma, size / units)[0])
        worst = 0.0
        for others in itertools.product((-1.0, 0.5, 1.0), repeat=units - 1):
            if list(others) == sorted(others):
                worst = max(worst, both(batches([*others, 1.0], size), batches(list(others), size), z, sigma))
        assert worst == pytest.approx(bound, rel=1e-9)


@pytest.mark.parametrize(("units", "size", "sigma"), [(4, 1, 2.0), (5, 2, 4.0), (5, 4, 1.0)])
def test_replace_one_holds_for_every_small_data_set(units: int, size: int, sigma: float) -> None:
    bounds = fixed_batch.replace_one(np.array(Z, float), sigma, size / units)
    for others in itertools.combinations_with_replacement((-1.0, 0.0, 1.0), units - 1):
        for one, two in ((1.0, -1.0), (1.0, 0.0), (1.0, 0.5)):
            for z, bound in zip(Z, bounds.tolist(), strict=True):
                pair = batches([*others, one], size), batches([*others, two], size)
                assert both(*pair, z, sigma) <= bound


def test_replace_one_holds_for_triangles_in_the_plane() -> None:
    """P = (1-q) N(r) + q N(t), Q = (1-q) N(r) + q N(t'), at random points of the unit disc."""
    random, sigma, rate, z = np.random.default_rng(4), 1.5, 0.05, 3
    bound = float(fixed_batch.replace_one(np.array([float(z)]), sigma, rate)[0])
    grid = np.linspace(-12, 12, 241)
    x, y = np.meshgrid(grid, grid)
    worst = 0.0
    for angles in random.uniform(0, 2 * math.pi, (40, 3)):
        r, t, other = (np.exp(-((x - math.cos(a)) ** 2 + (y - math.sin(a)) ** 2) / (2 * sigma**2)) for a in angles)
        p, q = (1 - rate) * r + rate * t, (1 - rate) * r + rate * other
        worst = max(worst, math.log((p ** (1 + z) / q**z).sum() * 0.01 / (2 * math.pi * sigma**2)))
    assert 0.5 * bound < worst <= bound


def test_close_to_its_lower_end_where_noise_is_large() -> None:
    """Others at -1 and the unit at 1 or -1: Poisson at half the noise is reached."""
    for sigma, rate in ((4.0, 0.02048), (8.0, 0.02048), (30.0, 0.01)):
        ratio = fixed_batch.excess(Z, sigma, rate) / poisson_rdp.moment(np.array(Z, float), sigma / 2, rate)
        assert np.all(ratio >= 1 - 1e-12) and np.all(ratio < 1.08)


def test_half_of_the_published_bound() -> None:
    """dp-accounting 0.6.0 says 4.984953 for a replacement that moves the batch by 1: noise multiplier 8 in our units."""
    found = conversion.epsilon_bound(lambda z: 10_000 * fixed_batch.replace_one(z, 8.0, 0.02048), 1e-5)
    assert 2.27 < found < 2.33 < 4.984953


def test_never_above_the_batch_that_holds_the_unit() -> None:
    z = np.array([0.3, 1.0, 50.0, 511.0, 600.0, 1e6])
    for sigma, rate in itertools.product((0.05, 1.0, 1e4), (1e-8, 0.1, 1 - 1e-9, 1.0)):
        values = fixed_batch.replace_one(z, sigma, rate)
        assert np.all(np.isfinite(values)) and np.all(values <= moments.gaussian(z, 2 / sigma) * (1 + 1e-12))
