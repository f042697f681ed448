# SPDX-License-Identifier: Apache-2.0
"""Rate and steps of a phase from rate, batch size, units, epochs, steps and accumulation, which determine each other.

    rate = batch size / units        steps = epochs / rate

Facts that agree up to the rounding of whole numbers (or 1 %) are all kept: the smallest rate is the best case and the
largest the worst. Facts that do not agree are a contradiction, and every one of them may be the true one.

`batch_size` may be meant before or after gradient accumulation. Where the rate or the epochs do not tell, both are run.
A rate that is derived from units who own several examples each is that of an example: at least batch / (examples * units).
"""

from __future__ import annotations

import math
from typing import NamedTuple

from licet.dp.declared import Phase
from licet.dp.remarks import Remark, remark
from licet.dp.values import MOST, Span

TOLERANCE = 0.01
ALONE = Span(1, 1)


class Schedule(NamedTuple):
    """Chance of an example to be in a batch, number of steps, units and the expected batch of one step."""

    rate: Span
    steps: Span
    units: int | None
    batch: Span
    remarks: tuple[Remark, ...]


def schedule(phase: Phase, contributions: Span = ALONE) -> Schedule:
    """What the phase declares about its batches and steps."""
    rate, remarks = _rate(phase, contributions)
    steps, more = _steps(phase, rate)
    return Schedule(rate, steps, phase.units, _batch(phase, rate), (*remarks, *more))


def _rate(phase: Phase, contributions: Span) -> tuple[Span, list[Remark]]:
    stated = 1.0 if phase.method == "full_batch" else phase.rate
    quotients = _quotients(phase)
    facts = {"rate": phase.rate, "units": phase.units, "batch_size": phase.count("batch_size")}
    clash = [_contradiction(phase, "sampling", "rate", **facts)]
    if phase.rate == 0 or any(one > 1 for one in quotients):
        return Span(None, 1), clash
    if stated is not None:
        agreeing = [one for one in quotients if _near(stated, one, phase.units, contributions)]
        if phase.method == "full_batch" and phase.rate not in (None, 1):
            agreeing = []
            quotients = [*quotients, phase.rate or 0]
        if quotients and not agreeing:
            return Span(min(stated, *quotients), max(stated, *quotients)), clash
        plain = [one for one in agreeing if _near(stated, one, phase.units, ALONE)]
        return Span(min([stated, *plain]), max([stated, *plain])), []
    return _derived(phase, quotients, contributions)


def _quotients(phase: Phase) -> list[float]:
    """Batch size over units, before and after accumulation."""
    batch, units = phase.count("batch_size"), phase.units
    if batch is None or units is None:
        return []
    added = phase.count("gradient_accumulation") if phase.has("gradient_accumulation") else 1
    every = {batch / units, 1.0 if added is None else batch / units * added}
    return sorted(one for one in every if one <= 1) or sorted(every)


def _derived(phase: Phase, quotients: list[float], contributions: Span) -> tuple[Span, list[Remark]]:
    epochs, steps = phase.number("epochs"), phase.count("steps")
    implied = epochs / steps if epochs and steps else None
    if len(quotients) > 1 and implied is not None:
        quotients = [one for one in quotients if _near(implied, one, phase.units, ALONE)] or quotients
    missing = [remark("missing_fact", "open", phase.place("sampling", "rate"), fact="sampling.rate")]
    if quotients:
        largest = contributions.high
        low = None if largest is None else quotients[0] / largest
        return Span(low, quotients[-1]), missing if len(quotients) > 1 else []
    if implied is None:
        return Span(None, None), missing
    if implied > 1 + TOLERANCE:
        return Span(None, 1), [_contradiction(phase, "epochs", epochs=epochs, steps=steps)]
    return Span(min(implied, 1.0), min(implied, 1.0)), []


def _steps(phase: Phase, rate: Span) -> tuple[Span, list[Remark]]:
    epochs, stated = phase.number("epochs"), phase.count("steps")
    if epochs == 0:
        return Span(None, None), [_contradiction(phase, "epochs", epochs=0)]
    implied = _implied_steps(epochs, rate)
    if stated is None:
        missing = remark("missing_fact", "open", phase.place("steps"), fact="steps")
        return implied, [] if implied.high is not None else [missing]
    low, high = implied
    if low is None or high is None or low * (1 - TOLERANCE) - 1 <= stated <= high * (1 + TOLERANCE) + 1:
        return Span(stated, stated), []
    found = Span(min(stated, low), max(stated, high))
    return found, [_contradiction(phase, "steps", steps=stated, epochs=epochs, rate=rate.high)]


def _implied_steps(epochs: float | None, rate: Span) -> Span:
    """Epochs over rate, with each epoch's last batch dropped or kept."""
    if epochs is None or rate.low is None or rate.high is None or epochs > rate.low * MOST:
        return Span(1, None)
    fewest = math.floor(epochs * math.floor(1 / rate.high + 1e-9) + 1e-9)
    most = math.ceil(math.ceil(epochs - 1e-9) * math.ceil(1 / rate.low - 1e-9))
    return Span(max(1, fewest), max(1, most))


def _batch(phase: Phase, rate: Span) -> Span:
    """The expected batch of one step."""
    units, batch = phase.units, phase.count("batch_size")
    if units is not None and rate.low is not None and rate.high is not None:
        return Span(rate.low * units, rate.high * units)
    alone = not phase.has("gradient_accumulation") or phase.count("gradient_accumulation") == 1
    return Span(batch, batch) if alone else Span(batch, None)


def _near(stated: float, quotient: float, units: int | None, contributions: Span) -> bool:
    """Equal up to 1 % or to a batch that was rounded to a whole number; several examples a unit widen that downward."""
    if math.isclose(stated, quotient, rel_tol=TOLERANCE) or (units and abs(stated - quotient) * units < 1 - 1e-9):
        return True
    largest = contributions.high
    return stated < quotient and (largest is None or stated * largest >= quotient * (1 - TOLERANCE))


def _contradiction(phase: Phase, *keys: str, **facts: float | None) -> Remark:
    shown = {name: value for name, value in facts.items() if value is not None}
    return remark("inconsistent_parameters", "contradiction", phase.place(*keys), phase=phase.index, **shown)
