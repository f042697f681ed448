# SPDX-License-Identifier: Apache-2.0

import math
from collections.abc import Callable
from statistics import NormalDist

import numpy as np
import pytest

from licet.dp import events
from licet.dp.accountant import epsilon
from licet.dp.chosen import lower
from licet.dp.tuning import Runs

PHI = NormalDist().cdf
GAUSSIAN = (events.Gaussian(2.0),)  # mu = 1/2


def exact(function: Callable[[float], float], delta: float) -> float:
    """The best threshold test on the best of several runs of N(0, 1) against N(1/2, 1), both ways round."""
    found = 0.0
    for x in np.arange(-6, 6, 0.01):
        p, q = PHI(x), PHI(x - 0.5)
        for more, less in ((function(p), function(q)), (1 - function(1 - p), 1 - function(1 - q))):
            if more > delta and less > 1e-12:
                found = max(found, math.log((more - delta) / less))
    return found


NUMBERS: dict[str, Callable[[float], float]] = {
    "fixed 1": lambda x: x,
    "fixed 2": lambda x: x**2,
    "fixed 10": lambda x: x**10,
    "fixed 100": lambda x: x**100,
    "geometric 5": lambda x: sum(0.2 * 0.8 ** (k - 1) * x**k for k in range(1, 200)),
    "poisson 5": lambda x: sum(math.exp(-5) * 5**k / math.factorial(k) * x**k for k in range(60)),
}


@pytest.mark.parametrize("number", NUMBERS)
def test_it_lies_below_the_best_test_and_near_it(number: str) -> None:
    distribution, mean = number.split()
    found = lower(GAUSSIAN, Runs(distribution, float(mean)), 1e-6, "add_remove")
    best = exact(NUMBERS[number], 1e-6)
    assert 0.9 * best < found <= best


def test_it_exceeds_one_run_and_stays_below_all_of_them() -> None:
    one = epsilon(GAUSSIAN, 1e-6).lower or 0
    every = epsilon([events.Gaussian(2.0, 10)], 1e-6).upper or 0
    found = lower(GAUSSIAN, Runs("fixed", 10), 1e-6, "add_remove")
    assert one * 1.5 < found < every


def test_it_never_exceeds_the_bound_on_geometric_runs() -> None:
    upper = epsilon([events.Repeat(GAUSSIAN[0], "geometric", 10.0)], 1e-6).upper
    assert upper is not None and lower(GAUSSIAN, Runs("geometric", 10.0), 1e-6, "add_remove") <= upper


def test_what_only_has_a_guarantee_shows_nothing() -> None:
    assert lower((events.PureDP(1.0),), Runs("fixed", 10), 1e-6, "add_remove") == 0.0
    assert lower((events.ZCDP(1.0),), Runs("poisson", 10), 1e-6, "add_remove") == 0.0
