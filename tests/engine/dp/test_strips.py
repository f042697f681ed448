# SPDX-License-Identifier: Apache-2.0
"""Spacings: the quadrature error that they promise is kept."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest

from licet.dp import quadrature, strips
from licet.dp.pairs import Mixture


def moment(mixture: Mixture, direction: int, w: complex) -> mpmath.mpc:
    """E[e^{wL}] by adaptive quadrature."""
    s = mpmath.mpf(mixture.sigma)

    def side(weights: tuple[float, ...], x: mpmath.mpf) -> mpmath.mpf:
        return mpmath.fsum(p * mpmath.exp((2 * j * x - j * j) / (2 * s * s)) for j, p in enumerate(weights))

    def integrand(x: mpmath.mpf) -> mpmath.mpc:
        above, below = side(mixture.above, x), side(mixture.below, -x)
        near, far = (above, below) if direction > 0 else (below, above)
        return mpmath.npdf(x / s) / s * near ** (1 + w) * far ** (-w)

    ends = [-60 * s, -20 * s, -8 * s, -4 * s, -2 * s, 0, 1, 2 * s, 4 * s, 8 * s, 20 * s, 60 * s]
    return mpmath.quad(integrand, sorted(ends))


CASES = [
    (Mixture(1.0, (0.9, 0.1)), 1),
    (Mixture(1.0, (0.9, 0.1)), -1),
    (Mixture(0.5, (0.5, 0.5)), -1),
    (Mixture(2.0, (0.8, 0.2), (0.8, 0.2)), 1),
    (Mixture(2.0, (0.25, 0.5, 0.25)), 1),
]


@pytest.mark.parametrize(("mixture", "direction"), CASES)
@pytest.mark.parametrize("time", [0.0, 5.0])
def test_the_trapezoid_rule_errs_by_no_more_than_promised(mixture: Mixture, direction: int, time: float) -> None:
    """Few digits, so that the error is far above rounding; adaptive quadrature judges."""
    z, digits = 2.0, 12.0
    spread = strips.spacing(mixture, strips.exponents(direction, z), time, digits)
    nodes = quadrature.nodes(mixture, direction, z, spread, 36.0)
    found = complex((np.exp(nodes.base + (z + 1j * time) * nodes.loss)).sum())
    with mpmath.workdps(20):
        wanted, size = moment(mixture, direction, mpmath.mpc(z, time)), moment(mixture, direction, z)
        assert abs(found - wanted) <= math.exp(-digits) * size


def test_more_digits_or_time_need_finer_nodes() -> None:
    mixture = Mixture(1.0, (0.9, 0.1))
    spacings = [strips.spacing(mixture, (3.0, -2.0), time, digits) for time, digits in ((0.0, 20.0), (0.0, 40.0), (50.0, 40.0))]
    assert spacings == sorted(spacings, reverse=True)


def test_growth_takes_the_better_of_two_bounds() -> None:
    assert strips.log_growth(1.0, 1, 2000.0, 0.3, 0.3, 0.99999) < 1.0
    assert strips.log_growth(1.0, 1, 2.0, 0.3, 0.3, 1e-9) == pytest.approx(0.09 - 2 * math.log(math.cos(0.3)))


def test_lines_stay_where_arguments_rise() -> None:
    for sigma, size in ((0.2, 1), (1.0, 5), (50.0, 1)):
        assert strips.margin(sigma, size) + strips.farthest(sigma, size) <= math.pi * sigma**2 / (2 * size) * (1 + 1e-12)
        assert strips.line_spacing(Mixture(sigma, (0.9, 0.1)), 3.0, 36.0) > 0
