# SPDX-License-Identifier: Apache-2.0
"""Closed log moments against 40-digit values: never below, and close."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

from licet.dp import moments

Z = np.array([1e-4, 0.03, 0.7, 1.0, 5.5, 40.0, 900.0])
mpmath.mp.dps = 40


def close_above(values: np.ndarray, truth: list[mpmath.mpf], relative: float) -> None:
    for value, exact in zip(values.tolist(), truth, strict=True):
        assert exact <= value <= exact * (1 + relative) + 1e-300


@pytest.mark.parametrize("epsilon", [1e-6, 0.5, 3.0, 200.0])
def test_pure(epsilon: float) -> None:
    e = mpmath.mpf(epsilon)
    truth = [mpmath.log((mpmath.exp((1 + z) * e) + mpmath.exp(-z * e)) / (1 + mpmath.exp(e))) for z in map(mpmath.mpf, Z)]
    close_above(moments.pure(Z, epsilon), truth, 1e-12)


@pytest.mark.parametrize("scale", [0.05, 1.0, 300.0])
def test_laplace(scale: float) -> None:
    e = 1 / mpmath.mpf(scale)

    def one(z: mpmath.mpf) -> mpmath.mpf:
        return mpmath.log(((1 + z) * mpmath.exp(z * e) + z * mpmath.exp(-(1 + z) * e)) / (2 * z + 1))

    close_above(moments.laplace(Z, scale), [one(mpmath.mpf(z)) for z in Z], 1e-11)


def test_gaussian_and_zcdp_agree() -> None:
    close_above(moments.gaussian(Z, 0.3), [mpmath.mpf(z) * (1 + mpmath.mpf(z)) * mpmath.mpf(0.3) ** 2 / 2 for z in Z], 1e-14)
    assert np.allclose(moments.zcdp(Z, 0.045), moments.gaussian(Z, 0.3), rtol=1e-14, atol=0)


def test_nothing_is_lost_by_nothing() -> None:
    assert moments.pure(Z, 0.0).tolist() == [0.0] * len(Z)


@pytest.mark.parametrize("rate", [1e-8, 0.3, 1 - 1e-12])
def test_mixed(rate: float) -> None:
    moment = np.array([1e-9, 0.2, 30.0, 5000.0])
    truth = [mpmath.log(1 + mpmath.mpf(rate) * mpmath.expm1(mpmath.mpf(one))) for one in moment]
    close_above(moments.mixed(moment, rate), truth, 1e-11)


@pytest.mark.parametrize("rate", [1e-7, 0.02, 0.9])
def test_binomial_sum_counts_its_rounding(rate: float) -> None:
    whole, weights = [1, 2, 17, 300], np.log(np.arange(2.0, 302.0)) ** 2
    log_sum, error = moments.binomial_sum(whole, weights, rate)
    for n, value, off in zip(whole, log_sum.tolist(), error.tolist(), strict=True):
        q = mpmath.mpf(rate)
        chances = (mpmath.binomial(n + 1, j) * q**j * (1 - q) ** (n + 1 - j) for j in range(2, n + 2))
        terms = [chance * mpmath.exp(mpmath.mpf(weight)) for chance, weight in zip(chances, weights)]
        assert abs(value - mpmath.log(mpmath.fsum(terms))) <= off < 1e-9


def test_chords_join_whole_values() -> None:
    z = np.array([0.5, 1.0, 1.25, 2.0, 7.0])
    values = moments.chords(z, lambda whole: np.array([float(n * n) for n in whole]), 5)
    assert np.allclose(values[:4], [0.5, 1.0, 1.75, 4.0], rtol=1e-14) and values[4] == np.inf


def test_second_order_has_no_cancellation() -> None:
    points = np.array([-40.0, -0.5, -1e-9, 1e-9, 0.4999, 0.5001, 3.0])
    truth = [float(mpmath.expm1(mpmath.mpf(x)) - mpmath.mpf(x)) for x in points]
    assert np.allclose(moments.second_order(points), truth, rtol=1e-13, atol=0)
