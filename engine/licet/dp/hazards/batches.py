# SPDX-License-Identifier: Apache-2.0
"""Batches that are not Poisson: shuffled, of a fixed size, or cut off (rows 1, 2 and 19).

A Poisson epsilon is never computed for them; each has bounds of its own.
"""

from __future__ import annotations

from licet.dp.declared import Phase
from licet.dp.remarks import Remark, remark

_CODES = {
    "shuffle": "shuffled_as_poisson",
    "fixed_batch": "fixed_batch_as_poisson",
    "truncated_poisson": "truncation_ignored",
}


def drawn(phase: Phase) -> list[Remark]:
    """How batches are drawn, where that is not Poisson sampling."""
    code = _CODES.get(phase.method or "")
    if code is None or phase.mechanism not in ("dp_sgd", "gaussian"):
        return []
    cap, units = phase.count("sampling", "cap"), phase.units
    if phase.method == "truncated_poisson" and cap is not None and units is not None and cap >= units:
        return []
    return [remark(code, "hazard", phase.place("sampling", "method"), phase=phase.index, method=phase.method)]
