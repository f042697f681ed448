# SPDX-License-Identifier: Apache-2.0
"""Certified ends of epsilon or delta from contours, in both directions."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from licet.dp import closed, contour, laws, search
from licet.dp.contour import Contour
from licet.dp.normal import UNIT
from licet.dp.pairs import Phases
from licet.dp.quadrature import Uncertified

_STEPS = 80
_OUTWARD = 14


class Side(NamedTuple):
    """Ends in one direction, and the absolute errors in delta there."""

    lower: float
    upper: float
    budget: dict[str, float]


def epsilon(phases: Phases, direction: int, delta: float, floor: float = 0.0, rtol: float = 1e-6) -> Side:
    """Ends of epsilon >= 0 in one direction; if it is surely at most `floor`, just that."""
    log_delta = math.log(delta)
    best = search.chernoff(phases, direction, log_delta)
    if best[1] <= floor and _chernoff(phases, direction, best[0], log_delta) <= floor:
        return Side(0.0, floor, {})
    plan = search.for_delta(phases, direction, log_delta, best)
    found = contour.prepare(phases, direction, plan)
    ends, center, slope = _epsilon(found, plan.epsilon, log_delta)
    if ends.upper - ends.lower <= 0.3 * rtol * ends.upper:
        return ends
    errors = found.errors_at(center)
    try:
        if errors["rounding"] + errors["quadrature"] > errors["images"] + errors["tail"]:
            better = search.at_slope(phases, direction, min(slope, plan.largest), log_delta, center)
            again, _, _ = _epsilon(contour.prepare(phases, direction, better), plan.epsilon, log_delta)
        else:
            again, _, _ = _epsilon(found.sharper(center, log_delta), plan.epsilon, log_delta)
    except Uncertified:
        return ends
    return Side(max(ends.lower, again.lower), min(ends.upper, again.upper), again.budget)


def delta(phases: Phases, direction: int, epsilon: float) -> Side:
    """Ends of ln delta in one direction."""
    plan = search.for_epsilon(phases, direction, epsilon)
    found = contour.prepare(phases, direction, plan)
    low, high = found.log_ends(epsilon)
    return Side(low, min(high, 0.0), _budget(found, epsilon))


def _chernoff(phases: Phases, direction: int, z: float, log_delta: float) -> float:
    """The bound with its errors, at any exponent."""
    law = laws.composed(phases, direction, z, 0.0, contour.DIGITS)
    return (law.log_moment + law.moment_error + closed.sharp(z) - log_delta) / z * (1 + 1e-12) + 1e-12 / z


def _epsilon(found: Contour, most: float, log_delta: float) -> tuple[Side, float, float]:
    """Ends, the middle and the slope there."""
    if found.log_ends(0.0)[1] <= log_delta:
        return Side(0.0, 0.0, _budget(found, 0.0)), 0.0, found.law.z
    center, slope = _root(found, max(1.01 * most, 1e-300), log_delta)
    blur = found.law.moment_error + UNIT * (8 + 4 * abs(found.law.log_moment))
    value, errors = found.sum_at(center)[0], found.errors_at(center)
    noise = blur + sum(errors.values()) / max(abs(value), 1e-300)
    step = max(1.2 * noise / slope, 16 * UNIT * center, 1e-300)
    upper = _proved(center, step, lambda s: found.log_ends(s)[1] <= log_delta)
    lower = _proved(center, -step, lambda s: s <= 0 or found.log_ends(s)[0] >= log_delta)
    if upper is None or lower is None:
        raise Uncertified("noise")
    return Side(max(0.0, lower), upper, _budget(found, upper)), center, slope


def _proved(center: float, step: float, holds: Callable[[float], bool]) -> float | None:
    for _ in range(_OUTWARD):
        if holds(center + step):
            return center + step
        step *= 2.5
    return None


def _root(found: Contour, most: float, log_delta: float) -> tuple[float, float]:
    """Where the sum meets delta, by Newton's method inside a bisection bracket; and minus the slope of ln delta there."""
    low, high = 0.0, most
    z = found.law.z
    at = min(max((found.law.log_moment - log_delta + math.log(max(abs(found.sum_at(0.9 * most)[0]), 1e-300))) / z, 0.0), most)
    slope = z
    for _ in range(_STEPS):
        value, derivative = found.sum_at(at)
        if value > 0:
            gap = found.log_scale(at) + math.log(value) - log_delta
            slope = max(z - derivative / value, 0.1 * z)
            low, high = (at, high) if gap > 0 else (low, at)
            following = at + gap / slope
            if abs(gap) < 1e-12:
                break
        else:
            high, following = at, low
        if not low < following < high:
            following = (low + high) / 2
        if abs(following - at) <= 4 * UNIT * at:
            break
        at = following
    return at, slope


def _budget(found: Contour, s: float) -> dict[str, float]:
    scale = math.exp(min(found.log_scale(s), 700.0))
    return {name: value * scale for name, value in found.errors_at(s).items()}
