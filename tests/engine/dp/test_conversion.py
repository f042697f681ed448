# SPDX-License-Identifier: Apache-2.0
"""The sharp conversion: exact constant, two directions that agree, minima that a dense grid does not beat."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest

from licet.dp import conversion, moments


def test_the_constant() -> None:
    for z in (1e-6, 0.3, 1.0, 80.0, 1e9):
        with mpmath.workdps(40):
            exact = mpmath.mpf(z) * mpmath.log(mpmath.mpf(z)) - (1 + mpmath.mpf(z)) * mpmath.log(1 + mpmath.mpf(z))
        assert conversion.sharp_constant(np.array([z]))[0] == pytest.approx(float(exact), rel=1e-13)


@pytest.mark.parametrize("mu", [1e-5, 0.01, 1.0, 40.0])
@pytest.mark.parametrize("delta", [1e-300, 1e-10, 0.3])
def test_epsilon_is_the_least_over_a_dense_grid(mu: float, delta: float) -> None:
    found = conversion.epsilon_bound(lambda z: moments.gaussian(z, mu), delta)
    z = np.geomspace(1e-5, 1e13, 200_000)
    dense = ((moments.gaussian(z, mu) + conversion.sharp_constant(z) - math.log(delta)) / z).min()
    assert max(0.0, dense * (1 - 1e-12)) <= found <= max(0.0, dense) * (1 + 2e-4) + 1e-11


def test_delta_undoes_epsilon() -> None:
    epsilon = conversion.epsilon_bound(lambda z: moments.gaussian(z, 1.0), 1e-6)
    assert conversion.delta_bound(lambda z: moments.gaussian(z, 1.0), epsilon) == pytest.approx(1e-6, rel=1e-3)
    assert conversion.delta_bound(lambda z: moments.gaussian(z, 1.0), 0.0) <= 1.0


def test_a_gaussian_is_never_understated() -> None:
    """delta(epsilon) in closed form at the epsilon found is at most delta."""
    for mu in (0.1, 1.0, 6.0):
        epsilon = conversion.epsilon_bound(lambda z, mu=mu: moments.gaussian(z, mu), 1e-5)
        exact = mpmath.ncdf(mu / 2 - epsilon / mu) - mpmath.exp(epsilon) * mpmath.ncdf(-mu / 2 - epsilon / mu)
        assert exact < 1e-5


def test_infinite_moments_prove_nothing() -> None:
    assert conversion.epsilon_bound(lambda z: np.full_like(z, np.inf), 1e-5) == math.inf
    assert conversion.delta_bound(lambda z: np.full_like(z, np.nan), 1.0) == 1.0
