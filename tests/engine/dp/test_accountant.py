# SPDX-License-Identifier: Apache-2.0
"""The public accountant: reference values, containment, extremes, and what it refuses."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import pytest

from licet.dp import accountant
from licet.dp import events as e
from licet.dp.accountant import delta, epsilon
from licet.dp.bracket import Bracket, InternalError
from licet.errors import ParameterError

# sigma, rate, steps, delta, the published bracket (reference vectors, padded 2e-7).
REFERENCES = [
    (4.0, 0.01, 10000, 1e-5, 0.9468666, 0.946867),
    (2.0, 0.02048, 10000, 1e-5, 4.89007, 4.890072),
    (1.0, 0.001, 30000, 1e-7, 1.0976765, 1.097677),
    (10.0, 0.08192, 875, 1e-5, 0.9027601, 0.9027605),
    (0.8, 0.005, 1000, 1e-6, 2.0041058, 2.0041067),
    (1.0, 0.01, 1000, 1e-6, 2.1245147, 2.1245156),
    (2.0, 0.05, 2000, 1e-10, 8.2068557, 8.206859),
    (2.0, 0.05, 2000, 1e-12, 9.093122, 9.093126),
    (2.0, 0.05, 2000, 1e-14, 9.908724, 9.908728),
    (1.0, 1e-4, 10000, 1e-6, 0.0469564, 0.0469568),
    (0.6, 0.01, 3000, 1e-5, 12.0443916, 12.0443971),
    (1.0, 0.01, 1, 1e-5, 0.1994502, 0.1994506),
    (5.0, 1.0, 100, 1e-6, 10.997149, 10.9971534),
    (0.6, 0.01, 100_000, 1e-9, 131.11449, 131.11452),
    (0.5, 1e-5, 10**6, 1e-9, 2.834545, 2.834555),
    (1.0, 0.01, 1000, 1e-14, 4.543701, 4.543703),
]


def ends(found: Bracket) -> tuple[float, float]:
    assert found.lower is not None and found.upper is not None
    assert 0 <= found.lower <= found.upper < math.inf
    return found.lower, found.upper


@pytest.mark.parametrize(("sigma", "rate", "steps", "at", "low", "high"), REFERENCES)
def test_reference_values(sigma: float, rate: float, steps: int, at: float, low: float, high: float) -> None:
    lower, upper = ends(epsilon(e.PoissonGaussian(sigma, rate, steps), at))
    assert low <= lower <= upper <= high
    assert upper - lower <= 1e-6 * upper


@pytest.mark.parametrize(
    ("events", "adjacency", "at", "low", "high"),
    [
        ([e.PoissonGaussian(1.0, 0.01, 1000), e.PoissonGaussian(0.8, 0.002, 5000)], "add_remove", 1e-6, 2.4949988, 2.4949999),
        (e.PoissonGaussian(4.0, 0.02048, 10000), "replace_one", 1e-5, 4.497461, 4.497463),
        (e.Group(e.PoissonGaussian(4.0, 0.02048, 10000), 2), "add_remove", 1e-5, 4.604506, 4.604508),
        (e.TruncatedPoissonGaussian(4.0, 0.02048, 10000, 1200, 50000), "add_remove", 1e-5, 2.0923849, 2.0923856),
        (e.FixedBatchGaussian(4.0, 1024, 50000, 10000), "add_remove", 1e-5, 4.89007, 4.890072),
        (e.Laplace(1.0), "add_remove", 1e-6, 0.9999979, 0.9999981),
        (e.Gaussian(1.0), "add_remove", 1e-5, 4.377178, 4.377179),
    ],
)
def test_reference_values_of_other_events(
    events: e.Event | list[e.Event], adjacency: str, at: float, low: float, high: float
) -> None:
    lower, upper = ends(epsilon(events, at, adjacency=adjacency))
    assert low <= lower <= upper <= high


def test_ten_runs_compose_to_what_the_ledger_needs() -> None:
    """Ten runs of a 2.1245 job are 6.9074, not 21.2."""
    assert ends(epsilon([e.PoissonGaussian(1.0, 0.01, 1000)] * 10, 1e-6))[1] == pytest.approx(6.9074, abs=1e-4)


def test_fifty_phases() -> None:
    phases = [e.PoissonGaussian(0.8 + 0.02 * n, 0.001 * (1 + n % 7), 100 + n) for n in range(50)]
    lower, upper = ends(epsilon(phases, 1e-6))
    assert upper - lower < 1e-6 * upper
    total = delta(phases, upper)
    assert total.lower is not None and total.lower <= 1e-6


def test_both_ends_are_monotone_in_delta_and_noise() -> None:
    uppers = [ends(epsilon(e.PoissonGaussian(1.0, 0.02, 300), 10.0**-n)) for n in range(1, 15)]
    assert all(first[0] <= second[1] for first, second in pairwise(uppers))
    noises = [ends(epsilon(e.PoissonGaussian(0.5 * 1.3**n, 0.02, 300), 1e-6)) for n in range(12)]
    assert all(first[1] >= second[0] for first, second in pairwise(noises))


def test_delta_inverts_epsilon() -> None:
    for events in (
        e.PoissonGaussian(1.0, 0.01, 1000),
        [e.Laplace(2.0, 3), e.Gaussian(2.0)],
        [e.PureDP(0.1, 3), e.ApproxDP(0.1, 1e-8)],
    ):
        found = epsilon(events, 1e-6)
        assert found.upper is not None
        back = delta(events, found.upper)
        assert back.lower is not None and back.lower <= 1e-6 and back.upper is not None and back.upper <= 1.001e-6


def test_guarantees_prove_but_never_refute() -> None:
    for event in (e.PureDP(0.5, 10), e.ApproxDP(0.5, 1e-9, 10), e.ZCDP(0.5)):
        found = epsilon(event, 1e-6)
        assert found.lower == 0 and found.upper is not None and found.upper < 6.0
    mixed = epsilon([e.PoissonGaussian(1.0, 0.01, 1000), e.ZCDP(0.01)], 1e-6)
    assert mixed.lower == pytest.approx(2.1245151, abs=1e-6) and mixed.upper is not None and mixed.upper > mixed.lower


def test_what_delta_guarantees_use_up_is_gone() -> None:
    found = epsilon([e.Gaussian(1.0), e.ApproxDP(0.1, 1e-6, 2)], 1e-6)
    assert found.upper is None and found.reasons == ("delta_used_up",)
    assert found.lower == pytest.approx(epsilon(e.Gaussian(1.0), 1e-6).lower)
    half = epsilon(e.ApproxDP(0.1, 1e-6, 2), 1e-5)
    assert half.error_budget["charged_mass"] == pytest.approx(2e-6, rel=1e-5)


def test_the_unsupported_has_no_number() -> None:
    for found in (epsilon([e.Gaussian(1.0), e.Unsupported("clip adapts")], 1e-6), delta(e.Unsupported("clip adapts"), 1.0)):
        assert found.lower is None and found.upper is None
        assert found.reasons == ("unsupported_event", "clip adapts")


def test_the_budget_names_every_source() -> None:
    for event in (e.PoissonGaussian(1.0, 0.01, 1000), e.Gaussian(1.0), e.ZCDP(0.1)):
        budget = epsilon(event, 1e-6).error_budget
        assert set(budget) == {"truncation", "images", "tail", "quadrature", "rounding", "charged_mass"}
        assert all(0 <= value < 1e-9 for value in budget.values())


def test_bounds_that_contradict_each_other_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accountant, "rdp_upper", lambda *_, **__: 1.0)
    with pytest.raises(InternalError):
        epsilon(e.PoissonGaussian(1.0, 0.01, 1000), 1e-6)


@pytest.mark.parametrize("at", [0.0, 1.0, -1e-9, float("nan"), True, "1e-6"])
def test_delta_lies_between_zero_and_one(at: float) -> None:
    with pytest.raises(ParameterError):
        epsilon(e.Gaussian(1.0), at)


@pytest.mark.parametrize("at", [-1.0, float("nan"), float("inf"), True])
def test_epsilon_is_a_number_from_zero_on(at: float) -> None:
    with pytest.raises(ParameterError):
        delta(e.Gaussian(1.0), at)


def test_an_unknown_adjacency_is_refused() -> None:
    with pytest.raises(ParameterError):
        epsilon(e.Gaussian(1.0), 1e-6, adjacency="substitute")


def test_extreme_numbers_give_ordered_finite_ends() -> None:
    draw = random.Random(11)

    def between(low: float, high: float) -> float:
        return 10 ** draw.uniform(math.log10(low), math.log10(high))

    for _ in range(25):
        event = e.PoissonGaussian(between(0.05, 1e4), between(1e-8, 1), int(between(1, 1e9)))
        ends(epsilon(event, between(1e-300, 0.999), adjacency=draw.choice(e.ADJACENCIES)))


@pytest.mark.parametrize("at", [1e-300, 1e-14, 0.5, 0.999])
@pytest.mark.parametrize("sigma", [0.05, 1e4])
def test_corners(sigma: float, at: float) -> None:
    for rate in (1e-8, 0.5, 1.0):
        for steps in (1, 10**9):
            ends(epsilon(e.PoissonGaussian(sigma, rate, steps), at))
