# SPDX-License-Identifier: Apache-2.0
"""The one place where outcomes are lowered: unread texts, and open choices between texts. Nothing is ever raised.

A text that was not read in full can ask for review but not decide. Under an OR choice that nobody recorded, or a
name with several candidates, only what every arm says is certain; the rest is review with the arms named.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from licet.catalogue import Catalogue
from licet.findings.finding import Finding

JSON = dict[str, Any]
DECIDING = frozenset({"read", "clauses_checked"})


def lower(found: list[Finding], catalogue: Catalogue, facts: JSON) -> list[Finding]:
    """Cap by authority, settle arms, and merge what several paths say alike."""
    capped = [_cap(finding, catalogue) for finding in found]
    plain = [finding for finding in capped if finding.arm is None]
    armed = [finding for finding in capped if finding.arm is not None]
    return list(_merged([*plain, *_settle(armed, facts)]))


def _cap(finding: Finding, catalogue: Catalogue) -> Finding:
    record = catalogue.license(finding.text) if finding.text else None
    if record is None or record["text"]["verification"] in DECIDING:
        return finding
    if finding.outcome not in ("deny", "obligation"):
        return finding
    reasons = [*finding.reasons, "text_unread"]
    return finding._replace(outcome="review", original_outcome=finding.outcome, reasons=reasons)


def _settle(armed: list[Finding], facts: JSON) -> Iterator[Finding]:
    groups: dict[tuple[Any, ...], list[Finding]] = {}
    for finding in armed:
        arm = finding.arm or {}
        key = (arm["group"], finding.rule, finding.outcome, finding.binds, finding.component, finding.duty)
        groups.setdefault(key, []).append(finding)
    for group in groups.values():
        arms = sorted({(finding.arm or {})["name"] for finding in group})
        yield from (_settled(finding, arms, _arms(finding, facts)) for finding in _distinct(group))


def _distinct(group: list[Finding]) -> list[Finding]:
    """What one arm says several times is several things; what other arms say of the same thing is one."""
    by_arm: dict[str, list[Finding]] = {}
    for finding in group:
        by_arm.setdefault((finding.arm or {})["name"], []).append(finding)
    if all(len(said) == 1 for said in by_arm.values()):
        return group[:1]
    return group


def _settled(first: Finding, arms: list[str], everything: set[str]) -> Finding:
    shared = set(arms) == everything
    if shared or first.outcome in ("review", "warn", "obligation"):
        return first._replace(arms=arms, arm=None)
    reasons = [*first.reasons, "open_license"]
    return first._replace(outcome="review", original_outcome=first.outcome, arms=arms, arm=None, reasons=reasons)


def _arms(finding: Finding, facts: JSON) -> set[str]:
    return set(facts["components"][finding.component]["identity"]["arms"])


def _merged(found: list[Finding]) -> Iterator[Finding]:
    """One finding per question and text, however many components and paths it came by."""
    groups: dict[tuple[Any, ...], list[Finding]] = {}
    for finding in found:
        groups.setdefault(_question(finding), []).append(finding)
    for group in groups.values():
        ordered = sorted(group, key=lambda finding: (-len(_path(finding)), finding.order()))
        paths = [path for finding in ordered for path in finding.paths]
        yield ordered[0]._replace(paths=[path for index, path in enumerate(paths) if path not in paths[:index]])


def _path(finding: Finding) -> list[str]:
    return finding.paths[0] if finding.paths else []


def _question(finding: Finding) -> tuple[Any, ...]:
    about = finding.text or finding.component
    rest = (finding.duty, finding.status, tuple(finding.reasons), tuple(finding.needs), tuple(finding.arms))
    return (finding.rule, finding.outcome, about, finding.binds, repr(finding.cites), repr(finding.facts), rest)
