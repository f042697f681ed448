# SPDX-License-Identifier: Apache-2.0
"""Phases that state a guarantee: (epsilon, 0), (epsilon, delta) or rho-zCDP for each of `steps` mechanisms.

They can prove a claim and never refute one, since a guarantee may be loose. `{dataset, rho}` is a whole phase: one step.
"""

from __future__ import annotations

from licet.dp import events
from licet.dp.declared import Phase
from licet.dp.events import Event
from licet.dp.groups import grouped
from licet.dp.outcome import NOTHING, Outcome, attempted, unknown
from licet.dp.values import Span, share


def outcome(phase: Phase, mechanism: str, contributions: Span) -> Outcome:
    """The guarantee as the worst case: nobody says whether it counts a unit or each of its examples, so each of them."""
    steps = phase.count("steps") if phase.has("steps") else 1
    if steps is None:
        return unknown(phase, "steps")
    field = "rho" if mechanism == "zcdp" else "epsilon"
    size, delta = phase.number(field), share(phase.data.get("delta"))
    if size is None:
        return unknown(phase, field)
    if mechanism == "pure_dp" and phase.has("delta") and delta != 0:
        mechanism = "approx_dp"
    if mechanism == "approx_dp" and delta is None:
        return unknown(phase, "delta")
    event, complaint = attempted(lambda: _of_unit(_event(mechanism, size, delta, steps), contributions), None)
    return NOTHING._replace(worst=event, remarks=tuple(complaint))


def _of_unit(event: Event | None, contributions: Span) -> Event | None:
    """A unit of which nobody says how many examples it owns is taken as what the guarantee counts."""
    examples = contributions.high or contributions.low or 1
    return None if event is None else grouped(event, int(examples))


def _event(mechanism: str, size: float, delta: float | None, steps: int) -> Event | None:
    if mechanism == "zcdp":
        return events.ZCDP(size, steps)
    if mechanism == "pure_dp" or not delta:
        return events.PureDP(size, steps)
    return None if delta >= 1 else events.ApproxDP(size, delta, steps)
