# SPDX-License-Identifier: Apache-2.0
"""Noise that can be predicted or taken away again (row 15)."""

from __future__ import annotations

from typing import Any

from licet.dp.declared import GUARANTEES, phases
from licet.dp.remarks import Remark, remark
from licet.dp.values import at


def weak(training: Any) -> list[Remark]:
    """Randomness that is not said to be secure, and a seed that is public or may be."""
    found = []
    stated = [phase.mechanism for phase in phases(training)]
    if at(training, "secure_rng") is not True and not (stated and all(one in GUARANTEES for one in stated)):
        said = "not secure" if at(training, "secure_rng") is False else "not known"
        found.append(remark("insecure_rng", "undecided", "/secure_rng", secure_rng=said))
    if isinstance(training, dict) and training.get("seed_published", False) is not False:
        found.append(remark("seed_published", "undecided", "/seed_published"))
    return found
