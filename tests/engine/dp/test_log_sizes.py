# SPDX-License-Identifier: Apache-2.0
"""Batch sizes against Poisson sampling: what fits is left alone, what cannot be is refuted, and p-values hold."""

import math
from fractions import Fraction

import numpy as np
import pytest

from licet.dp import log_sizes

UNITS, RATE = 50_000, 0.01


def p_values(
    sizes: "np.ndarray | list[int]", units: int = UNITS, rate: float = RATE, cap: int | None = None
) -> dict[str, float]:
    found = log_sizes.findings(np.array(sizes), units, rate, cap)
    assert not isinstance(found, str), found
    assert all(one.code == "log_batch_sizes_not_poisson" and 0 <= one.p <= 1 for one in found)
    return {one.test: one.p for one in found}


def drawn(steps: int, units: int = UNITS, rate: float = RATE, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).binomial(units, rate, steps)


@pytest.mark.parametrize("seed", range(20))
def test_poisson_batches_fit(seed: int) -> None:
    assert min(p_values(drawn(1000, seed=seed)).values()) > 1e-3


def test_constant_batches_do_not() -> None:
    found = p_values([500] * 300)
    assert found["constant"] < 1e-100 and found["dispersion"] < 1e-12 and found["mean"] > 0.9


def test_two_equal_batches_prove_little() -> None:
    # the exact chance is sum of squared masses: 1 / (2 sqrt(pi variance))
    assert p_values([500, 500])["constant"] == pytest.approx(1 / math.sqrt(4 * math.pi * 495), rel=1e-3)
    assert "constant" not in p_values([500])


def test_a_loader_with_a_smaller_last_batch() -> None:
    """A last batch of half the size makes up for the spread that all others lack, but they are still equal."""
    halved = p_values(([500] * 99 + [250]) * 3)
    assert halved["constant"] < 1e-12 and halved["dispersion"] > 1e-3
    assert p_values(([500] * 99 + [499]) * 3)["dispersion"] < 1e-12


def test_sizes_that_vary_too_little_or_too_much() -> None:
    rng = np.random.default_rng(2)
    assert p_values(rng.integers(490, 511, 500))["dispersion"] < 1e-12
    assert p_values(rng.normal(500, 40, 500).astype(int))["dispersion"] < 1e-12


@pytest.mark.parametrize("factor", [0.97, 1.03])
def test_another_rate_than_declared(factor: float) -> None:
    assert p_values(drawn(1000, rate=RATE * factor))["mean"] < 1e-12
    assert p_values(drawn(1000, rate=RATE))["mean"] > 1e-3


def test_more_than_there_are() -> None:
    assert p_values([10, 12, 101], units=100, rate=0.1)["range"] == 0
    assert p_values([10, 12, 100], units=100, rate=0.1)["range"] < 1e-12
    assert p_values([10, 12, 14], units=100, rate=0.1)["range"] == 1


def test_a_cap() -> None:
    sizes = np.minimum(drawn(1000), 510)
    assert min(p_values(sizes, cap=510).values()) > 1e-3
    assert p_values(sizes)["dispersion"] < 1e-12
    assert p_values([*sizes, 511], cap=510)["range"] == 0
    assert min(p_values(drawn(1000), cap=10_000).values()) > 1e-3


def test_nothing_to_test() -> None:
    assert log_sizes.findings(np.array([5, 5]), 5, 1.0) == []
    assert isinstance(log_sizes.findings(np.array([5, 5]), 2**53, 0.5), str)
    assert isinstance(log_sizes.findings(np.array([0, 0]), 10, 1e-300), str)
    assert isinstance(log_sizes.findings(np.array([1, 1]), 10**6, 0.5, cap=1), str)


def test_p_values_hold_in_exact_arithmetic() -> None:
    """Two steps of Bin(4, 1/4): under the law, Pr[p <= level] may not exceed the level, for every level that occurs."""
    mass = [Fraction(math.comb(4, j) * 3 ** (4 - j), 4**4) for j in range(5)]
    outcomes = [(mass[a] * mass[b], p_values([a, b], 4, 0.25)) for a in range(5) for b in range(5)]
    for test in ("mean", "dispersion", "constant", "range"):
        for level in {found[test] for _, found in outcomes}:
            assert sum(weight for weight, found in outcomes if found[test] <= level) <= level + 1e-12


@pytest.mark.parametrize("units,rate,steps", [(1000, 0.0005, 400), (1000, 0.002, 20), (10**6, 1e-5, 50), (60, 0.5, 30)])
def test_p_values_hold_for_small_batches(units: int, rate: float, steps: int) -> None:
    counts = {"mean": 0, "dispersion": 0}
    for seed in range(400):
        found = p_values(drawn(steps, units, rate, seed), units, rate)
        counts = {test: count + (found[test] < 0.05) for test, count in counts.items()}
    assert max(counts.values()) <= 400 * 0.05 + 13


def test_what_is_kept_are_z_and_counts() -> None:
    sizes = drawn(300)
    found = log_sizes.findings(sizes, UNITS, RATE)
    assert not isinstance(found, str)
    z = {one.test: one.facts.get("z") for one in found}
    assert z["mean"] == pytest.approx((sizes.mean() - 500) / math.sqrt(495 / 300), abs=2e-3)
    assert {key for one in found for key in one.facts} <= {"z", "steps", "units", "rate", "above", "outside", "same"}
