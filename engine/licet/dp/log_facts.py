# SPDX-License-Identifier: Apache-2.0
"""What a training declares about each phase, in the terms in which logs are tested: only what it says for certain."""

from __future__ import annotations

import math

from licet.dp.declared import Phase, phases
from licet.dp.logs import Declared
from licet.dp.noise_scale import noise
from licet.dp.schedule import schedule
from licet.dp.training import EXAMPLES
from licet.dp.values import JSON, Span, at, count, word


def declared(training: JSON) -> list[Declared]:
    """One entry for each phase. A fact that is missing, or that other facts contradict, is None."""
    single = _single(training)
    return [_declared(phase, single) for phase in phases(training)]


def _declared(phase: Phase, single: bool) -> Declared:
    planned = schedule(phase)
    multiplier = _certain(noise(phase, planned).multiplier)
    norm = math.hypot(*phase.norms) if phase.norms else None
    steps = _certain(planned.steps)
    return Declared(
        sampling=phase.method,
        units=phase.units if single else None,
        rate=_certain(planned.rate) or None,
        steps=int(steps) if steps else None,
        cap=phase.count("sampling", "cap"),
        noise_std=multiplier * norm if multiplier and norm else None,
        clip_norm=norm,
    )


def _single(training: JSON) -> bool:
    """Whether units are what is sampled: a user with several examples is not drawn as one."""
    stated = count(at(training, "max_contributions_per_unit"))
    return stated == 1 or (stated is None and word(at(training, "claim", "unit"), EXAMPLES) is not None)


def _certain(span: Span) -> float | None:
    """The value, where both ends agree up to the rounding of floats."""
    if span.low is None or span.high is None or not math.isclose(span.low, span.high, rel_tol=1e-9):
        return None
    return float(span.high)
