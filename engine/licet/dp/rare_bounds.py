# SPDX-License-Identifier: Apache-2.0
"""Certified bounds on delta(s) for Poisson-sampled Gaussian steps: the loss of all steps is jumps plus a fine part.

Let N of k steps be jumps, Y_m the product of m independent e^(-loss) of the cluster, scaled to mean 1. Then
delta(s) = E phi(Y_(k-N)) with phi convex, given the jumps. E phi(Y_m) grows with m (Y is a martingale; Jensen), so:

from above, k cluster steps independent of the jumps; from below, k - n steps and the chance of N > n is given up.
The same again inside the cluster: its own jumps on a finer lattice, and a bound on the spread of what is left (above) or
nothing (below, Jensen). For "connect the dots" and garbling on one lattice see rare_steps.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from licet.dp.rare_pair import Cluster, Pair
from licet.dp.rare_plan import (
    KERNEL,
    NEGLIGIBLE,
    REMOTE,
    Level,
    Rough,
    Window,
    chernoff,
    levels,
    reversed_tilt,
    sketch,
    window,
)
from licet.dp.rare_power import Step, Sum, compose, nothing, reverse
from licet.dp.rare_profile import Profile, crossing
from licet.dp.rare_spread import kernel, put, width
from licet.dp.rare_steps import Cells, cells, cells_inside, dominated, dominating

_SKETCH = 2048
_TINY, _ROUND = 1e-12, 1.001
_MOST_LOG = 40.0


@dataclass(frozen=True)
class Bounds:
    """`upper(s)` >= delta(s) >= `lower(s)` for P against Q, for every real s."""

    above: Profile
    below: Profile
    charge: float
    given_up: float
    image: float

    def upper(self, s: float) -> float:
        """At least delta(s)."""
        value, error = self.above.at(s)
        return (value + error + self.charge) * (1 + _TINY)

    def lower(self, s: float) -> float:
        """At most delta(s)."""
        value, error = self.below.at(s)
        jumps = self.below.jumps
        nearest = jumps.beyond(self.image, s + jumps.period - float(self.below.fine.values[-1]))
        return (value - error) * (1 - _TINY) - self.given_up - _wrapped(nearest, self.image, jumps)


@dataclass(frozen=True)
class Reversed:
    """`upper(s)` >= delta(s) for Q against P: the dominating laws of P against Q, read backwards."""

    above: Profile
    charge: float

    def upper(self, s: float) -> float:
        """At least delta(s)."""
        value, error = self.above.at(s)
        return (value + error + self.charge) * (1 + _TINY)


def quick_reversed(pair: Pair, steps: int, s: float) -> float:
    """At least delta(s) of Q against P for s > 0, from the variance and the floor of dP/dQ alone."""
    total = steps * pair.variance
    if total > 500:
        return math.inf
    whole = Cluster(math.inf, 1.0, 0.0, 0.0, pair.variance * (1 + 1e-9), -pair.floor * (1 + 1e-9), 1.0)
    return float(put(whole, steps, np.array(s)))


def bound_reversed(table: Rough, at: float, size: int) -> Reversed:
    """The bound for Q against P. What the windows leave out weighs e^-loss there.

    E[e^-L; L <= a] <= e^-a E e^(z (a - L)) for z >= 1, and less than e^-a P(L >= b) is beyond b >= a.
    """
    tilt = -1 - reversed_tilt(table, at, size)
    frame = window(table, 0.0, at)
    coarse, inner = levels(table, frame, 0.0, size)
    law, _ = _above(table.pair, coarse, cells(table.pair, coarse.base, coarse.step, coarse.first, table.top))
    above = _jumps(law, coarse, table.steps, tilt, size, frame.low)
    charge = _left(above, max(frame.left, 1.0)) + _chance(above, frame.right, -1)
    weight = math.exp(-min(float(above.values[0]), 0.0))
    if inner is None:
        return Reversed(Profile(reverse(above), nothing()), charge * weight)
    fine, extra = _fine_above(table, coarse.base, inner[0], 0.0, size, tilt)
    finest = math.exp(-min(float(fine.values[0]), 0.0))
    return Reversed(Profile(reverse(above), reverse(fine)), _ROUND * (charge * weight + extra * finest))


def estimate(table: Rough) -> float:
    """An epsilon good to about a percent, not certified."""
    level = sketch(table, frame := window(table, 0.0, 0.0), _SKETCH)
    law, _ = _above(table.pair, level, cells(table.pair, level.base, level.step, level.first, table.top))
    profile = Profile(_jumps(law, level, table.steps, 0.0, _SKETCH, frame.low), nothing())
    ceiling = chernoff(table)
    return min(crossing(lambda s: profile.at(s)[0], table.delta, 0.0, ceiling, 1e-3)[1], ceiling)


def bounds(table: Rough, frame: Window, tilt: float, size: int) -> Bounds:
    """Both bounds on lattices of `size` points."""
    pair, steps = table.pair, table.steps
    coarse, inner = levels(table, frame, tilt, size)
    cut = cells(pair, coarse.base, coarse.step, coarse.first, table.top)
    law, infinite = _above(pair, coarse, cut)
    above = _jumps(law, coarse, steps, tilt, size, frame.low)
    below = _jumps(_below(pair, coarse, cut), coarse, steps, tilt, size // 2, frame.low)
    charge = steps * infinite + _chance(above, frame.right, -1) + _left(above, frame.left)
    given_up = _left(below, frame.left) * math.exp(-tilt * below.period)
    if inner is None:
        return Bounds(Profile(above, nothing()), Profile(below, nothing()), charge, given_up, frame.image)
    fine, extra = _fine_above(table, coarse.base, inner[0], tilt, size)
    finer, lost = _fine_below(table, coarse.base, inner[1], tilt, size // 2)
    return Bounds(Profile(above, fine), Profile(below, finer), _ROUND * (charge + extra), given_up + lost, frame.image)


def _above(pair: Pair, level: Level, cut: Cells) -> tuple[Step, float]:
    law, infinite = dominating(pair, cut)
    return Step(law, level.base.mass, level.base.above - float(law.sum()), level.step), infinite


def _below(pair: Pair, level: Level, cut: Cells) -> Step:
    law = dominated(pair, cut)
    return Step(law, level.base.mass, level.base.above - float(law.sum()), 2 * level.step)


def _inside(pair: Pair, level: Level, outer: Cluster) -> Cells:
    return cells_inside(pair, level.base, level.step, level.first, outer)


def _jumps(law: Step, level: Level, steps: int, tilt: float, size: int, low: float) -> Sum:
    return compose(law, steps, steps * level.base.loss, tilt, size, low)


def _conditional(law: Step, outer: Cluster) -> Step:
    """The law given that the step is in the outer cluster."""
    return Step(law.masses / outer.mass, law.atom / outer.mass, (law.missing - outer.above) / outer.mass, law.step)


def _fine_above(
    table: Rough, outer: Cluster, level: Level, tilt: float, size: int, weight: float | None = None
) -> tuple[Sum, float]:
    """The fine part from above (its window made for `tilt`), and what to charge for what its window leaves out."""
    span = width(outer, table.steps, math.log(REMOTE * table.delta), tilt)
    law, _ = _above(table.pair, level, _inside(table.pair, level, outer))
    spread, infinite = kernel(level.base, table.steps, level.step, 1e-2 * REMOTE * table.delta, size // KERNEL)
    shift = table.steps * (level.base.loss - outer.loss)
    total = compose(_conditional(law, outer), table.steps, shift, tilt if weight is None else weight, size, span.low, spread)
    return total, infinite + _chance(total, span.right, -1) + _chance(total, -max(span.left, 1.0), 0)


def _fine_below(table: Rough, outer: Cluster, level: Level, tilt: float, size: int) -> tuple[Sum, float]:
    """The fine part from below for all but `most` steps, and what to give up for more jumps and for what wraps around."""
    most, chance = _most(table.steps, outer.above, math.log(NEGLIGIBLE * table.delta))
    steps = table.steps - most
    span = width(outer, table.steps, math.log(REMOTE * table.delta), tilt)
    law = _below(table.pair, level, _inside(table.pair, level, outer))
    total = compose(_conditional(law, outer), steps, steps * (level.base.loss - outer.loss), tilt, size, span.low)
    right = _wrapped(total.beyond(span.right, float(total.values[-1])), span.right, total)
    return total, right + _chance(total, -span.left, 0) * math.exp(-tilt * total.period) + chance


def _chance(total: Sum, exponent: float, place: int) -> float:
    """Bound on the chance of a sum beyond the value at `place`."""
    return math.exp(total.beyond(exponent, float(total.values[place])))


def _wrapped(log_chance: float, exponent: float, total: Sum) -> float:
    """What losses too high by one or more periods add: each period multiplies a chance by e^(tilt period)."""
    ratio = math.exp(min(0.0, (total.tilt - exponent) * total.period))
    return math.exp(min(log_chance + total.tilt * total.period, _MOST_LOG)) / (1 - ratio) if ratio < 1 else math.inf


def _left(total: Sum, exponent: float) -> float:
    return _chance(total, -exponent, 0) if total.values[0] > total.base else 0.0


def _most(steps: int, chance: float, log_tail: float) -> tuple[int, float]:
    """A number of jumps, and a bound on the chance of at least one more than it (Chernoff) of about e^log_tail."""
    count = math.floor(steps * chance) + 1
    while count < steps:
        share = (count + 1) / steps
        rest = (1 - share) * math.log((1 - share) / (1 - chance)) if share < 1 else 0.0
        bound = -steps * (share * math.log(share / chance) + rest)
        if bound <= log_tail:
            return count, math.exp(bound)
        count += max(1, count // 50)
    return steps, 0.0

