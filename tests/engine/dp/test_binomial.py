# SPDX-License-Identifier: Apache-2.0
"""Masses of a binomial against exact arithmetic, and in the extremes."""

import math

import pytest

from licet.dp import binomial


@pytest.mark.parametrize("trials,log_odds", [(1, 0.0), (0, 3.0), (60, -2.0), (60, 5.0), (400, 0.7), (3, -40.0)])
def test_masses_are_exact(trials: int, log_odds: float) -> None:
    first, masses = binomial.masses(trials, log_odds)
    chance = 1 / (1 + math.exp(-log_odds))
    other = 1 / (1 + math.exp(log_odds))
    exact = [math.comb(trials, j) * chance**j * other ** (trials - j) for j in range(first, first + len(masses))]
    assert masses.tolist() == pytest.approx(exact, rel=1e-10)
    assert math.fsum(exact) == pytest.approx(1, abs=1e-12)


def test_a_large_window_is_short_and_centered() -> None:
    first, masses = binomial.masses(10**12, math.log(1e-6))
    mean = first + float(masses @ range(len(masses)))
    assert len(masses) < 30_000 and mean == pytest.approx(1e6, rel=1e-5)
    assert max(masses[0], masses[-1]) < 1e-30


@pytest.mark.parametrize("log_odds", [-1e300, -800.0, 800.0, 1e300])
def test_certain_coins(log_odds: float) -> None:
    first, masses = binomial.masses(50, log_odds)
    assert masses[(50 if log_odds > 0 else 0) - first] == pytest.approx(1)
