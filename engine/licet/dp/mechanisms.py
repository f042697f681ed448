# SPDX-License-Identifier: Apache-2.0
"""A phase as events: the best and the worst that its declared facts allow.

The best case is a list of alternatives; whatever is true reveals at least as much as one of them. An empty alternative
reveals nothing. The worst case reveals at least as much as whatever is true; None where nothing bounds it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from licet.dp import correlated, guarantees, sampled
from licet.dp.declared import GUARANTEES, SUMS, Phase
from licet.dp.events import Event, Laplace
from licet.dp.groups import MOST_EXAMPLES, grouped
from licet.dp.noise_scale import Noise, noise
from licet.dp.outcome import NOTHING, Outcome, attempted, unknown
from licet.dp.remarks import Remark, remark
from licet.dp.sampled import Draw
from licet.dp.schedule import Schedule, schedule
from licet.dp.values import Span, at, word

Alternatives = list[tuple[Event, ...]]


class Case(NamedTuple):
    """One end of a phase: all numbers are known."""

    multiplier: float
    rate: float
    steps: int
    examples: int


def outcome(phase: Phase, contributions: Span) -> Outcome:
    """The phase's two ends, with what was noticed on the way."""
    mechanism = phase.mechanism
    if phase.mixed:
        found = outcome(_noise_only(phase), contributions)
        both = remark("inconsistent_parameters", "contradiction", phase.place("mechanism"), phase=phase.index)
        return found._replace(worst=None, remarks=(*found.remarks, both))
    if mechanism in SUMS:
        return _sum(phase, mechanism, contributions)
    if mechanism in GUARANTEES:
        return guarantees.outcome(phase, mechanism, contributions)
    if mechanism == "dp_ftrl":
        return correlated.tree(phase) if phase.number("sensitivity") is None else correlated.matrix(phase)
    if mechanism == "matrix":
        return correlated.matrix(phase)
    if mechanism is None:
        return unknown(phase, "mechanism")
    said = remark("not_a_dp_mechanism", "undecided", None, mechanism=mechanism, phase=phase.index)
    return NOTHING._replace(supported=False, remarks=(said,))


def _noise_only(phase: Phase) -> Phase:
    kept = {key: value for key, value in phase.data.items() if key not in ("rho", "epsilon", "delta")}
    return replace(phase, data=kept)


def _sum(phase: Phase, mechanism: str, contributions: Span) -> Outcome:
    planned = schedule(phase, contributions)
    loud = noise(phase, planned)
    remarks = [*_needed(planned, mechanism), *loud.remarks]
    if phase.method is None:
        remarks.append(remark("missing_fact", "open", phase.place("sampling", "method"), fact="sampling.method"))
    if phase.method == "truncated_poisson":
        remarks += _truncation(phase)
    bare = _bare(phase, planned) if loud.multiplier == Span(0.0, 0.0) else 0.0
    if bare:
        remarks.append(remark("noise_scale", "hazard", phase.place("noise_multiplier"), noise_multiplier=0, phase=phase.index))
    nothing: Alternatives = [()]
    best, complaint = attempted(lambda: _best(phase, mechanism, planned, loud, contributions), nothing)
    worst, other = attempted(lambda: _worst(phase, mechanism, planned, loud, contributions), None)
    return Outcome(best, worst, bare, True, (*remarks, *complaint, *other))


def _needed(planned: Schedule, mechanism: str) -> list[Remark]:
    """Noise that nothing amplifies does not need the rate."""
    return [one for one in planned.remarks if mechanism != "laplace" or one.facts.get("fact") != "sampling.rate"]


def _truncation(phase: Phase) -> list[Remark]:
    missing = [key for key, value in (("cap", phase.count("sampling", "cap")), ("units", phase.units)) if value is None]
    places = {"cap": phase.place("sampling", "cap"), "units": "/units"}
    return [remark("missing_fact", "open", places[key], fact=key) for key in missing]


def _bare(phase: Phase, planned: Schedule) -> float:
    """Without any noise: the chance that the unit was in some batch, so that its presence shows for certain."""
    if phase.constant_batches and phase.method != "fixed_batch":
        return 1.0
    rate, steps = planned.rate.low or 0.0, planned.steps.low or 1
    return 1.0 - (1.0 - min(rate, 1.0)) ** min(steps, 10**9)


def _best(phase: Phase, mechanism: str, planned: Schedule, loud: Noise, contributions: Span) -> Alternatives:
    multiplier, rate, steps = loud.multiplier.high, planned.rate.low, planned.steps.low
    if multiplier is None or multiplier == 0 or rate is None or steps is None:
        return [()]
    examples = min(int(contributions.low or 1), MOST_EXAMPLES)
    case = Case(multiplier, rate * loud.share, int(steps), examples)
    if mechanism == "laplace":
        return [(grouped(Laplace(case.multiplier, case.steps), examples),)] if phase.method == "full_batch" else [()]
    alternatives = sampled.best(phase.method, _draw(phase, planned, case))
    return [tuple(grouped(event, examples) for event in one) for one in alternatives]


def _worst(phase: Phase, mechanism: str, planned: Schedule, loud: Noise, contributions: Span) -> Event | None:
    multiplier, steps = loud.multiplier.low, planned.steps.high
    if not multiplier or steps is None or contributions.high is None:
        return None
    examples = int(contributions.high)
    case = Case(multiplier / _turned(phase), planned.rate.high or 1.0, int(steps), examples)
    if mechanism == "laplace":
        scale = case.multiplier / (1 if phase.method == "full_batch" else 2)
        return grouped(Laplace(scale, case.steps), examples)
    draw = _draw(phase, planned, case)
    if not loud.amplified or (examples > MOST_EXAMPLES and phase.method == "poisson"):
        return grouped(sampled.full_batch(draw), examples)
    return grouped(sampled.worst(phase.method if examples <= MOST_EXAMPLES else None, draw), examples)


def _turned(phase: Phase) -> float:
    """Where more than one example is clipped at once, one of them can turn the clipped vector around: twice the norm."""
    return 2.0 if clipped_together(phase) is not False else 1.0


def clipped_together(phase: Phase) -> bool | None:
    """Whether several examples share one clipped gradient; None where that is not known.

    Noise on a sum that is no gradient needs no clipping: its multiplier is over the sensitivity.
    """
    per = word(at(phase.data, "clipping", "per"), ("example", "microbatch", "batch"))
    if per is None:
        plain = phase.mechanism in ("gaussian", "laplace") and not phase.has("clipping") and not phase.has("microbatch_size")
        return False if plain else None
    return per == "batch" or (per == "microbatch" and phase.count("microbatch_size") != 1)


def _draw(phase: Phase, planned: Schedule, case: Case) -> Draw:
    return Draw(case.multiplier, min(case.rate, 1.0), case.steps, planned.units, phase.count("sampling", "cap"))
