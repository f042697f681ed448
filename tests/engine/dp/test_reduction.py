# SPDX-License-Identifier: Apache-2.0
"""Events become pairs: what dominates them, what is attained, and what is left to other bounds."""

from __future__ import annotations

import math

import pytest

from licet.dp import events as e
from licet.dp import pairs, reduction


def test_a_poisson_run_is_exact_under_every_adjacency() -> None:
    event = e.PoissonGaussian(1.0, 0.1, 5)
    for adjacency in e.ADJACENCIES:
        found = reduction.reduce([event], adjacency)
        assert found.exact and found.upper.symmetric == (adjacency == "replace_one")


@pytest.mark.parametrize(
    ("event", "adjacency", "mu"),
    [
        (e.Gaussian(2.0, 4), "add_remove", 1.0),
        (e.Gaussian(2.0, 4), "replace_one", 2.0),
        (e.Group(e.Gaussian(2.0, 4), 3), "zero_out", 3.0),
        (e.Matrix(3.0, 2.0), "add_remove", 1.5),
        (e.Group(e.Group(e.Matrix(3.0, 2.0), 2), 2), "replace_one", 12.0),
    ],
)
def test_gaussians(event: e.Event, adjacency: str, mu: float) -> None:
    found = reduction.reduce([event], adjacency)
    assert found.exact and found.upper.mu == pytest.approx(mu)


def test_a_fixed_batch_is_poisson_with_twice_the_shift() -> None:
    """Dropping a unit replaces it by another one; the pair is attained by all others at -1 and the unit at +1."""
    event = e.FixedBatchGaussian(4.0, 10, 100, 7)
    half = pairs.sampled(2.0, 0.1, 7)
    assert reduction.reduce([event], "add_remove") == reduction.Reduced(half, half)
    assert reduction.reduce([event], "replace_one").lower == half
    assert reduction.reduce([event], "zero_out").lower == pairs.sampled(4.0, 0.1, 7)


@pytest.mark.parametrize(("adjacency", "mu"), [("add_remove", 6.0), ("replace_one", 6.0), ("zero_out", 3.0)])
@pytest.mark.parametrize("event", [e.FixedBatchGaussian(2.0, 10, 100, 4), e.TruncatedPoissonGaussian(2.0, 0.1, 4, 10, 100)])
def test_a_group_in_batches_of_limited_size_is_not_amplified(event: e.Event, adjacency: str, mu: float) -> None:
    """Each of three units may push another one out, so the sum moves by two for each of them."""
    found = reduction.reduce([e.Group(event, 3)], adjacency)
    assert found.upper.mu == pytest.approx(mu)
    assert found.lower == reduction.reduce([event], adjacency).lower


def test_guarantees_have_no_lower_end() -> None:
    found = reduction.reduce([e.PureDP(0.5, 3), e.ApproxDP(0.25, 1e-9, 2), e.ZCDP(0.1)], "add_remove")
    assert found.lower.empty and found.curve_only
    assert found.upper.response == {0.5: 3, 0.25: 2}
    assert found.log_kept == pytest.approx(2 * math.log1p(-1e-9))


def test_group_privacy_of_guarantees() -> None:
    found = reduction.reduce([e.Group(e.Compose((e.PureDP(0.5), e.ApproxDP(0.1, 1e-9))), 4)], "add_remove")
    assert found.upper.response == {2.0: 1, 0.4: 1}
    factor = (math.exp(0.4) - 1) / (math.exp(0.1) - 1)
    assert -math.expm1(found.log_kept) == pytest.approx(1e-9 * factor)
    assert reduction.group_delta(0.0, 1e-9, 4) == pytest.approx(4e-9)
    assert reduction.group_delta(100.0, 1e-9, 20) == math.inf
    assert reduction.reduce([e.Group(e.ApproxDP(5.0, 0.5), 9)], "add_remove").log_kept == -math.inf
    assert reduction.reduce([e.Group(e.Laplace(6.0), 3)], "add_remove").upper.laplace == {2.0: 1}


def test_of_repeated_runs_only_one_is_seen() -> None:
    run = e.PoissonGaussian(1.0, 0.1, 5)
    fixed = reduction.reduce([e.Repeat(run, "fixed", 2.5)], "add_remove")
    assert fixed.upper.steps[0].count == 15 and fixed.lower.steps[0].count == 5
    geometric = reduction.reduce([e.Repeat(run, "geometric", 2.5)], "add_remove")
    assert geometric.curve_only and geometric.lower == fixed.lower
    assert reduction.reduce([e.Repeat(run, "poisson", 2.5)], "add_remove").lower.empty


def test_events_with_their_own_lower_end() -> None:
    shuffled, allocated = e.ShuffledGaussian(1.0, 10, 10), e.RandomAllocationGaussian(1.0, 10, 1)
    found = reduction.reduce([shuffled, allocated], "zero_out")
    assert found.alone == (shuffled, allocated) and found.lower.empty
    assert reduction.lower_alone(shuffled, 1e-6, "zero_out") > 0
    assert reduction.lower_alone(allocated, 1e-6, "zero_out") > 0
    assert reduction.lower_alone(e.PureDP(1.0), 1e-6, "zero_out") == 0.0


def test_a_tree_has_two_sensitivities_and_something_unsupported_has_none() -> None:
    found = reduction.reduce([e.Tree(2.0, 100, 10, 4)], "add_remove")
    assert 0 < found.lower.mu <= found.upper.mu
    reasons = reduction.reduce([e.PureDP(1.0), e.Unsupported("adaptive clipping")], "add_remove").reasons
    assert reasons == ("unsupported_event", "adaptive clipping")
