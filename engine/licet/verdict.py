# SPDX-License-Identifier: Apache-2.0
"""From findings to one word, and from words to an exit code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from licet.findings import Finding

ALLOW, REVIEW, DENY, ERROR = "allow", "review", "deny", "error"
EXIT = {ALLOW: 0, DENY: 1, ERROR: 2, REVIEW: 3}
_WORST_FIRST = (2, 1, 3, 0)
FAIL_ON = ("deny", "review", "unknown", "warn")  # each also fails on what stands before it, but for unknown


def decide(findings: Iterable[Finding]) -> str:
    """Any deny denies; any review or unknown asks for review; else allow. Waived findings do not count."""
    outcomes = {finding.outcome for finding in findings if not finding.waived}
    if DENY in outcomes:
        return DENY
    return REVIEW if outcomes & {"review", "unknown"} else ALLOW


def exit_code(findings: Iterable[Finding], *, fail_on: str = "deny", accept_review: bool = False) -> int:
    """0 allow, 1 deny, 3 review; `fail_on` names the mildest outcome that exits 1 (contract.md)."""
    outcomes = {finding.outcome for finding in findings if not finding.waived}
    failing = {
        "deny": {"deny"},
        "review": {"deny", "review"},
        "unknown": {"deny", "review", "unknown"},
        "warn": {"deny", "review", "unknown", "warn"},
    }[fail_on]
    if outcomes & failing:
        return EXIT[DENY]
    if outcomes & {"review", "unknown"} and not accept_review:
        return EXIT[REVIEW]
    return EXIT[ALLOW]


def worst(codes: Iterable[int]) -> int:
    """The worst of several exit codes: 2 over 1 over 3 over 0; none at all could not judge."""
    found = set(codes)
    return next((code for code in _WORST_FIRST if code in found), EXIT[ERROR])
