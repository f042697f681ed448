# SPDX-License-Identifier: Apache-2.0
"""The curve of Poisson sampling against quadrature in 30 digits."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

from licet.dp import moments, poisson_rdp


def exact(z: float, sigma: float, rate: float, direction: int = 1) -> mpmath.mpf:
    """ln E[f^(1+z)] (removing) or ln E[f^-z] (adding)."""
    with mpmath.workdps(30):
        s, q = mpmath.mpf(sigma), mpmath.mpf(rate)
        power = 1 + mpmath.mpf(z) if direction > 0 else -mpmath.mpf(z)

        def density(x: mpmath.mpf) -> mpmath.mpf:
            return (1 - q + q * mpmath.exp((2 * x - 1) / (2 * s**2))) ** power * mpmath.npdf(x, 0, s)

        edges = [-12 * s, 0, *[k * (z + 2) / 6 for k in range(1, 7)], z + 2 + 12 * s]
        return mpmath.log(mpmath.quad(density, edges, maxdegree=8))


@pytest.mark.parametrize(("sigma", "rate"), [(1.0, 0.01), (0.5, 0.05), (4.0, 0.02048), (2.0, 0.6)])
@pytest.mark.parametrize("z", [0.4, 1.0, 2.5, 7.0, 11.3])
def test_above_both_directions_and_exact_at_whole_orders(sigma: float, rate: float, z: float) -> None:
    value = float(poisson_rdp.moment(np.array([z]), sigma, rate)[0])
    removing = exact(z, sigma, rate)
    assert value >= removing and value >= exact(z, sigma, rate, -1)
    if z == int(z):
        assert value == pytest.approx(float(removing), rel=1e-10)


def test_fractional_orders_are_closer_than_the_chord() -> None:
    z = np.array([0.4, 2.5])
    ends = poisson_rdp.moment(np.array([1.0, 2.0, 3.0]), 1.0, 0.01)
    chord = [0.4 * ends[0], (ends[1] + ends[2]) / 2]
    for at, line in zip(z.tolist(), chord, strict=True):
        value, truth = float(poisson_rdp.moment(np.array([at]), 1.0, 0.01)[0]), float(exact(at, 1.0, 0.01))
        assert value - truth < 0.02 * (line - truth)


@pytest.mark.parametrize("rate", [1e-8, 1e-3, 0.5, 1 - 1e-12, 1.0])
@pytest.mark.parametrize("sigma", [0.05, 1.0, 1e4])
def test_finite_and_at_most_unsampled(sigma: float, rate: float) -> None:
    z = np.array([1e-4, 0.5, 3.3, 100.0, 30000.0, 1e6, 1e12])
    values = poisson_rdp.moment(z, sigma, rate)
    assert np.all(np.isfinite(values)) and np.all(values >= 0)
    assert np.all(values <= moments.gaussian(z, 1 / sigma) * (1 + 1e-12))


def test_rare_sampling_keeps_its_digits() -> None:
    """K(1) = ln(1 + q^2 (e^(1/sigma^2) - 1)), of size 1e-24."""
    value = float(poisson_rdp.moment(np.array([1.0]), 1e4, 1e-8)[0])
    assert value == pytest.approx(float(mpmath.mpf(1e-8) ** 2 * mpmath.expm1(mpmath.mpf(1e-8))), rel=1e-12)
