# SPDX-License-Identifier: Apache-2.0
"""Which way each composition is accounted for, and what happens where the contour gives up."""

from __future__ import annotations

import pytest

from licet.dp import contour, ends, pairs, quadrature
from licet.dp.pairs import Phases

RUN = pairs.sampled(1.0, 0.01, 1000)


@pytest.mark.parametrize(
    ("phases", "method"),
    [
        (Phases(), "empty"),
        (pairs.gaussian(1.0, 1.0), "gaussian"),
        (pairs.sampled(1.0, 0.01, 1), "one_step"),
        (Phases(laplace={1.0: 1}), "laplace"),
        (Phases(laplace={1.0: 2}), "lattice"),
        (Phases(response={0.1: 5}), "lattice"),
        (RUN, "contour"),
        (pairs.sampled(1.0, 0.01, 1, both=True), "contour"),
        (pairs.sampled(0.5, 1e-4, 100), "rare"),
    ],
)
def test_methods(phases: Phases, method: str) -> None:
    found = ends.epsilon(phases, 1e-5, 1e-6)
    assert found.method == method
    assert 0 <= found.lower <= found.upper


@pytest.mark.parametrize(
    "phases", [Phases(), pairs.gaussian(1.0, 1.0), pairs.sampled(1.0, 0.01, 1), Phases(laplace={1.0: 2}), RUN]
)
def test_delta_and_epsilon_agree(phases: Phases) -> None:
    epsilon = ends.epsilon(phases, 1e-6, 1e-6)
    assert ends.delta(phases, epsilon.upper).lower <= 1e-6
    assert phases.empty or ends.delta(phases, epsilon.lower).upper >= 1e-6 * (1 - 1e-9)


def test_without_a_contour_the_ends_are_wide_and_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = ends.epsilon(RUN, 1e-10, 1e-6)

    def fails(*_: object) -> None:
        raise quadrature.Uncertified("test")

    monkeypatch.setattr(contour, "prepare", fails)
    found = ends.epsilon(RUN, 1e-10, 1e-6)
    assert found.method == "unsampled"
    assert found.lower <= exact.lower <= exact.upper <= found.upper
    delta = ends.delta(RUN, 2.0)
    assert 0 <= delta.lower <= delta.upper == 1.0 or delta.upper <= 1


def test_rare_sampling_narrows_what_the_contour_leaves() -> None:
    found = ends.epsilon(pairs.sampled(0.5, 1e-5, 100), 1e-9, 1e-6)
    assert found.method == "rare"
    assert found.lower <= 0.468147 <= found.upper
    assert found.upper - found.lower < 1e-4 * found.upper
