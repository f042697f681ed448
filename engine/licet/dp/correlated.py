# SPDX-License-Identifier: Apache-2.0
"""Phases with correlated noise: binary trees (DP-FTRL) and matrix mechanisms, both without amplification.

What a unit can move depends on how often and how far apart it takes part, so the participation schema must be declared.
"""

from __future__ import annotations

from licet.dp import events
from licet.dp.declared import Phase
from licet.dp.noise_scale import noise
from licet.dp.outcome import NOTHING, Outcome, attempted
from licet.dp.remarks import Remark, remark
from licet.dp.schedule import schedule
from licet.dp.values import Span

_AMPLIFYING = ("poisson", "truncated_poisson", "random_allocation")


def tree(phase: Phase) -> Outcome:
    """Tree aggregation. The lower end holds for what is released without amplification by sampling only."""
    planned = schedule(phase)
    loud = noise(phase, planned)
    remarks = [*_of_steps(planned.remarks), *loud.remarks, *_participation(phase)]
    often, apart = phase.count("participation", "max_participations"), phase.count("participation", "min_separation")

    def event(multiplier: float | None, steps: float | None) -> events.Event | None:
        if not multiplier or steps is None or often is None or apart is None:
            return None
        return events.Tree(multiplier, int(steps), apart, often)

    worst, complaint = attempted(lambda: event(loud.multiplier.low, planned.steps.high), None)
    best, _ = attempted(lambda: event(loud.multiplier.high, planned.steps.low), None)
    best = None if phase.method in _AMPLIFYING else best
    return _outcome(best, worst, loud.multiplier, [*remarks, *complaint], phase)


def matrix(phase: Phase) -> Outcome:
    """A factorization; `sensitivity` is that of its encoder under the declared participation."""
    planned = schedule(phase)
    loud = noise(phase, planned)
    remarks = [*loud.remarks, *_participation(phase)]
    sensitivity = phase.number("sensitivity")
    if not sensitivity:
        remarks.append(remark("missing_fact", "open", phase.place("sensitivity"), fact="sensitivity", phase=phase.index))

    def event(multiplier: float | None) -> events.Event | None:
        if not multiplier or not sensitivity or _participation(phase):
            return None
        return events.Matrix(sensitivity, multiplier)

    worst, complaint = attempted(lambda: event(loud.multiplier.low), None)
    best, _ = attempted(lambda: event(loud.multiplier.high), None)
    best = None if phase.method in _AMPLIFYING else best
    return _outcome(best, worst, loud.multiplier, [*remarks, *complaint], phase)


def _outcome(
    best: events.Event | None, worst: events.Event | None, multiplier: Span, remarks: list[Remark], phase: Phase
) -> Outcome:
    bare = 1.0 if multiplier == Span(0.0, 0.0) and phase.method not in _AMPLIFYING else 0.0
    if bare:
        remarks.append(remark("noise_scale", "hazard", phase.place("noise_multiplier"), noise_multiplier=0, phase=phase.index))
    return NOTHING._replace(best=[() if best is None else (best,)], worst=worst, bare=bare, remarks=tuple(remarks))


def _participation(phase: Phase) -> list[Remark]:
    missing = [key for key in ("max_participations", "min_separation") if phase.count("participation", key) is None]
    if not missing:
        return []
    return [remark("participation_unknown", "undecided", phase.place("participation", missing[0]), phase=phase.index)]


def _of_steps(remarks: tuple[Remark, ...]) -> list[Remark]:
    """A tree has no rate, so nobody needs to know it."""
    return [one for one in remarks if one.facts.get("fact") != "sampling.rate"]
