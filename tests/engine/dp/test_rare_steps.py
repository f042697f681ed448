# SPDX-License-Identifier: Apache-2.0
"""One step on a lattice: above and below the exact profile at every loss, in both directions."""

from __future__ import annotations

import math

import numpy as np
import pytest

from licet.dp.normal import Array
from licet.dp.rare_pair import Cluster, Pair, cluster
from licet.dp.rare_plan import levels, rough, window
from licet.dp.rare_steps import Cells, cells, cells_inside, dominated, dominating

PAIRS = [Pair(0.5, 1e-3), Pair(1.0, 1e-2), Pair(4.0, 0.1), Pair(1.0, 1e-2, 3)]


def exact(pair: Pair, s: float) -> float:
    """delta(s) of one step, P against Q."""
    if s <= pair.floor:
        return -math.expm1(s)
    x = pair.at(np.array([s]))
    return float(pair.excess(pair.between(np.append(x, x + 1))[0].sum(1, keepdims=True), np.array([s]))[0])


def lattice(pair: Pair, x: float, first: int) -> tuple[Cluster, float, Cells]:
    base = cluster(pair, x)
    step = base.reach / first if first else 1e-3
    return base, step, cells(pair, base, step, first, float(pair.loss(np.array(pair.group + 7 * pair.sigma))))


def profile(base: Cluster, law: Array, step: float, s: float) -> float:
    losses = base.loss + step * np.arange(len(law))
    return float((law * np.maximum(-np.expm1(s - losses), 0)).sum()) + base.mass * max(-math.expm1(s - base.loss), 0)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
@pytest.mark.parametrize("first", [0, 1, 5])
def test_a_step_is_enclosed(pair: Pair, first: int) -> None:
    base, step, cut = lattice(pair, 0.3 * pair.sigma if first else -math.inf, first)
    above, infinite = dominating(pair, cut)
    below = dominated(pair, cut)
    assert len(below) == len(above) // 2
    for s in np.linspace(base.loss - 3 * step, base.loss + 60 * step, 64):
        true = exact(pair, float(s))
        low = profile(base, below, 2 * step, float(s))
        assert low <= true * (1 + 1e-9) + 1e-15
        if first == 0:
            assert profile(base, above, step, float(s)) + infinite >= true * (1 - 1e-9)
            assert profile(base, above, step, float(s)) - low <= 2 * step


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_jumps_are_enclosed_where_the_cluster_has_no_part(pair: Pair) -> None:
    base, step, cut = lattice(pair, 0.3 * pair.sigma, 5)
    above, infinite = dominating(pair, cut)
    start = base.loss + 5 * step
    for s in np.linspace(start, start + 400 * step, 60):
        true = exact(pair, float(s))
        high, low = profile(base, above, step, float(s)) + infinite, profile(base, dominated(pair, cut), 2 * step, float(s))
        assert low <= true * (1 + 1e-9) + 1e-15
        assert true * (1 - 1e-9) <= high
        assert high - low <= 0.3 * true + 1e-9


@pytest.mark.parametrize("pair", PAIRS, ids=str)
@pytest.mark.parametrize("first", [0, 3])
def test_masses_of_both_hypotheses_are_kept(pair: Pair, first: int) -> None:
    base, step, cut = lattice(pair, 0.2 if first else -math.inf, first)
    above, infinite = dominating(pair, cut)
    losses = base.loss + step * np.arange(len(above))
    q = base.mass * math.exp(-base.loss)
    assert base.mass + above.sum() + infinite == pytest.approx(1, abs=1e-9)
    assert q + float((above * np.exp(-losses)).sum()) == pytest.approx(1, abs=1e-9)
    below = dominated(pair, cut)
    assert base.mass + below.sum() == pytest.approx(1, abs=1e-9)
    rest = q + float((below * np.exp(-(base.loss + 2 * step * np.arange(len(below))))).sum())
    assert 1 - 1e-9 <= rest <= 1 + step


def test_balancing_loses_only_second_order() -> None:
    """The mean of e^-loss after garbling is 1 but for atoms that had to be rounded down."""
    pair = Pair(1.0, 1e-3)
    base, step, cut = lattice(pair, 0.5, 5)
    below = dominated(pair, cut)
    losses = base.loss + 2 * step * np.arange(len(below))
    excess = base.mass * math.exp(-base.loss) + float((below * np.exp(-losses)).sum()) - 1
    assert excess <= 1e-3 * step * below.sum()


def test_inside_a_cluster_cells_end_with_it() -> None:
    table = rough(Pair(0.6, 1e-3), 100, 1e-6)
    coarse, inner = levels(table, window(table, 0.0, 1.0), 0.0, 2048)
    assert inner is not None
    for level in inner:
        cut = cells_inside(table.pair, level.base, level.step, level.first, coarse.base)
        assert level.base.loss + level.step * (level.first + len(cut.nodes) - 1) == pytest.approx(cut.nodes[-1])
        assert cut.nodes[-1] == pytest.approx(float(table.pair.loss(np.array(coarse.base.x))), rel=1e-6)
        above, infinite = dominating(table.pair, cut)
        for mass in (table.pair.mass(cut.rows).sum(), above.sum() + infinite, dominated(table.pair, cut).sum()):
            assert mass + level.base.mass == pytest.approx(coarse.base.mass, rel=1e-9)
