# SPDX-License-Identifier: Apache-2.0
"""The true epsilon lies in the bracket, and the bracket is narrow: against values of oracles/generate.py.

The oracle's error estimate (1e-13 of the value or less) is all the tolerance there is.
"""

from __future__ import annotations

import json
import statistics
import time
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from licet.dp import accountant
from licet.dp.bracket import Bracket
from licet.dp.events import Event, FixedBatchGaussian, PoissonGaussian, PureDP, TruncatedPoissonGaussian, from_json

JSON = dict[str, Any]
ORACLES = Path(__file__).parent / "oracles"
# Rarely sampled at a small delta: what is counted for rounding at very large t keeps these wide. The bar is missed there.
WIDE = {"random-029", "random-089", "random-091", "random-102", "random-131"}
MISSED = pytest.mark.xfail(strict=True, reason="rounding at very large t: the bracket holds and is wider than the bar")


def cases(name: str) -> list[JSON]:
    found: list[JSON] = json.loads((ORACLES / f"{name}.json").read_text("utf-8"))
    return found


CASES = {case["id"]: case for name in ("containment", "families", "known_false_bounds") for case in cases(name)}


@cache
def bracket(name: str) -> Bracket:
    case = CASES[name]
    return accountant.epsilon(from_json(case["events"]), case["delta"], adjacency=case["adjacency"])


def ends(found: Bracket) -> tuple[float, float]:
    assert found.lower is not None and found.upper is not None
    assert 0 <= found.lower <= found.upper < float("inf")
    return found.lower, found.upper


def expected(case: JSON) -> float:
    """How often a unit is sampled over all steps."""
    return float(sum(event["rate"] * event["steps"] for event in case["events"] if event["type"] == "poisson_gaussian"))


def sampled() -> list[JSON]:
    return [case for case in CASES.values() if {event["type"] for event in case["events"]} == {"poisson_gaussian"}]


def practical() -> list[JSON]:
    """rate * steps >= 1 and 0.05 < epsilon < 100."""
    return [case for case in sampled() if expected(case) >= 1 and 0.05 < float(case["epsilon"]) < 100]


def barred() -> list[JSON]:
    """Where contract.md holds a bar against the width: delta >= 1e-9 or rate * steps >= 1."""
    return [case for case in sampled() if case["delta"] >= 1e-9 or expected(case) >= 1]


def relative(case: JSON) -> float:
    lower, upper = ends(bracket(case["id"]))
    return (upper - lower) / lower if lower else upper


def test_the_fixtures_are_what_they_should_be() -> None:
    random = cases("containment")
    numbers = [(event["noise_multiplier"], event["rate"], event["steps"]) for case in random for event in case["events"]]
    assert len(random) >= 200 and len(numbers) == len(random)
    assert all(0.5 <= sigma <= 6 and 1e-5 <= rate <= 0.2 and 100 <= steps <= 1e6 for sigma, rate, steps in numbers)
    assert {round(np.log10(case["delta"])) for case in random} >= set(range(-14, -4))
    assert all(0 <= case["error"] <= 1e-13 * max(1e-3, float(case["epsilon"])) for case in CASES.values())
    assert len(practical()) >= 100 and len(barred()) >= 150


@pytest.mark.parametrize("name", CASES)
def test_the_true_value_is_inside(name: str) -> None:
    case = CASES[name]
    lower, upper = ends(bracket(name))
    truth, error = float(case["epsilon"]), case["error"] + 2e-16 * float(case["epsilon"])
    assert lower <= truth + error
    assert truth - error <= upper


@pytest.mark.parametrize("name", [pytest.param(case["id"], marks=MISSED if case["id"] in WIDE else ()) for case in practical()])
def test_practical_brackets_are_narrow(name: str) -> None:
    assert relative(CASES[name]) <= 1e-6


@pytest.mark.parametrize("name", [case["id"] for case in barred()])
def test_other_brackets_are_narrow_enough(name: str) -> None:
    lower, upper = ends(bracket(name))
    assert upper - lower <= (1e-3 if lower < 0.05 else 1e-2 * lower)


def test_nearly_all_brackets_are_narrow() -> None:
    widths = [relative(case) for case in barred() if float(case["epsilon"]) >= 0.05]
    assert sum(width <= 1e-4 for width in widths) >= 0.95 * len(widths)
    assert statistics.median(widths) <= 1e-8


@pytest.mark.parametrize("name", CASES)
def test_the_bound_by_moments_is_above_the_truth(name: str) -> None:
    case = CASES[name]
    bound = accountant.rdp_upper(from_json(case["events"]), case["delta"], adjacency=case["adjacency"])
    assert bound is None or bound >= float(case["epsilon"]) - case["error"]


@pytest.mark.parametrize("name", ["phases-two-runs", "random-000"])
def test_a_bracket_that_leaves_out_the_truth_would_be_seen(name: str) -> None:
    """The check itself: brackets of a tenth more or less noise do not hold the value."""
    case = CASES[name]
    for factor in (0.9, 1.1):
        events = [{**event, "noise_multiplier": event["noise_multiplier"] * factor} for event in case["events"]]
        lower, upper = ends(accountant.epsilon(from_json(events), case["delta"]))
        assert not lower <= float(case["epsilon"]) <= upper


def test_a_fixed_batch_under_add_remove_is_poisson_at_half_the_noise() -> None:
    case = CASES["false-0"]
    (event,) = case["events"]
    fixed = FixedBatchGaussian(2 * event["noise_multiplier"], 500, 10_000, event["steps"])
    lower, upper = ends(accountant.epsilon(fixed, case["delta"]))
    assert event["rate"] == 500 / 10_000
    assert lower <= float(case["epsilon"]) + case["error"] and float(case["epsilon"]) - case["error"] <= upper


def test_truncation_costs_and_no_truncation_does_not() -> None:
    """Cap 1200 of 50,000: the design notes' mixture gives 2.092385, dp-accounting at most 2.0924567."""
    plain = PoissonGaussian(4.0, 0.02048, 10_000)
    capped = TruncatedPoissonGaussian(4.0, 0.02048, 10_000, 1200, 50_000)
    roomy = TruncatedPoissonGaussian(4.0, 0.02048, 10_000, 50_000, 50_000)
    lower, upper = ends(accountant.epsilon(plain, 1e-5))
    assert 2.0923 < ends(accountant.epsilon(capped, 1e-5))[1] <= 2.0924567
    assert ends(accountant.epsilon(capped, 1e-5))[1] >= lower
    assert ends(accountant.epsilon(roomy, 1e-5))[1] == pytest.approx(upper, rel=1e-6)
    assert ends(accountant.epsilon(roomy, 1e-5))[0] == pytest.approx(lower, rel=1e-6)


@pytest.mark.parametrize(("scale", "steps", "delta"), [(1.0, 1, 1e-6), (1.5, 2, 1e-5), (2.0, 10, 1e-6)])
def test_a_guarantee_covers_the_mechanism_that_has_it(scale: float, steps: int, delta: float) -> None:
    """Laplace noise is pure DP with 1/scale: the bound of the guarantee is above the truth of the noise."""
    name = {1: "laplace-1", 2: "laplace-2", 10: "laplace-10"}[steps]
    assert CASES[name]["delta"] == delta
    upper = accountant.epsilon(PureDP(1 / scale, steps), delta).upper
    assert upper is not None and float(CASES[name]["epsilon"]) <= upper <= steps / scale


def drawn(count: int) -> list[tuple[Event, float]]:
    """Configurations that no fixture holds."""
    random = np.random.default_rng(99)
    low, high = np.log([0.5, 1e-5, 100, 1e-14]), np.log([6, 0.2, 1e6, 1e-5])
    numbers = np.exp(random.uniform(low, high, (count, 4)))
    return [(PoissonGaussian(float(s), float(q), round(float(k))), float(d)) for s, q, k, d in numbers]


@pytest.mark.long
def test_brackets_agree_with_each_other_on_a_larger_grid() -> None:
    """epsilon and delta invert each other, moments bound both, and more noise never costs more."""
    start = time.perf_counter()
    for event, delta in drawn(600):
        lower, upper = ends(accountant.epsilon(event, delta))
        bound = accountant.rdp_upper(event, delta)
        assert bound is not None and upper <= bound * (1 + 1e-12), event
        at_upper, at_lower = accountant.delta(event, upper), accountant.delta(event, lower)
        assert at_upper.lower is not None and at_upper.lower <= delta * (1 + 1e-9), event
        assert at_lower.upper is not None and (lower == 0 or at_lower.upper >= delta * (1 - 1e-9)), event
        assert isinstance(event, PoissonGaussian)
        quieter = PoissonGaussian(event.noise_multiplier * 1.05, event.rate, event.steps)
        assert ends(accountant.epsilon(quieter, delta))[0] <= upper, event
    assert time.perf_counter() - start < 1800
