# SPDX-License-Identifier: Apache-2.0
"""Verdicts and counts in plain words, the same in every format that people read."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

OUTCOMES = ("deny", "review", "unknown", "warn")
CODES = {"allow": 0, "deny": 1, "error": 2, "review": 3}
MEANING = {
    0: "no encoded rule was breached",
    1: "an encoded rule was breached",
    2: "could not judge",
    3: "a human must decide, or a needed fact is missing",
}

Finding = Mapping[str, Any]


def count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def standing(manifest: Mapping[str, Any], outcome: str) -> list[Finding]:
    """Findings of one outcome that no waiver accepts."""
    return [found for found in manifest["findings"] if found["outcome"] == outcome and found["waived"] is None]


def waived(manifest: Mapping[str, Any]) -> list[Finding]:
    return [found for found in manifest["findings"] if found["waived"] is not None]


def verdict(manifest: Mapping[str, Any]) -> str:
    """The verdict on one manifest as a sentence without its first word."""
    said = str(manifest["verdict"])
    return {"allow": _allowed, "deny": _denied, "review": _open, "error": _failed}[said](manifest)


def _allowed(manifest: Mapping[str, Any]) -> str:
    due = duties(manifest, "open")
    return MEANING[0] + (f"; {count(len(due), 'duty is', 'duties are')} open" if due else "")


def _denied(manifest: Mapping[str, Any]) -> str:
    breached = {found["rule"] for found in standing(manifest, "deny")}
    return f"{count(len(breached), 'rule is', 'rules are')} breached"


def _open(manifest: Mapping[str, Any]) -> str:
    asked, missing = standing(manifest, "review"), standing(manifest, "unknown")
    parts = []
    if asked:
        parts.append(f"{count(len(asked), 'question needs', 'questions need')} a human")
    if missing:
        parts.append(f"{count(len(missing), 'answer needs a fact that is', 'answers need facts that are')} missing")
    return ", ".join(parts) or MEANING[3]


def _failed(manifest: Mapping[str, Any]) -> str:
    return f"{MEANING[2]}; {count(len(manifest['problems']), 'problem')} in the input"


def duties(manifest: Mapping[str, Any], *states: str) -> list[Mapping[str, Any]]:
    return [duty for duty in manifest["obligations"] if duty["status"] in states]


def tally(manifests: Sequence[Mapping[str, Any]]) -> str:
    """Counts over all manifests, zeros left out."""
    counts = [(sum(len(standing(each, outcome)) for each in manifests), outcome) for outcome in OUTCOMES]
    counts.append((sum(len(waived(each)) for each in manifests), "waived"))
    due = [(sum(len(duties(each, state)) for each in manifests), state) for state in ("open", "met", "unmet")]
    rules = max((each["rules_evaluated"] for each in manifests), default=0)
    parts = [f"{number} {label}" for number, label in counts if number]
    parts += [f"{count(number, 'duty', 'duties')} {state}" for number, state in due if number]
    return ", ".join([*parts, f"{count(rules, 'rule')} evaluated"])


def ending(report: Mapping[str, Any]) -> str:
    """The exit code and what it means here."""
    code, said = report["exit_code"], report["verdict"]
    moved = "" if CODES[said] == code else f" (verdict {said}, moved by --fail-on or --accept-review)"
    return f"exit {code}: {MEANING[code] if not moved else 'as asked'}{moved}"


def cited(citation: Mapping[str, Any]) -> str:
    """Title and section of a clause."""
    return ", ".join(part for part in (citation["source"], citation["section"]) if part)


def accepted(waiver: Mapping[str, Any]) -> str:
    by: Iterable[str] = waiver["approvers"]
    parts = [
        waiver["reason"],
        waiver["ticket"],
        f"approved by {', '.join(by)}" if by else None,
        f"until {waiver['expires']}",
    ]
    return "; ".join(part for part in parts if part)


def general(template: str) -> str:
    """A rule's sentence without a case: `{at_least}` becomes `(at least)`."""
    return re.sub(r"\{(\w+)\}", lambda found: f"({found[1].replace('_', ' ')})", template)
