# SPDX-License-Identifier: Apache-2.0
"""The jumps of one step on a lattice of losses, from above and from below.

From above, connect the dots: the mass of a cell goes to its two ends so that P and Q masses stay (Doroshenko et al.,
"Connect the Dots", arXiv:2207.04380). From below, a garbling: two cells are merged around every second lattice point and a
fraction of the neighbor's mass is added until the loss of the merged atom is just that point; post-processing only loses.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from licet.dp.normal import Array
from licet.dp.rare_pair import Cluster, Pair

_EVEN, _ODD = 6, 5
_MOST_TAKEN, _ODD_WITHIN = 0.9, 0.1


class Cells(NamedTuple):
    """Cells between lattice points cluster.loss + i step for i = first, first+1, ...; the first starts at the cut.

    `rows` are the N(j) masses of the cells, `errors` bound their rounding; `rest` and `rest_errors` lie beyond the last.
    """

    first: int
    step: float
    nodes: Array
    rows: Array
    errors: Array
    rest: Array
    rest_errors: Array


def cells(pair: Pair, base: Cluster, step: float, first: int, top: float) -> Cells:
    """Cells up to a loss of at least `top`. `first` is odd, or 0 where the cluster is empty."""
    count = max(2 * math.ceil((top - base.loss) / step / 2) + 2, first + 3)
    nodes = base.loss + np.arange(first, count) * step
    x = pair.at(nodes)
    x[0] = base.x
    rows, errors = pair.between(x)
    return Cells(first, step, nodes, rows[:, :-1], errors[:, :-1], rows[:, -1], errors[:, -1])


def cells_inside(pair: Pair, base: Cluster, step: float, first: int, outer: Cluster) -> Cells:
    """Cells of the outer cluster; an odd number of steps leads from `base` to its end (rare_plan sees to it)."""
    end = float(pair.loss(np.array(outer.x)))
    count = max(2 * math.ceil((end - base.loss) / step / 2 - _ODD_WITHIN), (first + 3) // 2 * 2)
    nodes = base.loss + np.arange(first, count) * step
    x = np.minimum(pair.at(nodes), outer.x)
    x[0], x[-1] = base.x, outer.x
    rows, errors = pair.between(x)
    nothing = np.zeros(pair.group + 1)
    return Cells(first, step, nodes, rows[:, :-1], errors[:, :-1], nothing, nothing)


def dominating(pair: Pair, cut: Cells) -> tuple[Array, float]:
    """P masses at 0, step, 2 step, ... above the cluster, and the mass at an infinite loss. Every rounding is added."""
    start, left = cut.first, cut.nodes[:-1]
    share = -math.expm1(-cut.step)
    mass = pair.mass(cut.rows)
    error = pair.excess_error(cut.errors, left) / share
    upper = np.clip(pair.excess(cut.rows, left) / share, 0.0, mass)
    law = np.zeros(start + len(cut.nodes))
    law[start + 1 :] += upper + error
    law[start:-1] += mass - upper + error + pair.mass(cut.errors)
    last = cut.nodes[-1]
    infinite = max(float(pair.excess(cut.rest, last)), 0.0) + float(pair.excess_error(cut.rest_errors, last))
    law[-1] += math.exp(last) * float(cut.rest[0] + cut.rest_errors[0])
    return law, infinite * (1 + 1e-12)


def dominated(pair: Pair, cut: Cells) -> Array:
    """P masses at 0, 2 step, 4 step, ... above the cluster; the true losses are at least that large."""
    skip = 0 if cut.first else 1
    centers = cut.nodes[skip + 1 :: 2][: (cut.rows.shape[1] - skip) // 2]
    halves = [_piles(pair, cut.rows[:, skip + side :: 2], centers) for side in (0, 1)]
    errors = 2 * (cut.errors[:, skip::2] + cut.errors[:, skip + 1 :: 2])
    error = pair.excess_error(errors, centers)
    atoms = _from_right(_shifted(halves[0], halves[1], error, centers), error, centers)
    index = (cut.first + skip + 1) // 2 + np.arange(len(centers))
    law = np.zeros((cut.first + len(cut.nodes)) // 2)
    np.add.at(law, index - (atoms.excess < error), np.maximum(atoms.mass - pair.mass(errors), 0.0))
    law[-1] += max(float(pair.mass(cut.rest - cut.rest_errors)), 0.0)
    if skip:
        law[0] += max(float(pair.mass(cut.rows[:, 0] - cut.errors[:, 0])), 0.0)
    return law


class Piles(NamedTuple):
    """P mass, Q mass and P - e^center Q of one pile around each center."""

    mass: Array
    other: Array
    excess: Array

    def plus(self, fraction: Array, gift: Piles) -> Piles:
        """Each pile and a fraction of another, whose excess is taken at the same center."""
        return Piles(*(one + fraction * two for one, two in zip(self, gift, strict=True)))

    def moved(self, by: int, centers: Array) -> Piles:
        """The piles of the neighbors `by` places lower, as seen from here; 0 at the open end."""
        moved = [np.roll(part, by) for part in self]
        moved[2] += (np.exp(np.roll(centers, by)) * -np.expm1(centers - np.roll(centers, by))) * moved[1]
        end = 0 if by > 0 else -1
        for part in moved:
            part[end] = 0.0
        return Piles(*moved)


def _piles(pair: Pair, rows: Array, centers: Array) -> Piles:
    return Piles(pair.mass(rows), rows[0], pair.excess(rows, centers))


def _shifted(low: Piles, high: Piles, error: Array, centers: Array) -> Piles:
    """Atoms of a lower and an upper half: one beyond its center gives of its upper half to the next one.

    The last one, if short of its center, gives of its lower half to the one before. f_i = (excess_i + f_(i-1) gift_(i-1)) /
    upper_i is iterated: gifts from below lower the excess, so odd iterates never give too much.
    """
    atoms = low.plus(np.ones_like(error), high)
    back = np.zeros_like(error)
    back[-1] = _share(atoms.excess[-1:] - 2 * error[-1:], low.excess[-1:])[0]
    atoms = atoms.plus(-back, low).plus(np.roll(back, -1), low.moved(-1, centers))
    gift = high.moved(1, centers)
    given = np.zeros_like(error)
    for _ in range(_ODD):
        given = _share(atoms.excess + np.append(0.0, given[:-1]) * gift.excess - 2 * error, high.excess)
        given[-2:] = 0.0
    return atoms.plus(-given, high).plus(np.append(0.0, given[:-1]), gift)


def _from_right(atoms: Piles, error: Array, centers: Array) -> Piles:
    """An atom short of its center takes a fraction of the next one.

    What it gave away itself need not be made up for: f_i = need_i (1 - f_(i-1)) is iterated, and even iterates are never short.
    """
    gift = atoms.moved(-1, centers)
    need = np.where(atoms.excess < 2 * error, _share(2 * error - atoms.excess, gift.excess), 0.0)
    taken = need = np.where(need > _MOST_TAKEN, 0.0, need)
    for _ in range(_EVEN):
        taken = need * (1 - np.append(0.0, taken[:-1]))
    return atoms.plus(-np.append(0.0, taken[:-1]), atoms).plus(taken, gift)


def _share(need: Array, gift: Array) -> Array:
    """need / gift in [0, 1]; 0 where the gift does not help."""
    with np.errstate(divide="ignore", invalid="ignore"):
        part = need / gift
    return np.where(part > 0, np.minimum(part, 1.0), 0.0)
