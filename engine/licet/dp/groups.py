# SPDX-License-Identifier: Apache-2.0
"""Events as a unit sees them that owns several examples, and guarantees carried to another adjacency."""

from __future__ import annotations

import math

from licet.dp import events
from licet.dp.events import Event
from licet.errors import ParameterError

MOST_EXAMPLES = 64
GUARANTEED = (events.PureDP, events.ApproxDP, events.ZCDP, events.Laplace)


def grouped(event: Event, size: int) -> Event:
    """The event for a unit with `size` examples: exact where the noise is not amplified, a group event elsewhere.

    Guarantees by their group properties (Dwork and Roth, theorem 2.2; Bun and Steinke, arXiv:1605.02065, proposition
    1.9; Vadhan, The Complexity of Differential Privacy, lemma 2.2).
    """
    match event:
        case _ if size == 1:
            return event
        case events.Gaussian(sigma, steps):
            return events.Gaussian(sigma / size, steps)
        case events.Laplace(scale, steps):
            return events.Laplace(scale / size, steps)
        case events.PureDP(epsilon, steps):
            return events.PureDP(epsilon * size, steps)
        case events.ZCDP(rho, steps):
            return events.ZCDP(rho * size**2, steps)
        case events.ApproxDP(epsilon, delta, steps):
            return events.ApproxDP(epsilon * size, min(1.0, delta * _growth(epsilon, size)), steps)
        case _:
            return events.Group(event, size)


def carried(event: Event, stated: str | None, asked: str | None) -> Event | None:
    """The event for a question about another adjacency than that of its claim; None where nothing follows.

    Noise is described under every adjacency. A guarantee is not: replacing is removing and adding, so it holds for
    replace-one as that of a group of two; no other step follows from it.
    """
    if stated == asked or not _guaranteed(event):
        return event
    if asked == "replace_one" and stated in ("add_remove", "zero_out"):
        try:
            return _rebuilt(event)
        except ParameterError:
            return None
    return None


def _guaranteed(event: Event) -> bool:
    if isinstance(event, events.Repeat | events.Group):
        return _guaranteed(event.event)
    if isinstance(event, events.Compose):
        return any(_guaranteed(one) for one in event.events)
    return isinstance(event, GUARANTEED)


def _rebuilt(event: Event) -> Event:
    if isinstance(event, events.Compose):
        return events.Compose(tuple(_rebuilt(one) for one in event.events))
    if isinstance(event, events.Repeat):
        return events.Repeat(_rebuilt(event.event), event.distribution, event.mean)
    if isinstance(event, events.Group):
        return events.Group(_rebuilt(event.event), event.size)
    return grouped(event, 2) if isinstance(event, GUARANTEED) else event


def _growth(epsilon: float, size: int) -> float:
    """(e^(size epsilon) - 1) / (e^epsilon - 1), rounded up."""
    if epsilon == 0:
        return size
    if size * epsilon > 700:
        return math.inf
    return math.expm1(size * epsilon) / math.expm1(epsilon) * (1 + 1e-12)
