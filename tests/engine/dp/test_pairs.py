# SPDX-License-Identifier: Apache-2.0
"""Compositions of pairs: pooling and counting."""

from __future__ import annotations

import math

import pytest

from licet.dp import pairs


def test_gaussians_pool_and_equal_steps_are_counted_together() -> None:
    total = pairs.compose(
        [pairs.gaussian(2.0, 1.0, 4), pairs.gaussian(1.0, 1.0), pairs.sampled(1.0, 0.1, 3), pairs.sampled(1.0, 0.1, 4)]
    )
    assert total.mu == pytest.approx(math.sqrt(2))
    assert [step.count for step in total.steps] == [7]
    assert not total.empty and not total.symmetric


def test_a_certain_sample_is_no_sample() -> None:
    assert pairs.sampled(4.0, 1.0, 16) == pairs.Phases(mu=1.0)
    assert pairs.sampled(4.0, 1.0, 16, both=True) == pairs.Phases(mu=2.0)
    assert pairs.sampled(4.0, 1.0, 16, size=3) == pairs.Phases(mu=3.0)


@pytest.mark.parametrize(("size", "rate"), [(1, 0.3), (2, 0.02048), (40, 0.999), (200, 1e-3), (300, 0.9)])
def test_binomial_chances(size: int, rate: float) -> None:
    found = pairs.binomial(size, rate)
    assert len(found) == size + 1
    assert math.fsum(found) == pytest.approx(1, abs=1e-15)
    assert sum(count * chance for count, chance in enumerate(found)) == pytest.approx(size * rate, rel=1e-12)


def test_replacing_is_symmetric_and_removing_is_not() -> None:
    assert pairs.sampled(1.0, 0.1, 1, both=True).symmetric
    assert not pairs.sampled(1.0, 0.1, 1).symmetric
    assert pairs.sampled(1.0, 0.1, 1, size=3, both=True).steps[0].parts[0][1].spread == 6


def test_repetition_multiplies_counts() -> None:
    total = pairs.repeated(
        pairs.compose(
            [pairs.sampled(1.0, 0.1, 3), pairs.gaussian(1.0, 1.0), pairs.Phases(laplace={2.0: 1}, response={0.1: 2})]
        ),
        4,
    )
    assert (total.steps[0].count, total.mu, total.laplace, total.response) == (12, 2.0, {2.0: 4}, {0.1: 8})
    assert pairs.Phases().empty
