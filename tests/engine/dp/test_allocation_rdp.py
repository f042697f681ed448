# SPDX-License-Identifier: Apache-2.0
"""Moments of the mean of lognormals: against enumeration, against simulation-free quadrature, and against limits."""

from __future__ import annotations

import itertools
import math

import mpmath
import numpy as np
import pytest

from licet.dp import allocation_rdp, moments


def enumerated(sigma: float, batches: int, order: int) -> float:
    """ln E[Z^n] over all choices of n batches: equal choices meet."""
    total = 0.0
    for chosen in itertools.product(range(batches), repeat=order):
        counts = [chosen.count(one) for one in set(chosen)]
        total += math.exp(sum(count * (count - 1) for count in counts) / (2 * sigma**2))
    return math.log(total / batches**order)


@pytest.mark.parametrize(("sigma", "batches"), [(1.0, 2), (0.5, 5), (4.0, 7)])
def test_removing_by_enumeration(sigma: float, batches: int) -> None:
    values = allocation_rdp.remove(sigma, batches)
    for order in (1, 2, 3, 4, 5):
        assert values[order - 1] == pytest.approx(enumerated(sigma, batches, order), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("sigma", [0.4, 1.0, 5.0])
def test_both_recurrences_agree(sigma: float) -> None:
    """255 batches are multiplied out, 256 use the positive recurrence: equal steps."""
    one, two, three = (allocation_rdp.remove(sigma, batches)[1:40] for batches in (254, 255, 256))
    assert np.all(one > two) and np.all(two > three)
    assert np.allclose(one - two, two - three, rtol=0.1)


def test_the_second_moment_is_known() -> None:
    """E[Z^2] = 1 + (e^(1/sigma^2) - 1) / t, also for a million batches."""
    for batches in (3, 300, 10**6, 10**9):
        exact = math.log1p(math.expm1(1 / 4.0) / batches)
        assert exact <= allocation_rdp.remove(2.0, batches)[1] <= exact * (1 + 1e-8)


@pytest.mark.parametrize(("sigma", "z"), [(1.0, 1), (1.0, 4), (2.0, 9), (0.5, 2), (4.0, 20), (4.0, 60)])
def test_adding_to_two_batches_by_quadrature(sigma: float, z: int) -> None:
    x, step = np.linspace(-9 * sigma - z, 9 * sigma, 3000, retstep=True)
    term = np.exp((2 * x - 1) / (2 * sigma**2))
    density = np.exp(-(x**2) / (2 * sigma**2)) * step / (sigma * math.sqrt(2 * math.pi))
    with np.errstate(over="ignore"):
        powers = np.nan_to_num(((term[:, None] + term[None, :]) / 2) ** -float(z), posinf=1e300)
    exact = math.log(density @ powers @ density)
    found = float(allocation_rdp.add(sigma, 2, np.array([float(z)]))[0])
    assert exact <= found <= 1.1 * exact


@pytest.mark.parametrize(("sigma", "batches"), [(1.0, 50), (2.0, 1000), (4.0, 48), (1.0, 10**6)])
def test_adding_is_amplified_as_much_as_removing(sigma: float, batches: int) -> None:
    z = np.array([1.0, 2.0, 4.0])
    adding, removing = allocation_rdp.add(sigma, batches, z), allocation_rdp.remove(sigma, batches)[[1, 2, 4]]
    assert np.all(adding <= removing * 1.002) and np.all(adding >= 0.7 * removing)


def test_adding_against_its_expansion() -> None:
    """For many batches Z - 1 is small: E[Z^-z] = 1 + z (z + 1) v / 2 - ..., v = (e^(1/sigma^2) - 1) / t."""
    variance = math.expm1(0.25) / 10**5
    for z in (1.0, 3.0, 8.0):
        second = z * (z + 1) / 2 * variance
        assert second * (1 - 6e-3) <= math.expm1(allocation_rdp.add(2.0, 10**5, np.array([1.0, z]))[1]) <= second * (1 + 2e-3)


def test_shares_cover_the_gamma_law() -> None:
    log_l = np.linspace(-3.0, 4.0, 200)
    shape = np.arange(3.0, 30.0)
    shares = np.exp(allocation_rdp._log_shares(shape, log_l))
    for row, one in zip(shares, shape.tolist(), strict=True):
        inside = mpmath.gammainc(one, math.exp(-3), math.exp(4), regularized=True)
        assert inside <= row.sum() <= inside + 1e-9


def test_cells_keep_mass_and_mean() -> None:
    for sigma in (0.3, 1.0, 20.0):
        values, masses, beyond = allocation_rdp._cells(sigma)
        assert masses.sum() == pytest.approx(1.0, abs=1e-8) and masses @ values + beyond == pytest.approx(1.0, abs=1e-8)


def test_never_negative_never_infinite() -> None:
    for sigma, batches in itertools.product((0.05, 0.3, 1.0, 1e4), (2, 30, 300, 10**7)):
        values = allocation_rdp.at_whole(sigma, batches)
        assert np.all(np.isfinite(values)) and np.all(values > 0) and len(values) == allocation_rdp.LARGEST
        assert np.all(values[:50] <= moments.gaussian(np.arange(1.0, 51.0), 1 / sigma) * (1 + 1e-6))
