# SPDX-License-Identifier: Apache-2.0
"""Where to cut, how fine and how far the lattices go. Nothing here is certified: it only decides how close the ends come."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from licet.dp.normal import Array, tail, tails
from licet.dp.rare_pair import Cluster, Pair, cluster
from licet.dp.rare_spread import sharp, width

_POINTS, _EXPONENTS = 301, 141
_FIRSTS = (3, 7, 15, 31, 63, 127)
_UPPER_FIRST, _LOWER_FIRST, _SKETCH_FIRST = 1, 5, 3
_BISECTIONS = 50
NEGLIGIBLE = 1e-7
REMOTE = 1e-8
KERNEL = 4


class Rough(NamedTuple):
    """A table over x, and the log moments `up[i]` = K(z_i), `down[i]` = K(-z_i) of the loss of all steps, cut at `top`."""

    pair: Pair
    steps: int
    delta: float
    top: float
    x: Array
    reach: Array
    z: Array
    up: Array
    down: Array


class Window(NamedTuple):
    """The losses from `low` to `high` are kept; certified tails take the exponents `left`, `right` and `image`."""

    low: float
    high: float
    left: float
    right: float
    image: float


class Level(NamedTuple):
    """A lattice: everything below base.x is one atom at index 0, jumps start at `first`."""

    base: Cluster
    step: float
    first: int


def rough(pair: Pair, steps: int, delta: float) -> Rough:
    """The table; jumps beyond `top` have a profile below 1e-7 delta in all steps together."""
    low, high = 0.0, pair.group + 45 * pair.sigma
    for _ in range(45):
        middle = 0.5 * (low + high)
        rows = np.array([tail((middle - j) / pair.sigma) for j in range(pair.group + 1)])
        heavy = steps * float(pair.excess(rows, pair.loss(np.array(middle)))) > NEGLIGIBLE * delta
        low, high = (middle, high) if heavy else (low, middle)
    x = np.linspace(-9 * pair.sigma, high, _POINTS)
    loss = pair.loss(x)
    mass, middles = pair.mass(pair.between(x)[0]), np.append(0.5 * (loss[1:] + loss[:-1]), loss[-1])
    z = np.geomspace(1e-3 / math.sqrt(steps), 1e4, _EXPONENTS) / (loss[-1] - pair.floor)
    with np.errstate(all="ignore"):
        up, down = (steps * np.log1p((np.expm1(sign * z[:, None] * middles) * mass).sum(1)) for sign in (1, -1))
    below = np.array([tails((j - x) / pair.sigma) for j in range(pair.group + 1)])
    inside = pair.mass(below)
    center = np.log1p((inside - below[0]) / below[0])
    finite = (np.where(np.isfinite(k), k, np.inf) for k in (up, down))
    return Rough(pair, steps, delta, float(loss[-1]), x, loss - center, z, *finite)


def chernoff(table: Rough) -> float:
    """Epsilon by the best exponent of the table."""
    return max(float(np.min((table.up + sharp(table.z) - math.log(table.delta)) / table.z)), 1e-12)


def window(table: Rough, tilt: float, at: float) -> Window:
    """Outside lies less than about 1e-8 delta, and what wraps around adds no more near the loss `at`."""
    log = math.log(REMOTE * table.delta)
    z = table.z
    low, high = (log - table.down) / z, (table.up - log) / z
    with np.errstate(all="ignore"):
        period = np.where(z > tilt, (table.up - z * at - log) / (z - tilt), np.inf)
    floor = max(float(low.max()), table.steps * table.pair.floor)
    most = max(float(high.min()), floor + float(period.min()), floor + 1.01 * (table.top - table.pair.floor))
    return Window(floor, most, float(z[low.argmax()]), float(z[high.argmin()]), float(z[period.argmin()]))


def tilt_for(table: Rough, at: float, size: int) -> float:
    """The least exponent that brings FFT rounding to 1e-6 delta, as long as the window grows by no more than a half."""
    need = math.log(NEGLIGIBLE * 10 * table.delta / (1e-13 * math.sqrt(size)))
    if need >= 0:
        return 0.0
    start = window(table, 0.0, at)
    most = 1.5 * (start.high - start.low)
    best, tilt = 0.0, 0.0
    for z, gain in zip(table.z, table.up - table.z * at, strict=True):
        if best <= need or gain > best + 5:
            break
        spread = window(table, z, at)
        if gain < best and spread.high - spread.low <= most:
            best, tilt = float(gain), float(z)
    return tilt


def reversed_tilt(table: Rough, at: float, size: int) -> float:
    """The like for Q against P, whose log moments are K(-1-z); the window does not depend on it."""
    need = math.log(NEGLIGIBLE * 10 * table.delta / (1e-13 * math.sqrt(size)))
    gains = np.interp(table.z + 1, table.z, table.down) - table.z * at
    enough = np.flatnonzero(gains <= need)
    best = int(enough[0]) if len(enough) else int(gains.argmin())
    return float(table.z[best]) if need < 0 and gains[best] < 0 else 0.0


def levels(table: Rough, frame: Window, tilt: float, size: int) -> tuple[Level, tuple[Level, Level] | None]:
    """The coarse level, and the levels that resolve its cluster from above and from below.

    None where one lattice without a cluster is closer.
    """
    pair, steps = table.pair, table.steps
    step = (frame.high - frame.low) / (size - 4)
    best = _flat(table, step, tilt)
    chosen: tuple[Level, tuple[Level, Level]] | None = None
    for first in _FIRSTS:
        base = _cut(table, first * (frame.high - frame.low) / (size - 4))
        if base is None:
            continue
        spacing = (frame.high - max(frame.low, steps * base.loss)) / (size - 4)
        jumps = steps * base.above
        lost = min(1.0, (jumps + 6 * math.sqrt(jumps) + 3) / steps)
        inner = [_inside(table, base, tilt, size, start) for start in (_UPPER_FIRST, _LOWER_FIRST)]
        cost = jumps * spacing**2 / 3 + steps * base.variance * lost + inner[0][0] + inner[1][0]
        if cost < best:
            best, chosen = cost, (Level(base, spacing, first), (inner[0][1], inner[1][1]))
    if chosen is None:
        return Level(cluster(pair, -math.inf), step, 0), None
    coarse, fine = chosen
    coarse = _exact(table, coarse)
    end = float(pair.loss(np.array(coarse.base.x)))
    return coarse, (_exact(table, fine[0], end), _exact(table, fine[1], end))


def sketch(table: Rough, frame: Window, size: int) -> Level:
    """One coarse level for a first estimate."""
    step = (frame.high - frame.low) / (size - 4)
    base = _cut(table, _SKETCH_FIRST * step)
    if base is None or table.steps * base.variance > _flat(table, step, 0.0):
        return Level(cluster(table.pair, -math.inf), step, 0)
    return _exact(table, Level(base, step, _SKETCH_FIRST))


def _flat(table: Rough, step: float, tilt: float) -> float:
    """The cost (as a variance) of a lattice without a cluster; its first cell is rounded down."""
    edge = float(table.pair.at(np.array(table.pair.floor + step)))
    return table.steps * step * (step / 3 + tail(-edge / table.pair.sigma) / max(tilt, 10.0))


def _inside(table: Rough, outer: Cluster, tilt: float, size: int, first: int) -> tuple[float, Level]:
    """The cost of a level inside a cluster, and the level."""
    span = width(outer, table.steps, math.log(REMOTE * table.delta), tilt)
    step = (span.high - span.low) / (size - 4)
    flat, base = _flat(table, step, tilt), _cut(table, first * step)
    if base is None or base.x >= outer.x or 7 * math.sqrt(table.steps * base.variance) > step * size / KERNEL:
        return flat, Level(cluster(table.pair, -math.inf), step, 0)
    cost = table.steps * (base.variance + (base.above - outer.above) * step * step / 3)
    return (cost, Level(base, step, first)) if cost < flat else (flat, Level(cluster(table.pair, -math.inf), step, 0))


def _cut(table: Rough, reach: float) -> Cluster | None:
    """The cluster of about that reach, by interpolation."""
    usable = (table.x > -7 * table.pair.sigma) & (table.reach > 0)
    x, reaches = table.x[usable], table.reach[usable]
    if not reaches[0] < reach < reaches[-1]:
        return None
    return cluster(table.pair, float(np.interp(math.log(reach), np.log(reaches), x)))


def _exact(table: Rough, level: Level, end: float | None = None) -> Level:
    """The level whose cluster reaches just to `first` steps; with an end, an odd number of steps leads from it to there."""
    odd = 0 if end is None else 2 * math.ceil((end - level.base.loss) / level.step / 2) + 1

    def adjusted(x: float) -> Level:
        base = cluster(table.pair, x)
        return Level(base, (end - base.loss) / odd if end is not None else level.step, level.first)

    if level.first == 0:
        return adjusted(-math.inf)
    low, high = level.base.x - table.pair.sigma, level.base.x + table.pair.sigma
    for _ in range(_BISECTIONS):
        point = 0.5 * (low + high)
        trial = adjusted(point)
        low, high = (low, point) if trial.base.reach >= trial.first * trial.step else (point, high)
    return adjusted(high)
