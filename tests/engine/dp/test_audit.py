# SPDX-License-Identifier: Apache-2.0
"""Lower bounds from one audited run: reference values, exact arithmetic, extremes and refusals."""

import math
import random
import sys
import time
from fractions import Fraction
from typing import Any

import pytest

from licet.dp import audit
from licet.errors import ParameterError

# jax-privacy 2.0.0 (auditing._epsilon_one_run, _epsilon_one_run_fdp) to 1e-6; the design's table has the same digits.
REFERENCE = [
    (1000, 600, 600, 1e-5, 5.2703995, 10.5148921),
    (100, 100, 100, 1e-5, 3.4902159, 8.2161861),
    (1000, 100, 95, 1e-5, 2.1651758, 3.3233005),
    (5000, 1000, 600, 1e-6, 0.2973476, 0.5011282),
    (1000, 1000, 500, 1e-5, 0.0, 0.0),
]


@pytest.mark.parametrize("canaries,guesses,correct,delta,first,second", REFERENCE)
def test_reference_values(canaries: int, guesses: int, correct: int, delta: float, first: float, second: float) -> None:
    assert audit.one_run(canaries, guesses, correct, delta) == pytest.approx(first, abs=1e-6)
    assert audit.one_run_fdp(canaries, guesses, correct, delta) == pytest.approx(second, abs=1e-6)


def exact_p(odds: Fraction, canaries: int, guesses: int, correct: int, delta: float) -> float:
    """The formula of arXiv:2305.08846 in rational numbers."""
    chance = odds / (1 + odds)
    mass = [math.comb(guesses, j) * chance**j * (1 - chance) ** (guesses - j) for j in range(guesses + 1)]
    alpha = max((sum(mass[correct - i : correct], Fraction(0)) / i for i in range(1, correct + 1)), default=Fraction(0))
    return min(1.0, float(sum(mass[correct:], Fraction(0)) + 2 * canaries * Fraction(delta) * alpha))


def test_p_values_are_those_of_exact_arithmetic() -> None:
    rng = random.Random(4)
    for _ in range(80):
        guesses = rng.randint(0, 60)
        canaries, correct = rng.randint(max(1, guesses), 90), rng.randint(0, guesses)
        odds, delta = Fraction(rng.randint(10, 200), 10), 10.0 ** -rng.randint(1, 12)
        found = audit.p_value(math.log(odds), canaries, guesses, correct, delta)
        assert found == pytest.approx(exact_p(odds, canaries, guesses, correct, delta), rel=1e-9)


def test_the_bound_is_the_last_epsilon_that_is_refuted() -> None:
    for canaries, guesses, correct, delta, _, _ in REFERENCE[:4]:
        found = audit.one_run(canaries, guesses, correct, delta)
        assert audit.p_value(found, canaries, guesses, correct, delta) < 0.05
        assert audit.p_value(found + 1e-6, canaries, guesses, correct, delta) > 0.05


@pytest.mark.parametrize("correct", [0, 500_000, 600_000, 999_999, 1_000_000])
def test_a_million_canaries(correct: int) -> None:
    started = time.process_time()
    first = audit.one_run(10**6, 10**6, correct, 1e-7)
    second = audit.one_run_fdp(10**6, 10**6, correct, 1e-7)
    assert time.process_time() - started < 5
    assert 0 <= first < 20 and 0 <= second < 40
    assert (first > 0) == (second > 0) == (correct > 500_000)


def test_a_million_canaries_by_the_normal_approximation() -> None:
    """Pr[B >= v] = .05 at v = r q + 1.645 sqrt(r q (1-q)), and delta is too small to matter."""
    chance = 1 / (1 + math.exp(-audit.one_run(10**6, 10**6, 600_000, 1e-12)))
    assert 10**6 * chance + 1.6449 * math.sqrt(10**6 * chance * (1 - chance)) == pytest.approx(600_000, abs=2)


def test_no_guess_and_no_right_guess_say_nothing() -> None:
    assert audit.one_run(10, 0, 0, 1e-5) == audit.one_run(10, 10, 0, 1e-5) == 0.0
    assert audit.one_run_fdp(10, 0, 0, 1e-5) == audit.one_run_fdp(10, 10, 0, 1e-5) == 0.0
    assert audit.p_value(1.0, 10, 0, 0, 1e-5) == 1.0


def test_more_right_guesses_and_less_certainty_mean_a_larger_epsilon() -> None:
    by_correct = [audit.one_run(1000, 100, correct, 1e-6) for correct in range(50, 101, 5)]
    assert by_correct == sorted(by_correct) and by_correct[0] == 0 < by_correct[-1]
    by_level = [audit.one_run(1000, 100, 90, 1e-6, level) for level in (1e-6, 1e-3, 0.05, 0.3)]
    assert by_level == sorted(by_level) and len(set(by_level)) == 4
    by_delta = [audit.one_run_fdp(1000, 100, 90, delta) for delta in (1e-2, 1e-4, 1e-8)]
    assert by_delta == sorted(by_delta)


def test_a_fair_coin_is_seldom_refuted() -> None:
    """At epsilon 1 each guess is right by e/(1+e) at most; refuting epsilon 1 must stay below the significance."""
    rng = random.Random(7)
    chance = math.e / (1 + math.e)
    wrong = sum(audit.one_run(200, 100, sum(rng.random() < chance for _ in range(100)), 1e-9) > 1 for _ in range(600))
    assert 5 <= wrong <= 600 * 0.05 + 15


def test_a_large_claim_is_never_refuted() -> None:
    assert audit.p_value(1e300, 1000, 1000, 1000, 1e-5) == 1.0
    assert audit.p_value(sys.float_info.max, 10**6, 10**6, 10**6, 1e-5) == 1.0
    assert 0 < audit.p_value(0.0, 10**6, 10**6, 10**6, 1e-9) < 1e-3


@pytest.mark.parametrize(
    "counts",
    [
        (0, 0, 0),
        (10, 11, 5),
        (10, 5, 6),
        (-1, 0, 0),
        (10, -1, 0),
        (10, 5, -1),
        (10.0, 5, 1),
        ("10", 5, 1),
        (True, 1, 1),
        (10**10, 1, 1),
    ],
)
def test_counts_that_cannot_be(counts: tuple[Any, Any, Any]) -> None:
    for call in (audit.one_run, audit.one_run_fdp):
        with pytest.raises(ParameterError):
            call(*counts, 1e-5)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, -1, 0, 1, 2, "0.1", None, True])
def test_delta_and_significance_are_between_zero_and_one(bad: Any) -> None:
    for call in (audit.one_run, audit.one_run_fdp):
        with pytest.raises(ParameterError):
            call(10, 5, 5, bad)
        with pytest.raises(ParameterError):
            call(10, 5, 5, 1e-5, bad)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -1e-9, "1", None, True])
def test_a_claim_is_a_number(bad: Any) -> None:
    with pytest.raises(ParameterError):
        audit.p_value(bad, 10, 5, 5, 1e-5)
