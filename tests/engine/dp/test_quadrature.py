# SPDX-License-Identifier: Apache-2.0
"""The nodes of one step: losses with their errors, and the range that they cover."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest

from licet.dp import pairs, quadrature, strips
from licet.dp.pairs import Mixture


def exact_log(weights: tuple[float, ...], x: float, sigma: float) -> mpmath.mpf:
    s = mpmath.mpf(sigma) ** 2
    return mpmath.log(
        mpmath.fsum(mpmath.mpf(w) * mpmath.exp((2 * j * mpmath.mpf(x) - j * j) / (2 * s)) for j, w in enumerate(weights))
    )


@pytest.mark.parametrize("weights", [(0.5, 0.5), (0.75, 0.25), (1 - 2.0**-20, 2.0**-20), (0.25, 0.5, 0.25), (0.0, 0.5, 0.5)])
@pytest.mark.parametrize("sigma", [0.05, 0.5, 1.0, 30.0])
def test_logarithms_are_within_their_counted_error(weights: tuple[float, ...], sigma: float) -> None:
    x = np.array([-40.0, -9.0, -1.0, 0.0, 0.4999, 0.5, 0.75, 3.0, 17.0, 200.0]) * min(1.0, sigma)
    found = quadrature.side(weights, x, sigma, False)
    with mpmath.workdps(50):
        for at, log, error in zip(x.tolist(), found.log.tolist(), found.error.tolist(), strict=True):
            assert abs(log - exact_log(weights, at, sigma)) <= error


def test_a_mirrored_side_runs_the_other_way() -> None:
    x = np.linspace(-3, 3, 7)
    assert np.array_equal(quadrature.side((0.9, 0.1), x, 1.0, True).log, quadrature.side((0.9, 0.1), -x, 1.0, False).log)
    assert not quadrature.side((1.0,), x, 1.0, False).log.any()


@pytest.mark.parametrize(
    "mixture",
    [
        Mixture(1.0, (0.99, 0.01)),
        Mixture(0.4, (0.5, 0.5)),
        Mixture(2.0, (0.9, 0.1), (0.9, 0.1)),
        Mixture(1.0, (0.25, 0.5, 0.25)),
    ],
)
@pytest.mark.parametrize("direction", [1, -1])
@pytest.mark.parametrize("z", [0.3, 6.0, 40.0])
def test_what_lies_outside_the_range_is_negligible(mixture: Mixture, direction: int, z: float) -> None:
    """The integrand beyond both cuts, summed on a far wider range."""
    low, high = quadrature.cuts(mixture, direction, z, 30.0)
    wide = quadrature.at(mixture, direction, (high - low) / 8000, (3 * low - high, 3 * high - low))
    tilted = wide.base + z * wide.loss
    mass = np.exp(tilted - tilted.max())
    outside = (wide.x < low) | (wide.x > high)
    assert mass[outside].sum() <= 2 * math.exp(-30) * mass.sum()
    base = np.exp(wide.base)
    assert base[outside].sum() <= 2 * math.exp(-30)


def test_too_many_nodes_are_refused() -> None:
    with pytest.raises(quadrature.Uncertified):
        quadrature.at(Mixture(1.0, (0.5, 0.5)), 1, 1e-9, (-10.0, 10.0))


def test_nodes_hold_a_law() -> None:
    mixture = pairs.sampled(1.0, 0.01, 1).steps[0].parts[0][1]
    found = quadrature.nodes(mixture, 1, 5.0, strips.spacing(mixture, (6.0, -5.0), 0.0, 36.0), 36.0)
    assert np.exp(found.base).sum() == pytest.approx(1, abs=1e-14)
    assert found.least == 1.0
