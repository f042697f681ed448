# SPDX-License-Identifier: Apache-2.0
"""A one-run audit that found more than the claim allows.

The hypothesis is the claim, so its delta counts. A threshold that was picked on the scores that it judges has its price:
there are at most canaries^2 pairs of thresholds, and the significance is divided by that (Bonferroni); where only one of
each pair was picked and corrected for, by the canaries. An audit of which nobody says how its threshold was chosen is
taken as the method demands, chosen beforehand: silence must not save a claim. A low audit value proves nothing.
"""

from __future__ import annotations

from typing import Any

from licet.dp.audit import SIGNIFICANCE, one_run, p_value
from licet.dp.remarks import Remark, remark
from licet.dp.values import at, number, rounded, section
from licet.errors import ParameterError

_CLEAN = ("fixed", "held_out")
_COUNTS = ("canaries", "guesses", "correct")


def exceeded(training: Any) -> list[Remark]:
    """Whether the audit refutes the claim."""
    if at(training, "audit") is None:
        return []
    epsilon, delta = number(at(training, "claim", "epsilon")), number(at(training, "claim", "delta"))
    counts = [number(section(training, "audit").get(key)) for key in _COUNTS]
    whole = [int(one) for one in counts if one is not None and one == int(one)]
    if len(whole) < 3:
        broken = next(key for key, one in zip(_COUNTS, counts, strict=True) if one is None or one != int(one))
        return [remark("missing_fact", "undecided", f"/audit/{broken}", fact=f"audit.{broken}")]
    if epsilon is None or delta is None or not 0 < delta < 1:
        return []
    try:
        return _judged(training, epsilon, delta, (whole[0], whole[1], whole[2]))
    except ParameterError as error:
        return [remark("inconsistent_parameters", "contradiction", "/audit", why=error.message)]


def _judged(training: Any, epsilon: float, delta: float, counts: tuple[int, int, int]) -> list[Remark]:
    found = one_run(*counts, delta)
    if found <= epsilon:
        return []
    facts = {"audited": rounded(found, up=False), "p": rounded(p_value(epsilon, *counts, delta), up=True)}
    choices = _choices(section(training, "audit"), counts[0])
    if choices > 1:
        corrected = one_run(*counts, delta, SIGNIFICANCE / choices)
        if corrected <= epsilon:
            return [remark("audit_threshold_reused", "undecided", "/audit/threshold", **facts)]
        facts["audited"] = rounded(corrected, up=False)
    # Canaries are in or out; under replace-one, whether out counts as replaced is not declared.
    effect = "undecided" if at(training, "claim", "adjacency") == "replace_one" else "refuted"
    return [remark("audit_exceeds_claim", effect, "/audit", **facts)]


def _choices(audit: dict[str, Any], canaries: int) -> int:
    """How many thresholds the one that was used was picked from, at most."""
    threshold = audit.get("threshold", "fixed")
    if threshold in _CLEAN:
        return 1
    return canaries if threshold == "bonferroni" else canaries**2
