# SPDX-License-Identifier: Apache-2.0
"""delta(s) from above and below, against closed forms and brute force."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binom

from licet.dp.rare_bounds import Bounds, _most, bound_reversed, bounds, estimate, quick_reversed
from licet.dp.rare_pair import Pair
from licet.dp.rare_plan import Rough, rough, tilt_for, window


def certified(pair: Pair, steps: int, delta: float, size: int = 4096) -> tuple[Rough, float, Bounds]:
    table = rough(pair, steps, delta)
    at = estimate(table)
    tilt = tilt_for(table, at, size)
    return table, at, bounds(table, window(table, tilt, at), tilt, size)


def sampled(pair: Pair, steps: int, s: float, count: int = 400_000) -> tuple[float, float, float]:
    """Simulated delta(s) of P against Q and of Q against P, and a generous error of either."""
    random = np.random.default_rng(5)
    with_unit = pair.sigma * random.standard_normal((count, steps)) + random.binomial(pair.group, pair.rate, (count, steps))
    without = pair.sigma * random.standard_normal((count, steps))
    removal = np.maximum(-np.expm1(s - pair.loss(with_unit).sum(1)), 0)
    addition = np.maximum(-np.expm1(s + pair.loss(without).sum(1)), 0)
    return float(removal.mean()), float(addition.mean()), 5 * float(removal.std() + addition.std()) / math.sqrt(count)


@pytest.mark.parametrize(("pair", "steps"), [(Pair(1.0, 0.05), 8), (Pair(0.6, 0.02), 10), (Pair(1.5, 0.05, 3), 6)])
def test_both_bounds_hold_a_simulation(pair: Pair, steps: int) -> None:
    table, _, found = certified(pair, steps, 1e-2)
    for s in (0.0, 0.05, 0.2, 0.6):
        removal, addition, error = sampled(pair, steps, s)
        assert found.lower(s) - error <= removal <= found.upper(s) + error
        assert found.upper(s) - found.lower(s) <= 5e-3 * removal + 1e-6
        assert bound_reversed(table, s, 4096).upper(s) >= addition - error
        assert bound_reversed(table, s, 4096).upper(s) <= addition + error + 1e-3 * addition
        assert s == 0 or quick_reversed(pair, steps, s) >= addition - error


def one_step(pair: Pair, s: float) -> float:
    x = pair.at(np.array([s]))
    return float(pair.excess(pair.between(np.append(x, x + 1))[0].sum(1, keepdims=True), np.array([s]))[0])


@pytest.mark.parametrize("pair", [Pair(0.5, 1e-3), Pair(2.0, 1e-2), Pair(1.0, 1e-3, 2)])
def test_one_step_is_within_its_bounds(pair: Pair) -> None:
    _, at, found = certified(pair, 1, 1e-6)
    for s in (0.3 * at, at, 1.2 * at):
        exact = one_step(pair, s)
        assert found.lower(s) <= exact * (1 + 1e-12)
        assert found.upper(s) >= exact * (1 - 1e-12)
        assert found.upper(s) - found.lower(s) < 2e-3 * exact


def test_both_directions_have_the_same_total_variation() -> None:
    table, at, found = certified(Pair(1.0, 1e-3), 300, 1e-5)
    reverse = bound_reversed(table, at, 4096)
    assert reverse.upper(0.0) == pytest.approx(found.upper(0.0), rel=1e-6)
    for s in (0.02, 0.05):
        assert reverse.upper(s) == pytest.approx(math.exp(s) * found.upper(-s) - math.expm1(s), rel=1e-4)


def test_the_estimate_is_near() -> None:
    _, at, found = certified(Pair(0.6, 1e-3), 200, 1e-6)
    assert found.lower(0.98 * at) > 1e-6 > found.upper(1.02 * at)


@pytest.mark.parametrize(("steps", "chance"), [(100, 0.02), (10, 0.4), (100_000, 1e-4), (3, 1e-6), (5, 0.99)])
def test_jumps_that_are_not_counted_are_rarer_than_charged(steps: int, chance: float) -> None:
    most, charged = _most(steps, chance, math.log(1e-9))
    assert binom.sf(most, steps, chance) <= charged <= 1e-9
    assert most == steps or binom.sf(most // 2, steps, chance) > 1e-9
