# SPDX-License-Identifier: Apache-2.0
"""Where the contour goes: near the best exponent of Chernoff's bound."""

from __future__ import annotations

import math

import numpy as np
import pytest

from licet.dp import laws, pairs, search

CASES = [
    pairs.sampled(1.0, 0.01, 1000),
    pairs.sampled(0.5, 1e-5, 10**6),
    pairs.sampled(4.0, 0.2, 20),
    pairs.sampled(0.05, 0.3, 3),
    pairs.compose([pairs.sampled(1.0, 0.1, 5), pairs.Phases(laplace={2.0: 3})]),
]


@pytest.mark.parametrize("phases", CASES)
@pytest.mark.parametrize("direction", [1, -1])
def test_rough_moments_agree_with_certified_ones(phases: pairs.Phases, direction: int) -> None:
    moment = search.rough_moments(phases, direction)
    for z in (0.2, 1.5):
        wanted = laws.composed(phases, direction, z, 0.0, 36.0).log_moment
        assert float(moment(np.array([z, 3 * z]))[0]) == pytest.approx(wanted, rel=1e-5, abs=1e-9)


@pytest.mark.parametrize("phases", CASES)
def test_the_plan_is_near_the_least_bound(phases: pairs.Phases) -> None:
    log_delta = math.log(1e-6)
    plan = search.for_delta(phases, 1, log_delta)
    moment = search.rough_moments(phases, 1)
    grid = plan.largest * np.geomspace(0.2, 5, 200)
    with np.errstate(all="ignore"):
        values = (moment(grid) - grid * np.log1p(1 / grid) - np.log1p(grid) - log_delta) / grid
    least = float(np.nanmin(values))
    assert abs(plan.epsilon - least) <= 0.15 * abs(least)
    assert plan.z <= plan.largest < plan.beyond * 1.8
    assert search.at_slope(phases, 1, plan.z, log_delta, plan.epsilon).z == plan.z


def test_a_plan_for_delta_bounds_it() -> None:
    plan = search.for_epsilon(pairs.sampled(1.0, 0.01, 1000), 1, 2.1245151)
    assert math.log(1e-6) < plan.log_delta + 3.0 < math.log(1e-4)
