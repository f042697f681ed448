# SPDX-License-Identifier: Apache-2.0
"""Both ends of epsilon, or delta, for one composition of pairs: a closed form where there is one, else the contour."""

from __future__ import annotations

import math
from typing import NamedTuple

from licet.dp import closed, inversion, lattice, simple
from licet.dp.pairs import Phases, Step
from licet.dp.quadrature import Uncertified

WIDE = 1e-4
_RAREST = 1e-9
_MOST_JOINS = 50.0
_MOST_ATOMS = 5_000  # losses with atoms that are added on a lattice; more are left to the Renyi bound
_RARELY = 1.0


class Ends(NamedTuple):
    """A certified interval, how it was found and what each error was allowed (in delta)."""

    lower: float
    upper: float
    method: str
    budget: dict[str, float] = {}


def epsilon(phases: Phases, delta: float, rtol: float) -> Ends:
    """The interval that holds the true epsilon >= 0 of the composition at `delta`."""
    if phases.empty:
        return Ends(0.0, 0.0, "empty")
    if not phases.steps:
        return _unsampled(phases, delta, rtol)
    alone = _alone(phases)
    if alone is not None and alone.count == 1 and alone.parts[0][1].spread == 1:
        return Ends(*closed.one_step(1 / alone.parts[0][1].sigma, alone.rate, delta), "one_step")
    if alone is not None and delta >= _RAREST and alone.rate * alone.count * alone.parts[0][1].spread < _RARELY:
        found = _rare(alone, delta, Ends(simple.one_part(phases, delta), simple.unsampled(phases, delta), "unsampled"))
        if not _wide(found, WIDE):
            return found
    found = _contour(phases, delta, rtol)
    if alone is not None and delta >= _RAREST and _wide(found, rtol):
        return _rare(alone, delta, found)
    return found


def delta(phases: Phases, epsilon: float) -> Ends:
    """The interval that holds the true delta of the composition at `epsilon`."""
    if phases.empty:
        return Ends(0.0, 0.0, "empty")
    if not phases.steps and not phases.laplace and not phases.response:
        return Ends(*closed.gaussian_delta(phases.mu, epsilon), "gaussian")
    if not phases.steps and not phases.mu:
        return Ends(*lattice.delta(phases, epsilon), "lattice")
    alone = _alone(phases)
    if alone is not None and alone.count == 1 and alone.parts[0][1].spread == 1:
        return Ends(*closed.one_step_delta(1 / alone.parts[0][1].sigma, alone.rate, epsilon), "one_step")
    sides = [_delta_side(phases, direction, epsilon) for direction in _directions(phases)]
    return Ends(max(one.lower for one in sides), max(one.upper for one in sides), "contour", _worst(sides))


def _unsampled(phases: Phases, delta: float, rtol: float) -> Ends:
    if not phases.laplace and not phases.response:
        return Ends(*closed.gaussian(phases.mu, delta), "gaussian")
    if phases.mu:
        return _contour(phases, delta, rtol)
    if not phases.response and list(phases.laplace.values()) == [1]:
        return Ends(*closed.laplace(next(iter(phases.laplace)), delta), "laplace")
    if sum((*phases.laplace.values(), *phases.response.values())) > _MOST_ATOMS:
        return Ends(simple.one_part(phases, delta), simple.unsampled(phases, delta), "added")
    return Ends(*lattice.epsilon(phases, delta), "lattice")


def _alone(phases: Phases) -> Step | None:
    """The only kind of step, if it is Poisson sampling against nothing and nothing is composed with it."""
    if phases.mu or phases.laplace or phases.response or len(phases.steps) != 1 or not phases.steps[0].rate:
        return None
    return phases.steps[0] if len(phases.steps[0].parts[0][1].below) == 1 else None


def _directions(phases: Phases) -> tuple[int, ...]:
    return (1,) if phases.symmetric else (1, -1)


def _contour(phases: Phases, delta: float, rtol: float) -> Ends:
    lower, upper, sides, method = 0.0, 0.0, [], "contour"
    for direction in _directions(phases):
        try:
            side = inversion.epsilon(phases, direction, delta, lower, rtol)
        except Uncertified:
            side, method = inversion.Side(simple.one_part(phases, delta), simple.unsampled(phases, delta), {}), "unsampled"
        lower, upper = max(lower, side.lower), max(upper, side.upper)
        sides.append(side)
    return Ends(lower, upper, method, _worst(sides))


def _delta_side(phases: Phases, direction: int, epsilon: float) -> inversion.Side:
    try:
        side = inversion.delta(phases, direction, epsilon)
    except Uncertified:
        return inversion.Side(simple.one_part_delta(phases, epsilon), simple.unsampled_delta(phases, epsilon), {})
    return side._replace(lower=math.exp(side.lower) * (1 - 1e-15), upper=math.exp(side.upper) * (1 + 1e-15))


def _worst(sides: list[inversion.Side]) -> dict[str, float]:
    names = {name for side in sides for name in side.budget}
    return {name: max(side.budget.get(name, 0.0) for side in sides) for name in sorted(names)}


def _wide(found: Ends, rtol: float) -> bool:
    return found.upper - found.lower > max(rtol, WIDE) * found.upper


def _rare(step: Step, delta: float, found: Ends) -> Ends:
    """Intersected with the enumeration of few jumps, which few need: it is imported here."""
    from licet.dp import rare

    mixture = step.parts[0][1]
    if step.rate * step.count * mixture.spread > _MOST_JOINS or mixture.spread > 64:
        return found
    low, high = rare.bracket(mixture.sigma, step.rate, step.count, delta, group=mixture.spread)
    method = "rare" if high - low < found.upper - found.lower else found.method
    return found._replace(lower=max(found.lower, low), upper=min(found.upper, high), method=method)
