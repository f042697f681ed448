# SPDX-License-Identifier: Apache-2.0
"""Tree sensitivity against every participation pattern of small trees."""

from __future__ import annotations

from functools import cache

import pytest

from licet.dp import tree
from licet.dp.events import Tree


def squares(places: tuple[int, ...], steps: int) -> int:
    total = 0
    for level in range(steps.bit_length()):
        inside = [place >> level for place in places if place >> level < steps >> level]
        total += sum(inside.count(node) ** 2 for node in set(inside))
    return total


@cache
def patterns(steps: int, separation: int, times: int) -> tuple[tuple[int, ...], ...]:
    found: list[tuple[int, ...]] = []

    def extend(places: tuple[int, ...], first: int) -> None:
        if places:
            found.append(places)
        if len(places) < times:
            for place in range(first, steps):
                extend((*places, place), place + separation)

    extend((), 0)
    return tuple(found)


@pytest.mark.parametrize("times", [1, 2, 3, 4])
@pytest.mark.parametrize("separation", [1, 2, 3, 5, 8])
@pytest.mark.parametrize("steps", [1, 2, 3, 4, 5, 7, 8, 11, 12])
def test_every_pattern(steps: int, separation: int, times: int) -> None:
    exact = max(squares(places, steps) for places in patterns(steps, separation, times))
    low, high = tree.sensitivity(Tree(1.0, steps, separation, times))
    assert low**2 <= exact + 1e-9 and exact <= high**2 + 1e-9
    assert round(low**2) == exact and high <= 1.07 * low


@pytest.mark.parametrize("steps", [1, 2, 1023, 1024, 2**40 + 7])
def test_once_is_one_node_a_level(steps: int) -> None:
    low, high = tree.sensitivity(Tree(1.0, steps, 1, 1))
    assert low == pytest.approx(steps.bit_length() ** 0.5, rel=1e-15) and 0 < high - low < 1e-14


def test_every_step_of_a_full_tree() -> None:
    """2^m leaves, all used: level l has 2^(m-l) nodes of 2^l, together 2^m (2^(m+1) - 1)."""
    for power in (3, 10, 16):
        low, high = tree.sensitivity(Tree(1.0, 2**power, 1, 2**power))
        exact = (2**power * (2 ** (power + 1) - 1)) ** 0.5
        assert low <= exact <= high <= low * (1 + 1e-9)


def test_epochs_of_an_ordinary_run() -> None:
    low, high = tree.sensitivity(Tree(1.0, 2048, 342, 6))
    assert 10.86 < low <= high < 10.96


def test_limits_that_cannot_be_used_do_not_count() -> None:
    assert tree.sensitivity(Tree(1.0, 100, 60, 50)) == tree.sensitivity(Tree(1.0, 100, 60, 2))


@pytest.mark.parametrize(("separation", "times"), [(1, 2**53), (7, 10**6), (10**9, 10**7)])
def test_huge_runs_have_ends_in_order(separation: int, times: int) -> None:
    low, high = tree.sensitivity(Tree(1.0, 2**53, separation, times))
    assert 0 < low <= high < 2e16
