# SPDX-License-Identifier: Apache-2.0
"""Losses with atoms only: lattice ends against exact values."""

from __future__ import annotations

import itertools
import math

import pytest

from licet.dp import closed, lattice
from licet.dp.pairs import Phases


def test_one_laplace_release() -> None:
    lower, upper = lattice.epsilon(Phases(laplace={1.0: 1}), 1e-6)
    exact = 1 + 2 * math.log1p(-1e-6)
    assert lower <= exact <= upper
    assert upper - lower < 1e-8


def two_laplace(epsilon: float, size: float) -> float:
    """delta of two releases by a fine sum over the first loss; the second in closed form (its atoms are at both ends)."""

    def one(level: float) -> float:
        if level >= size:
            return 0.0
        return -math.expm1(level) if level <= -size else -math.expm1((level - size) / 2)

    cells = 40_000
    total = 0.5 * one(epsilon - size) + 0.5 * math.exp(-size) * one(epsilon + size)
    for number in range(cells):
        y = (number + 0.5) * size / cells
        total += 0.5 * math.exp(-y) * one(epsilon - size + 2 * y) * size / cells
    return total


@pytest.mark.parametrize(("size", "epsilon"), [(1.0, 1.2), (0.5, 0.3), (3.0, 4.0)])
def test_two_laplace_releases(size: float, epsilon: float) -> None:
    low, high = lattice.delta(Phases(laplace={1 / size: 2}), epsilon)
    wanted = two_laplace(epsilon, size)
    assert low <= wanted * (1 + 1e-7) and wanted * (1 - 1e-7) <= high
    assert high - low < 1e-5 * high


def test_ten_laplace_releases_lie_below_dp_accounting() -> None:
    """dp-accounting 0.6.0 (grid 1e-4) says <= 4.998978; the accountant's own grid is finer."""
    lower, upper = lattice.epsilon(Phases(laplace={2.0: 10}), 1e-6)
    assert lower <= 4.99898 and upper <= 4.998985
    assert upper - lower < 1e-5 * upper


def test_randomized_responses_of_one_size_are_exact() -> None:
    lower, upper = lattice.epsilon(Phases(response={0.5: 10}), 1e-6)
    assert upper == pytest.approx(4.999885, abs=1e-6)
    assert math.exp(closed.pure_log_delta(upper, 0.5, 10)) <= 1e-6 <= math.exp(closed.pure_log_delta(lower, 0.5, 10))
    low, high = lattice.delta(Phases(response={0.5: 10}), upper)
    assert low <= 1e-6 * (1 + 1e-9) and high >= low


def test_responses_of_two_sizes_against_enumeration() -> None:
    sizes, epsilon = [0.3, 0.3, 0.2], 0.25
    wanted = 0.0
    for signs in itertools.product((1, -1), repeat=3):
        loss = sum(sign * size for sign, size in zip(signs, sizes, strict=True))
        chance = math.prod(1 / (1 + math.exp(-sign * size)) for sign, size in zip(signs, sizes, strict=True))
        wanted += chance * max(0.0, -math.expm1(epsilon - loss))
    low, high = lattice.delta(Phases(response={0.3: 2, 0.2: 1}), epsilon)
    assert low <= wanted <= high
    assert high - low < 1e-2 * high


def test_huge_counts_fall_back_to_ends_that_hold() -> None:
    lower, upper = lattice.epsilon(Phases(laplace={1.0: 10**9}), 1e-6)
    assert 0 <= lower <= 1 and upper == pytest.approx(1e9)
    assert lattice.delta(Phases(laplace={1.0: 10**9}), 5.0) == (0.0, 1.0)
