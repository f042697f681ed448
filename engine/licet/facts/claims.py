# SPDX-License-Identifier: Apache-2.0
"""What the team claims beyond licenses: files that should prove it, and claims that nothing here tests yet."""

from __future__ import annotations

import re
from typing import Any

from licet.facts.case import Case

JSON = dict[str, Any]
# Judged by rules of their own: duties, separate agreements, license files.
_ELSEWHERE = re.compile(r"^/(deployment/duties/|(models|datasets|software)/[0-9]+/(duties/|separate_agreement$|license$))")


def evidence(case: Case) -> JSON:
    """By pointer: what was found of each file that no other rule asks about."""
    return {pointer: {"state": result.state} for pointer, result in case.evidence.items() if not _ELSEWHERE.match(pointer)}


def claims(case: Case) -> JSON:
    """By pointer: claims of anonymity. Until the data are tested they prove nothing."""
    found: JSON = {}
    for component in case.components.values():
        anonymization = component.get("anonymization") or {}
        if anonymization.get("claim") not in (None, "none"):
            found[f"{component.pointer}/anonymization/claim"] = _claim(component.name, anonymization["claim"])
    return found


def _claim(component: str, claim: str) -> JSON:
    return {"component": component, "claim": claim}
