# SPDX-License-Identifier: Apache-2.0
"""Replaced units and capped batches: above the exact divergence, which is computed by quadrature."""

from __future__ import annotations

import math

import numpy as np
import pytest
from divergences import Mixture, both, log_moment

from licet.dp import capped_rdp, moments, poisson_rdp

Z = np.array([1.0, 3.0, 7.5])


@pytest.mark.parametrize(("sigma", "rate"), [(4.0, 0.02), (2.0, 0.3), (1.0, 0.05)])
def test_replaced_units(sigma: float, rate: float) -> None:
    one = capped_rdp.both_sides(lambda z: poisson_rdp.moment(z, sigma, rate), lambda z: moments.gaussian(z, 2 / sigma))
    p, q = ({0.0: 1 - rate, side: rate} for side in (1.0, -1.0))
    for z, value in zip(Z.tolist(), one(Z).tolist(), strict=True):
        assert log_moment(p, q, z, sigma) <= value * (1 + 1e-9)


def test_full_batches_bound_the_binomial_tail() -> None:
    for units, rate, cap in ((50, 0.1, 8), (50, 0.1, 50), (200, 0.5, 120), (1000, 0.001, 6)):
        exact = math.fsum(math.comb(units - 1, k) * rate**k * (1 - rate) ** (units - 1 - k) for k in range(cap, units))
        bound = math.exp(capped_rdp.log_full(rate, cap, units))
        assert exact <= bound * (1 + 1e-9) and bound <= max(3 * exact, 1e-300)
    assert capped_rdp.log_full(0.5, 100, 100) == -math.inf
    assert capped_rdp.log_full(0.5, 10, 100) == 0.0


def test_a_capped_batch_lies_between_its_two_forms() -> None:
    """Brute force over all samples of a data set of five with cap 2, others at -1, the unit at +1."""
    sigma, rate, cap, others = 3.0, 0.3, 2, 4
    with_unit: Mixture = {}
    without: Mixture = {}
    for b in range(others + 1):
        chance = math.comb(others, b) * rate**b * (1 - rate) ** (others - b)
        kept = min(1.0, cap / (b + 1))
        without[-min(b, cap)] = without.get(-min(b, cap), 0.0) + chance
        for place, part in ((-min(b, cap), 1 - rate * kept), (1 - min(b, cap - 1), rate * kept)):
            with_unit[place] = with_unit.get(place, 0.0) + chance * part
    bound = capped_rdp.capped_add_remove(Z, sigma, rate, cap, others + 1)
    for z, value in zip(Z.tolist(), bound.tolist(), strict=True):
        assert both(with_unit, without, z, sigma) <= value
    assert np.all(bound >= poisson_rdp.moment(Z, sigma, rate))


@pytest.mark.parametrize("adjacency", ["replace_one", "zero_out"])
def test_a_cap_never_reached_changes_nothing(adjacency: str) -> None:
    plain = poisson_rdp.moment(Z, 4.0, 0.01)
    capped = capped_rdp.capped_in_place(Z, 4.0, 0.01, 1000, 1000, adjacency)
    if adjacency == "zero_out":
        assert np.allclose(capped, plain, rtol=1e-9)
    assert np.all(capped >= plain * (1 - 1e-12)) and np.all(capped <= 6 * plain)
