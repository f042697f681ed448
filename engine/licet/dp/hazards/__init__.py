# SPDX-License-Identifier: Apache-2.0
"""Ways in which a claim of differential privacy goes wrong (design: dp.md, section 8), one small file each.

A hazard is a function of declared facts that returns remarks. What a hazard does to the numbers is done where they are
built (`mechanisms`, `noise_scale`, `schedule`, `tuning`); the remarks of missing and contradicting facts arise there.
"""

from __future__ import annotations

from typing import Any

from licet.dp.declared import Phase
from licet.dp.hazards import accountant, audit, batch_dependence, batches, microbatch, randomness
from licet.dp.remarks import Remark

_OF_PHASE = (batches.drawn, microbatch.clipped_together, batch_dependence.mixed)
_OF_TRAINING = (randomness.weak, accountant.unreliable, audit.exceeded)


def of_phase(phase: Phase) -> list[Remark]:
    """Everything that is noticed about one phase."""
    return [found for hazard in _OF_PHASE for found in hazard(phase)]


def of_training(training: Any) -> list[Remark]:
    """Everything that is noticed about a training as a whole."""
    return [found for hazard in _OF_TRAINING for found in hazard(training)]
