# SPDX-License-Identifier: Apache-2.0
"""One step, its masses and its cluster, against mpmath."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest

from licet.dp.rare_pair import Pair, cluster

PAIRS = [Pair(0.3, 1e-5), Pair(1.0, 1e-2), Pair(6.0, 1e-3), Pair(1.0, 1e-3, 3), Pair(2.0, 0.2, 5)]


def ratio(pair: Pair, x: mpmath.mpf) -> mpmath.mpf:
    rate, sigma = mpmath.mpf(pair.rate), mpmath.mpf(pair.sigma)
    size = range(pair.group + 1)
    chances = [mpmath.binomial(pair.group, j) * rate**j * (1 - rate) ** (pair.group - j) for j in size]
    return mpmath.fsum(chances[j] * mpmath.exp((2 * j * x - j * j) / (2 * sigma**2)) for j in size)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_the_loss_and_its_inverse(pair: Pair) -> None:
    x = np.linspace(-4 * pair.sigma, pair.group + 6 * pair.sigma, 50)
    with mpmath.workdps(40):
        exact = np.array([float(mpmath.log(ratio(pair, mpmath.mpf(one)))) for one in x])
    assert pair.loss(x) == pytest.approx(exact, rel=1e-11, abs=1e-18)
    assert pair.loss(pair.at(exact)) == pytest.approx(exact, rel=1e-9, abs=1e-15)
    assert pair.at(np.array([pair.floor]))[0] < -5 * pair.sigma


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_masses_between_points_are_as_exact_as_they_claim(pair: Pair) -> None:
    x = np.array([-math.inf, -5 * pair.sigma, -0.1, 0.2, 0.201, 1.0, 1 + 5 * pair.sigma, 1 + 5.001 * pair.sigma])
    rows, errors = pair.between(x)
    with mpmath.workdps(40):
        for j in range(pair.group + 1):
            above = [mpmath.erfc((mpmath.mpf(one) - j) / (pair.sigma * mpmath.sqrt(2))) / 2 for one in x]
            for i, (left, right) in enumerate(zip(above, [*above[1:], mpmath.mpf(0)], strict=True)):
                assert abs(left - right - mpmath.mpf(float(rows[j, i]))) <= errors[j, i]
    assert (errors < 1e-13).all()


@pytest.mark.parametrize("pair", PAIRS, ids=str)
@pytest.mark.parametrize("place", [-1.0, 0.5, 2.0])
def test_a_cluster(pair: Pair, place: float) -> None:
    x = place * pair.sigma
    found = cluster(pair, x)
    with mpmath.workdps(30):
        points = [-14 * pair.sigma, -3 * pair.sigma, x - pair.sigma, x]

        def integral(power: int) -> mpmath.mpf:
            return mpmath.quad(lambda t: mpmath.npdf(t, 0, pair.sigma) * ratio(pair, t) ** power, points)

        p, q, inverse = integral(1), integral(0), integral(-1)
        variance = inverse / p * (p / q) ** 2 - 1
        assert found.mass == pytest.approx(float(p), rel=1e-12)
        assert found.mass + found.above == pytest.approx(1, rel=1e-14)
        assert found.loss == pytest.approx(float(mpmath.log(p / q)), rel=1e-9)
        assert variance * (1 - mpmath.mpf("1e-9")) <= found.variance
        assert place < 0 or found.variance <= 1.1 * variance * ratio(pair, x) / pair.weights[0]
        assert found.reach == pytest.approx(float(mpmath.log(ratio(pair, x) * q / p)), rel=1e-8)
        assert found.depth == pytest.approx(float(mpmath.log(p / q)) - pair.floor, rel=1e-8)


def test_an_empty_cluster_sits_at_the_floor() -> None:
    found = cluster(Pair(1.0, 0.25), -math.inf)
    assert (found.mass, found.above, found.variance) == (0.0, 1.0, 0.0)
    assert found.loss == math.log(0.75)


def test_the_variance_of_the_ratio() -> None:
    pair = Pair(1.5, 0.1, 2)
    exact = mpmath.quad(lambda t: mpmath.npdf(t, 0, 1.5) * (ratio(pair, t) - 1) ** 2, [-20, 0, 2, 24])
    assert pair.variance == pytest.approx(float(exact), rel=1e-10)
