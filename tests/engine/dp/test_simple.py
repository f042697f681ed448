# SPDX-License-Identifier: Apache-2.0
"""Ends without numerics hold the certified ones between them."""

from __future__ import annotations

import pytest

from licet.dp import closed, ends, pairs, simple

CASES = [
    pairs.sampled(1.0, 0.1, 30),
    pairs.compose([pairs.sampled(2.0, 0.1, 30), pairs.gaussian(4.0, 1.0), pairs.Phases(laplace={5.0: 2})]),
    pairs.sampled(2.0, 0.1, 30, both=True),
    pairs.sampled(2.0, 0.1, 5, size=3),
]


@pytest.mark.parametrize("phases", CASES)
def test_simple_ends_hold(phases: pairs.Phases) -> None:
    found = ends.epsilon(phases, 1e-5, 1e-6)
    assert simple.one_part(phases, 1e-5) <= found.lower <= found.upper <= simple.unsampled(phases, 1e-5)
    middle = ends.delta(phases, 0.5)
    assert simple.one_part_delta(phases, 0.5) <= middle.lower <= middle.upper <= simple.unsampled_delta(phases, 0.5)


def test_an_unsampled_run_is_its_own_bound() -> None:
    phases = pairs.gaussian(2.0, 1.0, 4)
    assert simple.unsampled(phases, 1e-5) == pytest.approx(closed.gaussian(1.0, 1e-5)[1], rel=1e-9)


def test_pure_parts_alone_are_added() -> None:
    assert simple.unsampled(pairs.Phases(response={0.25: 4}), 0.1) == pytest.approx(1.0)
    assert simple.unsampled_delta(pairs.Phases(response={0.25: 4}), 1.1) == 0.0
    assert simple.unsampled_delta(pairs.Phases(response={0.25: 4}), 0.9) == 1.0
