# SPDX-License-Identifier: Apache-2.0
"""What a claim must state to mean anything (row 13), and a claim that covers the last iterate only."""

from __future__ import annotations

from typing import Any

from licet.dp.events import ADJACENCIES
from licet.dp.remarks import Remark, remark
from licet.dp.values import at, name, number, share, word

REQUIRED = ("epsilon", "delta", "unit", "adjacency")


def incomplete(claim: Any) -> list[Remark]:
    """The required values that are missing."""
    stated = {
        "epsilon": number(at(claim, "epsilon")),
        "delta": share(at(claim, "delta")),
        "unit": name(at(claim, "unit")),
        "adjacency": word(at(claim, "adjacency"), ADJACENCIES),
    }
    missing = [key for key in REQUIRED if stated[key] is None]
    if not missing:
        return []
    return [remark("incomplete_claim", "undecided", f"/claim/{missing[0]}", missing=", ".join(missing))]


def hidden(claim: Any) -> list[Remark]:
    """Every iterate is accounted for, so nothing refutes a claim on the last one."""
    if at(claim, "released") != "last_iterate":
        return []
    return [remark("hidden_state_claim", "open", "/claim/released")]
