# SPDX-License-Identifier: Apache-2.0
"""The least noise that keeps a promise: a search over one factor on all noise of a template."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import fields, replace
from typing import NamedTuple

from licet.dp.bracket import Bracket
from licet.dp.events import Compose, Event
from licet.errors import ParameterError

_NOISE = ("noise_multiplier", "scale")
_ROUNDS = 80
MOST_NOISE = 1e9


class Sigma(NamedTuple):
    """`sigma`: noise multiplier (or scale) of the template's first noisy event; `bracket`: epsilon there.

    `failing` is the next lower sigma that was tried: its certified upper end is above the promise. `factor` multiplies all
    noise of the template.
    """

    sigma: float
    bracket: Bracket
    failing: float
    factor: float


def searched(
    template: tuple[Event, ...], epsilon: float, account: Callable[[tuple[Event, ...]], Bracket], rtol: float
) -> Sigma:
    """Bisection in the logarithm of the factor, on the certified upper end."""
    base = next((noise for event in template for noise in noises(event)), None)
    if base is None:
        raise ParameterError("the events have no noise that could be chosen", "Name at least one event with noise.")
    tried: dict[float, Bracket] = {}

    def excess(log_sigma: float) -> float:
        factor = math.exp(log_sigma) / base
        found = account(tuple(scaled(event, factor) for event in template))
        if found.upper is None and "wide_bracket" not in found.reasons and log_sigma > math.log(1e3):
            raise ParameterError(
                f"no noise keeps epsilon {epsilon:g} ({'; '.join(found.reasons)})", "Raise delta or drop the event."
            )
        tried[log_sigma] = found
        return math.inf if found.upper is None else math.log(max(found.upper, 1e-300)) - math.log(epsilon)

    low, high = _around(excess, template, base)
    while high[0] - low[0] > rtol:
        middle = _between(low, high, rtol)
        value = excess(middle)
        low, high = ((middle, value), high) if value > 0 else (low, (middle, value))
    sigma = math.exp(high[0])
    return Sigma(sigma, tried[high[0]], math.exp(low[0]), sigma / base)


def _around(
    excess: Callable[[float], float], template: tuple[Event, ...], base: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """A noise that fails and one that is enough, from 1 outward."""
    most = math.log(MOST_NOISE / max(noise / base for event in template for noise in noises(event)))
    at, step = min(0.0, most), math.log(2.0)
    value = excess(at)
    sign = 1.0 if value > 0 else -1.0
    for _ in range(_ROUNDS):
        before, at = (at, value), min(at + sign * step, most)
        value = excess(at)
        if (value > 0) != (sign > 0):
            ends = sorted((before, (at, value)))
            return ends[0], ends[1]
        if at in (most, before[0]):
            break
        step = min(step * 1.5, 3.0)
    if sign > 0:
        raise ParameterError("no noise multiplier that is allowed keeps this epsilon", "Allow a larger epsilon or delta.")
    raise ParameterError("every noise multiplier keeps this epsilon", "Ask for a smaller epsilon or delta.")


def _between(low: tuple[float, float], high: tuple[float, float], rtol: float) -> float:
    """By regula falsi where both values are finite, kept off the ends, so that the interval surely shrinks."""
    width = high[0] - low[0]
    if not math.isfinite(low[1]) or high[1] < -20:
        return low[0] + width / 2
    at = low[0] + width * low[1] / (low[1] - high[1])
    margin = min(0.45 * rtol, width / 4) if width < 0.1 else width / 8
    return min(max(at + 0.3 * margin, low[0] + margin), high[0] - margin)


def noises(event: Event) -> list[float]:
    """All noise multipliers and scales inside an event."""
    found = [getattr(event, field.name) for field in fields(event) if field.name in _NOISE]
    return found + [noise for inner in _inside(event) for noise in noises(inner)]


def scaled(event: Event, factor: float) -> Event:
    """The event with all its noise multiplied."""
    changes = {field.name: getattr(event, field.name) * factor for field in fields(event) if field.name in _NOISE}
    if isinstance(event, Compose):
        return Compose(tuple(scaled(inner, factor) for inner in event.events))
    inner = {"event": scaled(event.event, factor)} if hasattr(event, "event") else {}
    return replace(event, **changes, **inner)


def _inside(event: Event) -> tuple[Event, ...]:
    if isinstance(event, Compose):
        return event.events
    return (event.event,) if hasattr(event, "event") else ()
