# SPDX-License-Identifier: Apache-2.0
"""The best of a random number of runs: the published value, the formulas, and what no theorem may contradict."""

from __future__ import annotations

import math

import numpy as np
import pytest

from licet.dp import selection
from licet.dp.events import ApproxDP, Gaussian, PoissonGaussian, PureDP, Repeat
from licet.dp.rdp import curve, rdp_upper
from licet.errors import ParameterError

RUN = PoissonGaussian(1.0, 0.01, 1000)
Z = np.array([0.5, 2.0, 9.0])


def test_the_reference_value() -> None:
    """dp-accounting 0.6.0: 4.43124958 (RepeatAndSelectDpEvent, mean 10, shape 1, its default orders)."""
    found = rdp_upper(Repeat(RUN, "geometric", 10.0), 1e-6)
    assert found == pytest.approx(4.43124958, rel=5e-4)


def test_fixed_runs_compose() -> None:
    assert rdp_upper(Repeat(RUN, "fixed", 3.0), 1e-6) == pytest.approx(rdp_upper([RUN] * 3, 1e-6), rel=1e-9)
    assert rdp_upper(Repeat(RUN, "fixed", 2.5), 1e-6) == rdp_upper(Repeat(RUN, "fixed", 3.0), 1e-6)


def test_one_run_for_certain_costs_nothing_more() -> None:
    assert rdp_upper(Repeat(RUN, "geometric", 1.0), 1e-6) == pytest.approx(rdp_upper(RUN, 1e-6), rel=1e-6)


@pytest.mark.parametrize("distribution", ["geometric", "poisson"])
def test_more_runs_cost_more(distribution: str) -> None:
    values = [rdp_upper(Repeat(RUN, distribution, mean), 1e-6) for mean in (1.0, 3.0, 10.0, 1000.0)]
    assert values == sorted(values) and len(set(values)) == 4


def test_theorem_2_by_hand_for_a_gaussian() -> None:
    """K = z (1 + z) mu^2 / 2: the least of (K(y) + ln m) / (1 + y) is found on a dense grid."""
    mu, mean, y = 0.3, 20.0, np.geomspace(1e-3, 1e4, 400_001)
    once = ((y * (1 + y) * mu**2 / 2 + math.log(mean)) / (1 + y)).min()
    exact = Z * (1 + Z) * mu**2 / 2 + math.log(mean) + 2 * Z * once
    found = selection.repeated(lambda z: z * (1 + z) * mu**2 / 2, "geometric", mean)(Z)
    assert np.all(found >= exact * (1 - 1e-12)) and np.allclose(found, exact, rtol=1e-3)


def test_theorem_6_uses_delta_at_its_epsilon() -> None:
    mu, mean = 0.1, 5.0
    found = selection.repeated(lambda z: z * (1 + z) * mu**2 / 2, "poisson", mean)(Z)
    for z, value in zip(Z.tolist(), found.tolist(), strict=True):
        epsilon = math.log1p(1 / z)
        near, far = (0.5 * math.erfc((epsilon / mu + side * mu / 2) / 2**0.5) for side in (-1, 1))
        exact = near - math.exp(epsilon) * far
        least = z * (1 + z) * mu**2 / 2 + math.log(mean) + z * mean * exact
        assert least <= value <= least + z * mean * exact * 9 + 1e-9


def test_pure_runs_stay_below_three_epsilons() -> None:
    """A geometric number of (epsilon, 0)-DP runs is 3 epsilon-DP (theorem 2 at infinite order)."""
    found = rdp_upper(Repeat(PureDP(0.1), "geometric", 50.0), 1e-12)
    assert found is not None and found <= 0.3 * 1.05


def test_kept_mass() -> None:
    """Failures of runs: geometric and Poisson generating functions at 1 - delta."""
    lost = 1e-3
    kept = 1 - lost
    geometric = math.log(kept / 4 / (1 - 0.75 * kept))
    assert selection.log_kept(math.log1p(-lost), "geometric", 4.0) == pytest.approx(geometric, rel=1e-9)
    assert selection.log_kept(math.log1p(-lost), "poisson", 4.0) == pytest.approx(-4 * lost, rel=1e-9)
    assert selection.log_kept(math.log1p(-lost), "fixed", 4.0) == pytest.approx(4 * math.log(kept), rel=1e-9)
    assert selection.log_kept(0.0, "geometric", 4.0) == 0.0 and selection.log_kept(-math.inf, "geometric", 4.0) == -math.inf


def test_failures_beyond_delta_prove_nothing() -> None:
    assert rdp_upper(Repeat(ApproxDP(0.1, 1e-7), "geometric", 20.0), 1e-6) is None
    assert rdp_upper(Repeat(ApproxDP(0.1, 1e-8), "geometric", 20.0), 1e-6) is not None


def test_a_geometric_mean_below_one_is_refused() -> None:
    with pytest.raises(ParameterError):
        rdp_upper(Repeat(RUN, "geometric", 0.5), 1e-6)


def test_a_poisson_mean_below_one_gains_nothing() -> None:
    one = curve(Repeat(Gaussian(5.0), "poisson", 0.1), "add_remove")
    plain = curve(Gaussian(5.0), "add_remove")
    assert one is not None and plain is not None and np.all(one(1 + Z) >= plain(1 + Z))
