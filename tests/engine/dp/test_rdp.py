# SPDX-License-Identifier: Apache-2.0
"""Curves of all events: reference values, composition, failures of guarantees, extremes."""

from __future__ import annotations

import itertools
import math
import warnings
from collections.abc import Callable

import dp_accounting
import numpy as np
import pytest
from dp_accounting.rdp import RdpAccountant

from licet.dp import closed
from licet.dp.events import (
    ADJACENCIES,
    ZCDP,
    ApproxDP,
    Compose,
    Event,
    FixedBatchGaussian,
    Gaussian,
    Group,
    Laplace,
    Matrix,
    PoissonGaussian,
    PureDP,
    RandomAllocationGaussian,
    Repeat,
    ShuffledGaussian,
    Tree,
    TruncatedPoissonGaussian,
    Unsupported,
)
from licet.dp.rdp import curve, rdp_delta, rdp_upper


def upper(event: Event, delta: float, adjacency: str = "add_remove") -> float:
    value = rdp_upper(event, delta, adjacency=adjacency)
    assert value is not None
    return value


@pytest.mark.parametrize(
    ("event", "delta", "value"),
    [
        (ZCDP(0.5), 1e-10, 6.839329),
        (PureDP(0.5, 10), 1e-6, 4.999885),
        (Laplace(1.0), 1e-6, 0.999998),
        (PoissonGaussian(1.0, 0.01, 1000), 1e-6, 2.4366938),
        (PoissonGaussian(1.0, 0.001, 30_000), 1e-7, 1.4154988),
        (PoissonGaussian(4.0, 0.01, 10_000), 1e-5, 1.03549),
    ],
)
def test_published_values(event: Event, delta: float, value: float) -> None:
    assert upper(event, delta) == pytest.approx(value, rel=6e-4)


@pytest.mark.parametrize(
    ("sigma", "rate", "steps", "delta"), [(0.8, 0.005, 1000, 1e-6), (2.0, 0.05, 2000, 1e-10), (0.6, 0.01, 300, 1e-5)]
)
def test_against_a_dense_grid_of_dp_accounting(sigma: float, rate: float, steps: int, delta: float) -> None:
    accountant = RdpAccountant([1 + n / 20 for n in range(1, 800)])
    one = dp_accounting.PoissonSampledDpEvent(rate, dp_accounting.GaussianDpEvent(sigma))
    accountant.compose(one, steps)
    least = accountant.get_epsilon(delta)
    assert least * (1 - 1e-9) <= upper(PoissonGaussian(sigma, rate, steps), delta) <= least * 1.03


def test_composition_adds_curves() -> None:
    both = Compose((PoissonGaussian(1.0, 0.01, 100), Gaussian(5.0), Compose((Laplace(10.0, 5),))))
    orders = np.array([1.5, 2.0, 7.25, 40.0])
    curves = [curve(event, "add_remove") for event in (*both.events, both)]
    values = [one(orders) for one in curves if one is not None]
    assert np.allclose(sum(values[:3]), values[3], rtol=1e-12)
    assert rdp_upper(list(both.events), 1e-6) == rdp_upper(both, 1e-6)


def test_steps_are_composition() -> None:
    thrice = Compose((PoissonGaussian(1.0, 0.01, 10),) * 3)
    assert upper(PoissonGaussian(1.0, 0.01, 30), 1e-6) == pytest.approx(upper(thrice, 1e-6), rel=1e-9)


@pytest.mark.parametrize(
    ("event", "adjacency", "mu"),
    [
        (Gaussian(4.0, 9), "replace_one", 1.5),
        (Matrix(3.0, 6.0), "zero_out", 0.5),
        (Tree(2.0, 1023, 1023, 1), "add_remove", 10**0.5 / 2),
        (ShuffledGaussian(2.0, 100, 350), "zero_out", 1.0),
        (Group(Gaussian(4.0, 4), 3), "add_remove", 1.5),
        (Group(Group(Matrix(1.0, 6.0), 2), 3), "add_remove", 1.0),
        (PoissonGaussian(2.0, 1.0, 4), "replace_one", 2.0),
        (FixedBatchGaussian(2.0, 10, 10, 4), "replace_one", 2.0),
        (Group(FixedBatchGaussian(4.0, 10, 1000, 4), 2), "add_remove", 2.0),
        (Group(TruncatedPoissonGaussian(4.0, 0.1, 4, 5, 20), 2), "zero_out", 1.0),
        (Group(RandomAllocationGaussian(4.0, 10, 2, 2), 2), "add_remove", 1.0),
    ],
)
def test_what_is_a_gaussian(event: Event, adjacency: str, mu: float) -> None:
    one = curve(event, adjacency)
    orders = np.array([1.01, 2.0, 30.0])
    assert one is not None and np.allclose(one(orders), orders * mu**2 / 2, rtol=1e-12)
    assert upper(event, 1e-6, adjacency) >= closed.gaussian(mu, 1e-6)[0]


def test_guarantees_seen_by_groups() -> None:
    assert upper(Group(PureDP(0.1, 2), 3), 1e-6) == pytest.approx(upper(PureDP(0.3, 2), 1e-6), rel=1e-12)
    assert upper(Group(ZCDP(0.1), 3), 1e-6) == pytest.approx(upper(ZCDP(0.9), 1e-6), rel=1e-12)
    assert upper(Group(Laplace(6.0), 3), 1e-6) == pytest.approx(upper(Laplace(2.0), 1e-6), rel=1e-12)
    repeated = upper(Group(Repeat(PureDP(0.1), "geometric", 3.0), 2), 1e-6)
    assert repeated == pytest.approx(upper(Repeat(PureDP(0.2), "geometric", 3.0), 1e-6))


def test_failures_are_paid_from_delta() -> None:
    """10 failures of 1e-8 leave 9e-7 of 1e-6; all of them leave nothing."""
    assert upper(ApproxDP(0.1, 1e-8, 10), 1e-6) == pytest.approx(upper(PureDP(0.1, 10), 9e-7), rel=1e-6)
    assert rdp_upper(ApproxDP(0.1, 1e-7, 10), 9.9e-7) is None
    assert rdp_upper(ApproxDP(0.1, 1.0), 0.9) is None
    assert upper(ApproxDP(0.0, 1e-3), 2e-3) == 0.0
    both = Compose((ApproxDP(0.1, 1e-8, 10), Group(ApproxDP(0.01, 1e-9), 3)))
    assert upper(both, 1e-6) > upper(ApproxDP(0.1, 1e-8, 10), 1e-6)


def test_delta_undoes_epsilon() -> None:
    for event in (PoissonGaussian(1.0, 0.01, 1000), ApproxDP(0.1, 1e-7, 3), FixedBatchGaussian(8.0, 10, 1000, 50)):
        delta = rdp_delta(event, upper(event, 1e-6))
        assert delta is not None and delta == pytest.approx(1e-6, rel=2e-2)
    assert rdp_delta(Gaussian(1e-6), 1.0) == 1.0


def test_nothing_is_said_of_the_unsupported() -> None:
    unknown = Unsupported("x")
    for event in (unknown, Compose((Gaussian(1.0), unknown)), Repeat(unknown, "fixed", 2.0), Group(unknown, 2)):
        assert rdp_upper(event, 1e-6) is None and curve(event, "add_remove") is None and rdp_delta(event, 1.0) is None


def test_the_least_noise_and_the_most_steps_still_give_a_finite_number() -> None:
    assert 1e27 < upper(Gaussian(1e-6, 2**53), 1e-6) < 1e30


SAMPLED = [
    lambda s, q, k: PoissonGaussian(s, q, k),
    lambda s, q, k: Group(PoissonGaussian(s, q, k), 3),
    lambda s, q, k: TruncatedPoissonGaussian(s, q, k, 7, 10**6),
    lambda s, q, k: FixedBatchGaussian(s, max(1, int(q * 10**8)), 10**8, k),
    lambda s, q, k: Repeat(PoissonGaussian(s, q, k), "poisson", 7.5),
    lambda s, q, k: RandomAllocationGaussian(s, max(1, int(1 / q)), 1, k),
]


@pytest.mark.parametrize("adjacency", ADJACENCIES)
@pytest.mark.parametrize("make", SAMPLED)
def test_extremes_give_finite_numbers_without_warnings(make: Callable[[float, float, int], Event], adjacency: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for sigma, rate, steps, delta in itertools.product((0.05, 1e4), (1e-8, 1.0), (1, 10**9), (1e-300, 0.999)):
            value = upper(make(sigma, rate, steps), delta, adjacency)
            assert math.isfinite(value) and value >= 0
