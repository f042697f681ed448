# SPDX-License-Identifier: Apache-2.0
"""Brackets for rare sampling: they hold the true epsilon, and they are narrow."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path
from typing import Any

import mpmath
import pytest
from dp_accounting import dp_event
from dp_accounting.pld import PLDAccountant

from licet.dp.rare import bracket, unsampled
from licet.errors import ParameterError

ORACLE: list[dict[str, Any]] = json.loads((Path(__file__).parent / "oracles" / "rare_values.json").read_text("utf-8"))


def name(row: dict[str, Any]) -> str:
    return "-".join(str(row[key]) for key in ("noise_multiplier", "rate", "steps", "delta", "group", "direction"))


@pytest.mark.parametrize("row", ORACLE, ids=name)
def test_brackets_hold_the_value_of_a_contour_in_mpmath(row: dict[str, Any]) -> None:
    lower, upper = bracket(row["noise_multiplier"], row["rate"], row["steps"], row["delta"], group=row["group"])
    true = mpmath.mpf(row["epsilon"])
    assert true <= upper
    assert row["direction"] == "add" or lower <= true
    assert upper - lower <= (1e-3 if lower < 0.05 else 1e-2 * upper)


@pytest.mark.parametrize(
    ("configuration", "low", "high"),
    [
        ((0.5, 1e-5, 100, 1e-9), 0.468144, 0.4681491),
        ((0.5, 1e-5, 100, 1e-5), 0.004022, 0.0040750),
        ((0.5, 1e-4, 100, 1e-5), 0.179150, 0.1793585),
        ((0.6, 1e-4, 100, 1e-5), 0.038849, 0.0392190),
        ((1.0, 1e-4, 100, 1e-9), 0.020762, 0.0210140),
    ],
)
def test_they_are_inside_the_brackets_of_the_design(
    configuration: tuple[float, float, int, float], low: float, high: float
) -> None:
    lower, upper = bracket(*configuration)
    assert low <= lower <= upper <= high


def two_steps(sigma: float, rate: float, s: float) -> mpmath.mpf:
    """delta(s) of removal after two steps, by integrals in x over exact tails of the second step."""

    def f(x: mpmath.mpf) -> mpmath.mpf:
        return 1 - rate + rate * mpmath.exp((2 * x - 1) / (2 * mpmath.mpf(sigma) ** 2))

    def tail(x: mpmath.mpf) -> mpmath.mpf:
        return mpmath.erfc(x / (sigma * mpmath.sqrt(2))) / 2

    def rest(x: mpmath.mpf) -> mpmath.mpf:
        """The second step's profile at s - loss(x), times the density of P in the first."""
        threshold = mpmath.exp(s) / f(x)
        place = (threshold - 1) / rate + 1
        at = mpmath.mpf(1) / 2 + mpmath.mpf(sigma) ** 2 * mpmath.log(place) if place > 0 else mpmath.mpf("-inf")
        second = (1 - rate) * tail(at) + rate * tail(at - 1) - threshold * tail(at) if place > 0 else 1 - threshold
        return second * mpmath.npdf(x, 0, sigma) * f(x)

    corner = 0.5 + sigma**2 * math.log((math.exp(s) / (1 - rate) - 1) / rate + 1)
    return mpmath.quad(rest, sorted([-12 * sigma, -4 * sigma, 0, 0.5, 1, 1 + 4 * sigma, corner, 1 + 14 * sigma]))


@pytest.mark.parametrize(
    ("sigma", "rate", "delta"),
    [(0.5, 1e-3, 1e-6), (1.0, 1e-2, 1e-8), (0.4, 1e-4, 1e-5), (2.0, 5e-3, 1e-7), (0.8, 0.1, 1e-9)],
)
def test_two_steps_agree_with_real_space(sigma: float, rate: float, delta: float) -> None:
    with mpmath.workdps(30):
        lower, upper = bracket(sigma, rate, 2, delta)
        assert two_steps(sigma, rate, lower) >= delta >= two_steps(sigma, rate, upper)
        assert upper - lower <= 1e-4 * upper


def one_step(sigma: float, rate: float, s: float) -> mpmath.mpf:
    x = mpmath.mpf(1) / 2 + mpmath.mpf(sigma) ** 2 * mpmath.log(mpmath.expm1(s) / rate + 1)
    above = [mpmath.erfc((x - j) / (sigma * mpmath.sqrt(2))) / 2 for j in (0, 1)]
    return rate * above[1] - (mpmath.expm1(s) + rate) * above[0]


def test_one_step_agrees_with_its_closed_form() -> None:
    random_numbers = random.Random(4)
    for _ in range(12):
        sigma, rate = math.exp(random_numbers.uniform(-1.2, 1.7)), 10 ** random_numbers.uniform(-6, -2)
        delta = rate * 10 ** random_numbers.uniform(-3, -0.5)
        lower, upper = bracket(sigma, rate, 1, delta)
        with mpmath.workdps(30):
            assert lower == 0 or one_step(sigma, rate, lower) >= delta
            assert one_step(sigma, rate, upper) <= delta
            assert upper - lower <= max(1e-2 * upper, 1e-9)


@pytest.mark.parametrize(
    ("sigma", "rate", "steps", "delta"), [(0.6, 1e-4, 5000, 1e-6), (1.0, 1e-3, 500, 1e-5), (3.0, 1e-2, 200, 1e-4)]
)
def test_dp_accounting_agrees(sigma: float, rate: float, steps: int, delta: float) -> None:
    """Its epsilon is an upper bound at these deltas, loose by its grid of 1e-4."""
    event = dp_event.PoissonSampledDpEvent(rate, dp_event.GaussianDpEvent(sigma))
    theirs = PLDAccountant().compose(event, steps).get_epsilon(delta)
    lower, upper = bracket(sigma, rate, steps, delta)
    assert lower <= theirs
    assert upper == pytest.approx(theirs, abs=0.01)


def test_no_composition_is_needed_where_nobody_is_sampled() -> None:
    assert bracket(0.5, 1e-6, 10, 1e-5) == (0.0, 0.0)
    assert bracket(0.5, 1e-6, 11, 1e-5)[0] == 0.0


def test_more_noise_steps_and_delta_go_the_right_way() -> None:
    base = bracket(0.7, 1e-4, 1000, 1e-6)
    assert bracket(0.8, 1e-4, 1000, 1e-6)[1] < base[0]
    assert base[1] < bracket(0.7, 1e-4, 2000, 1e-6)[0]
    assert bracket(0.7, 1e-4, 1000, 1e-5)[1] < base[0]
    assert base[1] < bracket(0.7, 2e-4, 1000, 1e-6)[0]


def test_a_group_is_worse_than_one_and_better_than_all_of_its_noise() -> None:
    one, two = bracket(1.0, 1e-3, 100, 1e-6), bracket(1.0, 1e-3, 100, 1e-6, group=2)
    together = bracket(0.5, 2e-3, 100, 1e-6)
    assert one[1] < two[0]
    assert two[1] < together[0]


def test_a_wide_tolerance_stops_early() -> None:
    wide, narrow = (bracket(1.0, 1e-4, 100, 1e-9, rtol=rtol) for rtol in (1.0, 1e-4))
    assert wide[0] <= narrow[0] <= narrow[1] <= wide[1]
    assert wide[1] - wide[0] > narrow[1] - narrow[0]


def test_a_first_attempt_that_fails_is_not_the_last() -> None:
    """On the smaller lattices so many jumps have too wide a law: the upper end comes from the larger ones alone."""
    lower, upper = bracket(1.297, 5.962e-6, 53730, 1.129e-5, group=5)
    assert 0.0158 < lower < upper < 0.0161
    assert bracket(0.9228, 1.29e-6, 91839, 6.484e-4, group=2)[1] < 1e-4


@pytest.mark.parametrize(
    ("sigma", "rate", "steps"), [(1.0, 1.0, 10), (0.05, 1e-3, 10), (1e6, 0.5, 3), (1.0, 0.5, 10**9), (0.3, 0.2, 10**4)]
)
def test_out_of_reach_it_still_answers(sigma: float, rate: float, steps: int) -> None:
    lower, upper = bracket(sigma, rate, steps, 1e-6)
    assert 0 <= lower <= upper <= unsampled(sigma, steps, 1e-6) < math.inf


@pytest.mark.parametrize("delta", [1e-12, 1e-14, 1e-30])
def test_small_deltas_keep_a_bracket(delta: float) -> None:
    lower, upper = bracket(0.6, 1e-3, 100, delta)
    assert 0 < lower <= upper < unsampled(0.6, 100, delta)


@pytest.mark.parametrize(
    ("arguments", "group"),
    [
        ((0, 0.1, 1, 1e-5), 1),
        ((1, 0, 1, 1e-5), 1),
        ((1, 1.5, 1, 1e-5), 1),
        ((1, 0.1, 0, 1e-5), 1),
        ((1, 0.1, 1.5, 1e-5), 1),
        ((1, 0.1, 1, 0), 1),
        ((1, 0.1, 1, 1), 1),
        ((math.nan, 0.1, 1, 1e-5), 1),
        ((math.inf, 0.1, 1, 1e-5), 1),
        ((1, 0.1, 1, math.nan), 1),
        ((1, 0.1, 1, 1e-5), 0),
        ((1, 0.1, 1, 1e-5), True),
        ((1, 0.1, 1, 1e-5), 65),
    ],
)
def test_numbers_without_a_meaning_are_refused(arguments: tuple[Any, ...], group: Any) -> None:
    with pytest.raises(ParameterError):
        bracket(*arguments, group=group)
