# SPDX-License-Identifier: Apache-2.0
"""A finding: one outcome of one rule at one place, with its facts and what it cites."""

from __future__ import annotations

import hashlib
import json
from typing import Any, NamedTuple

JSON = dict[str, Any]
PROSE = frozenset({"says", "why", "shown", "gap"})  # facts that are sentences: rewording them finds nothing new
OUTCOMES = ("deny", "review", "unknown", "obligation", "warn")


class Finding(NamedTuple):
    """One outcome. `pointer` says where in the manifest; line and column are looked up when it is shown."""

    rule: str
    outcome: str
    severity: str
    component: str | None
    binds: str | None
    text: str | None
    message: str
    remediation: str
    pointer: str
    facts: JSON
    paths: list[list[str]]
    citation: list[JSON]
    cites: list[list[str | None]]
    reasons: list[str]
    needs: list[str]
    controls: list[str]
    arms: list[str]
    assumption: str | None = None
    point: str | None = None
    arm: JSON | None = None
    original_outcome: str | None = None
    duty: str | None = None
    status: str | None = None
    waived: JSON | None = None

    @property
    def family(self) -> str:
        return self.rule.split("/", 1)[0]

    @property
    def fingerprint(self) -> str:
        """Stable over reformatting and rewording: what was found, about what, under which clause."""
        facts = {name: value for name, value in self.facts.items() if name not in PROSE}
        content = [self.rule, self.outcome, self.component, self.binds, self.text, self.cites, self.reasons, facts]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]

    def order(self) -> tuple[Any, ...]:
        """Worst first, then by rule and component: the order of every report."""
        severity = ("critical", "high", "medium", "low").index(self.severity)
        place = (self.rule, self.component or "", self.binds or "", self.pointer, self.fingerprint)
        return (OUTCOMES.index(self.outcome), severity, *place)
