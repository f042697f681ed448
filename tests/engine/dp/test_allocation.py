# SPDX-License-Identifier: Apache-2.0
"""Random allocation: ends in order, limits known exactly."""

from __future__ import annotations

import numpy as np
import pytest

from licet.dp import allocation, closed, moments
from licet.dp.events import RandomAllocationGaussian
from licet.dp.rdp import rdp_upper

Z = np.array([0.5, 1.0, 3.0, 20.0, 300.0])
ADJACENCIES = ("add_remove", "zero_out", "replace_one")


@pytest.mark.parametrize("adjacency", ADJACENCIES)
@pytest.mark.parametrize("delta", [1e-200, 1e-6, 0.1])
@pytest.mark.parametrize(
    ("sigma", "batches", "selected", "rounds"),
    [(1.0, 100, 1, 1), (1.0, 1000, 10, 10), (0.3, 10, 3, 5), (4.0, 50, 1, 300), (1e3, 9, 9, 1)],
)
def test_the_ends_are_in_order(sigma: float, batches: int, selected: int, rounds: int, delta: float, adjacency: str) -> None:
    event = RandomAllocationGaussian(sigma, batches, selected, rounds)
    upper = rdp_upper(event, delta, adjacency=adjacency)
    assert upper is not None and 0 <= allocation.lower(event, delta, adjacency) <= upper


@pytest.mark.parametrize("adjacency", ADJACENCIES)
def test_joining_every_batch_is_the_gaussian(adjacency: str) -> None:
    event = RandomAllocationGaussian(3.0, 4, 4, 5)
    mu = (2 if adjacency == "replace_one" else 1) * 20**0.5 / 3
    assert allocation.lower(event, 1e-6, adjacency) == pytest.approx(closed.gaussian(mu, 1e-6)[0], rel=1e-11)
    assert allocation.curve(event, adjacency)(Z) == pytest.approx(moments.gaussian(Z, mu), rel=1e-12)


def test_never_above_the_run_without_allocation() -> None:
    for adjacency, move in (("add_remove", 1), ("replace_one", 2)):
        values = allocation.curve(RandomAllocationGaussian(1.0, 6, 2, 3), adjacency)(Z)
        assert np.all(values <= moments.gaussian(Z, move * 6**0.5) * (1 + 1e-12))


def test_allocation_amplifies_in_both_directions() -> None:
    """One of 100 batches, ten rounds, noise 1: about the Poisson run with rate 1/100, far from the unsampled epsilon of 16."""
    event = RandomAllocationGaussian(1.0, 100, 1, 10)
    upper = rdp_upper(event, 1e-6)
    assert upper is not None and 2.2 < upper < 2.4


def test_blocks_bound_several_batches_of_a_round() -> None:
    """Two of four batches, enumerated: E[Z^2] = 1/6 (e^2 + 4 e + 1) at noise 1, at most twice one of two."""
    value = float(allocation.curve(RandomAllocationGaussian(1.0, 4, 2, 1), "add_remove")(np.array([1.0]))[0])
    assert np.log((np.exp(2) + 4 * np.exp(1) + 1) / 6) <= value == pytest.approx(2 * np.log((np.exp(1) + 1) / 2), rel=1e-6)


def test_rounds_raise_the_lower_end() -> None:
    values = [allocation.lower(RandomAllocationGaussian(0.5, 100, 1, rounds), 1e-6, "add_remove") for rounds in (1, 4, 20)]
    assert values[0] * 1.2 < values[1] and values[1] * 1.2 < values[2]
