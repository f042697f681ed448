# SPDX-License-Identifier: Apache-2.0
"""Chances of truncated batches against exact sums."""

from __future__ import annotations

import math
from fractions import Fraction

import mpmath
import pytest

from licet.dp import truncated
from licet.dp.events import TruncatedPoissonGaussian
from licet.dp.pairs import sampled


def exact(trials: int, rate: float, least: int) -> mpmath.mpf:
    q = mpmath.mpf(rate)
    return mpmath.fsum(
        mpmath.binomial(trials, k) * q**k * (1 - q) ** (trials - k) for k in range(least, min(trials, least + 2000) + 1)
    )


@pytest.mark.parametrize(
    ("trials", "rate", "least"), [(20, 0.1, 20), (100, 0.3, 31), (100, 0.3, 12), (50_000, 0.02, 1200), (3000, 0.02, 90)]
)
def test_tails_of_the_binomial(trials: int, rate: float, least: int) -> None:
    with mpmath.workdps(50):
        assert abs(truncated.at_least(trials, rate, least) / exact(trials, rate, least) - 1) < 1e-12


def test_trivial_and_hopeless_tails() -> None:
    assert truncated.at_least(10, 0.5, 0) == 1.0
    assert truncated.at_least(10, 0.5, 11) == 0.0
    assert truncated.at_least(2**53, 0.5, 5) is None


def test_the_lower_rate_is_the_mean_chance_of_being_kept() -> None:
    event = TruncatedPoissonGaussian(1.0, 0.25, 1, 3, 9)
    q = Fraction(1, 4)
    wanted = q * sum(math.comb(8, n) * q**n * (1 - q) ** (8 - n) * min(Fraction(1), Fraction(3, n + 1)) for n in range(9))
    assert truncated.lower_rate(event) == pytest.approx(float(wanted), rel=1e-9)
    assert truncated.lower_rate(event) < float(wanted)


def test_the_upper_pair_mixes_joining_and_displacing() -> None:
    phases = truncated.upper(TruncatedPoissonGaussian(4.0, 0.25, 7, 3, 9), "add_remove")
    assert phases is not None
    (free, plain), (full, displaced) = phases.steps[0].parts
    assert full == pytest.approx(float(exact(8, 0.25, 3)))
    assert free + full == 1.0
    assert (plain.sigma, displaced.sigma, phases.steps[0].count) == (4.0, 2.0, 7)
    assert displaced.above[1] == pytest.approx(float(3 * exact(9, 0.25, 4) / (9 * exact(8, 0.25, 3))))
    replaced = truncated.upper(TruncatedPoissonGaussian(4.0, 0.25, 7, 3, 9), "replace_one")
    assert replaced is not None and replaced.symmetric


def test_a_cap_that_is_never_reached_changes_nothing() -> None:
    event = TruncatedPoissonGaussian(1.0, 0.25, 7, 9, 9)
    assert truncated.upper(event, "add_remove") == sampled(1.0, 0.25, 7)
    assert truncated.lower_rate(event) == 0.25


def test_a_certain_sample_is_a_fixed_batch() -> None:
    phases = truncated.upper(TruncatedPoissonGaussian(2.0, 1.0, 5, 3, 9), "add_remove")
    assert phases is not None
    ((chance, mixture),) = phases.steps[0].parts
    assert (chance, mixture.sigma, mixture.above[1]) == (1.0, 1.0, 3 / 9)
