# SPDX-License-Identifier: Apache-2.0
"""The noise multiplier of a phase: standard deviation on the sum over the clipping norm, from what the code adds.

    on the sum                       std / C
    on the mean, expected batch B    std B / C
    on the mean, whole dataset N     std N / C; half of that at worst when a neighbor changes N
    per-layer norms                  C = sqrt(sum C_l^2)

Dividing by the batch that was drawn is sound only where every batch has the same size. Elsewhere the shift is C / b with
b the number of examples drawn:

- Lower end, for Poisson batches. Let the other examples have gradient 0. Then b - 1 <= B + t with chance `SHARE`, t by
  Bernstein's inequality, and each half-line test does at least as well as on a shift of C / (1 + B + t) at rate `SHARE` q.
  The half-lines are the optimal tests of that pair, so it is dominated (Blackwell), also under composition.
- Upper end. A mean of vectors within C moves by at most 2C whatever is drawn: no sampling, std / (2C).
"""

from __future__ import annotations

import math
from typing import NamedTuple

from licet.dp.declared import Phase
from licet.dp.remarks import Remark, remark
from licet.dp.schedule import Schedule
from licet.dp.values import Span, at, word

TOLERANCE = 0.01
SHARE = 0.999
_DIVISORS = ("expected_batch", "actual_batch", "dataset")


class Noise(NamedTuple):
    """What the multiplier can be. The low end is without amplification where `amplified` is false.

    `share` is the part of the rate at which the high end is a valid lower bound.
    """

    multiplier: Span
    remarks: tuple[Remark, ...] = ()
    share: float = 1.0
    amplified: bool = True


def noise(phase: Phase, schedule: Schedule) -> Noise:
    """The multiplier that the phase declares, as one number, as noise and clipping norm, or both."""
    stated, std = phase.number("noise_multiplier"), phase.number("noise", "std")
    if _divided_by_chance(phase):
        return _by_chance(phase, schedule, std)
    if std is None:
        return _plain(phase, stated)
    readings = [] if phase.norms is None else _readings(phase, schedule, std)
    if not std and not stated:
        return Noise(Span(0.0, 0.0))
    if stated is None:
        return _measured(phase, readings)
    return _compared(phase, stated, readings)


def _divided_by_chance(phase: Phase) -> bool:
    return at(phase.data, "noise", "divisor") == "actual_batch" and _on(phase) != "sum" and not phase.constant_batches


def _on(phase: Phase) -> str | None:
    return word(at(phase.data, "noise", "on"), ("sum", "mean"))


def _missing(phase: Phase, *keys: str) -> Remark:
    return remark("missing_fact", "open", phase.place(*keys), fact=".".join(keys))


def _plain(phase: Phase, stated: float | None) -> Noise:
    if stated is None:
        return Noise(Span(None, None), (_missing(phase, "noise_multiplier"),))
    layers = len(phase.norms or [1])
    if layers == 1:
        return Noise(Span(stated, stated))
    # Nobody said whether the multiplier is that of all layers together or of each layer by its own norm.
    found = remark("layer_sensitivity", "hazard", phase.place("noise"), layers=layers)
    return Noise(Span(stated / math.sqrt(layers), stated), (found,))


def _readings(phase: Phase, schedule: Schedule, std: float) -> list[Span]:
    """The multipliers that the stated standard deviation can mean."""
    unit = std / _length(phase)
    on, divisor = _on(phase), word(at(phase.data, "noise", "divisor"), _DIVISORS)
    found = [] if on == "mean" else [Span(unit, unit)]
    if on == "sum":
        return found
    if divisor != "dataset":
        found.append(_times(unit, schedule.batch))
    if divisor in ("dataset", None):
        units = schedule.units
        counted = at(phase.training, "claim", "adjacency") not in ("replace_one", "zero_out")
        found.append(Span(None, None) if units is None else Span(unit * units * (0.5 if counted else 1.0), unit * units))
    if divisor is None and not phase.constant_batches:
        found.append(Span(0.0, None))  # the batch that was drawn: nothing certain below
    return found


def _times(unit: float, batch: Span) -> Span:
    return Span(None if batch.low is None else unit * batch.low, None if batch.high is None else unit * batch.high)


def _length(phase: Phase) -> float:
    """The longest clipped gradient: C, or the root of the sum of the squares of the layers' norms."""
    return math.sqrt(math.fsum(norm * norm for norm in phase.norms or [math.inf]))


def _measured(phase: Phase, readings: list[Span]) -> Noise:
    if not readings:
        return Noise(Span(None, None), (_missing(phase, "clipping", "norm"),))
    low, high = _hull(readings)
    return Noise(Span(low or None, high) if len(readings) > 1 else Span(low, high), tuple(_unsaid(phase, low, high)))


def _unsaid(phase: Phase, low: float | None, high: float | None) -> list[Remark]:
    return _reading_unsaid(phase) or ([_missing(phase, "units")] if low is None or high is None else [])


def _reading_unsaid(phase: Phase) -> list[Remark]:
    """What nobody said of how the noise is added: the reading that suits the multiplier is not the only one."""
    if _on(phase) is None:
        return [_missing(phase, "noise", "on")]
    if _on(phase) == "mean" and word(at(phase.data, "noise", "divisor"), _DIVISORS) is None:
        return [_missing(phase, "noise", "divisor")]
    return []


def _hull(spans: list[Span]) -> Span:
    lows, highs = [one.low for one in spans], [one.high for one in spans]
    low = None if None in lows else min(one for one in lows if one is not None)
    return Span(low, None if None in highs else max(one for one in highs if one is not None))


def _compared(phase: Phase, stated: float, readings: list[Span]) -> Noise:
    """The stated multiplier, if the noise as it is added means the same; else either may be true."""
    agreeing = [one for one in readings if _within(stated, one)]
    layers = len(phase.norms or [1])
    if not readings:
        return _plain(phase, stated)
    if agreeing and (unsaid := _reading_unsaid(phase)):
        low, high = _hull([Span(stated, stated), *readings])
        return Noise(Span(low or None, high), tuple(unsaid))
    if agreeing:
        narrow = [one for one in agreeing if one.low and one.high and one.high <= one.low * (1 + 2 * TOLERANCE)]
        return Noise(_hull([Span(stated, stated), *narrow[:1]]))
    low, high = _hull([Span(stated, stated), *readings])
    code = "noise_scale" if layers == 1 else "layer_sensitivity"
    facts = {"noise_multiplier": stated, "measured": readings[0].low, "phase": phase.index}
    return Noise(Span(low, high), (remark(code, "clash", phase.place("noise", "std"), **facts),))


def _within(stated: float, span: Span) -> bool:
    above = span.low is not None and stated >= span.low * (1 - TOLERANCE)
    return above and span.high is not None and stated <= span.high * (1 + TOLERANCE)


def _by_chance(phase: Phase, schedule: Schedule, std: float | None) -> Noise:
    needs = phase.place("noise", "divisor")
    found = remark("actual_batch_divisor", "hazard", needs, phase=phase.index)
    batch = schedule.batch.high
    if std is None or phase.norms is None:
        return Noise(Span(None, None), (found,))
    unit = std / _length(phase)
    if batch is None or phase.method != "poisson":
        return Noise(Span(unit / 2, None), (found,), amplified=False)
    tail = -math.log1p(-SHARE)
    most = batch + math.sqrt(2 * batch * tail) + 2 * tail / 3
    return Noise(Span(unit / 2, unit * (1 + most)), (found,), SHARE, amplified=False)
