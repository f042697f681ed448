# SPDX-License-Identifier: Apache-2.0
"""From the evaluator's tree to findings. A rule of the catalogue that does not answer is an error, never a pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from licet.catalogue import Catalogue
from licet.errors import PolicyError
from licet.findings.finding import OUTCOMES, Finding
from licet.findings.lowering import lower
from licet.findings.messages import text
from licet.findings.subjects import Subject, subject

__all__ = ["OUTCOMES", "Finding", "collect"]
JSON = dict[str, Any]


def _word(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _pointer(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.startswith("/"))


def _pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and _word(value[1])


_SHAPES: dict[str, Callable[[Any], bool]] = {
    "on": _pair,
    "cites": lambda value: isinstance(value, list) and all(map(_pair, value)),
    "facts": lambda value: isinstance(value, dict),
    "needs": _pointer,
    "pointer": _pointer,
    "reason": _word,
    "status": _word,
    "duty": _word,
    "point": _word,
}
_KEYS = frozenset(_SHAPES)


def collect(tree: JSON, catalogue: Catalogue, facts: JSON) -> list[Finding]:
    """Every finding of every rule, lowered where authority or an open license choice asks for it, and sorted."""
    _complete(tree, catalogue)
    found = [finding for rule in catalogue.rules.values() for finding in _rule(tree, rule, catalogue, facts)]
    return sorted(lower(found, catalogue, facts), key=Finding.order)


def _complete(tree: JSON, catalogue: Catalogue) -> None:
    answered = {
        f"{family}/{name}"
        for family, rules in tree.items()
        for name, outcomes in rules.items()
        if any(not outcome.startswith("_") for outcome in outcomes)
    }
    missing = sorted(set(catalogue.rules) - answered)
    foreign = sorted(answered - set(catalogue.rules))
    if missing:
        raise PolicyError(f"no answer from {', '.join(missing)}", "Load the policies that belong to this catalogue.")
    if foreign:
        raise PolicyError(f"{', '.join(foreign)} answered without being in the catalogue", "Load one bundle only.")


def _rule(tree: JSON, rule: JSON, catalogue: Catalogue, facts: JSON) -> Iterator[Finding]:
    family, name = rule["id"].split("/", 1)
    for outcome, elements in tree[family][name].items():
        if outcome.startswith("_"):
            continue
        if outcome not in OUTCOMES:
            raise PolicyError(f"{rule['file']}: {outcome} is no outcome", f"Outcomes: {', '.join(OUTCOMES)}.")
        for element in elements:
            yield _finding(rule, outcome, element, catalogue, facts)


def _finding(rule: JSON, outcome: str, element: Any, catalogue: Catalogue, facts: JSON) -> Finding:
    _form(rule, outcome, element)
    element = {**element, "cites": sorted(element["cites"], key=repr)}  # evaluators list sets in their own order
    about = subject(rule, element, catalogue, facts)
    needs = [element["needs"]] if element.get("needs") else []
    reasons = [element["reason"]] if element.get("reason") else []
    values = {**_common(about, needs, reasons), **element["facts"]}
    return Finding(
        rule=rule["id"],
        outcome=outcome,
        severity="low" if outcome == "warn" else rule["severity"],
        component=about.component,
        binds=about.binds,
        text=about.text,
        message=text(rule, "message", outcome, values),
        remediation=text(rule, "remediation", outcome, values),
        pointer=element.get("pointer") or about.pointer,
        facts=element["facts"],
        paths=[about.path] if about.path else [],
        citation=about.citation,
        cites=element["cites"],
        reasons=reasons,
        needs=needs,
        assumption=_assumption(catalogue, reasons),
        point=element.get("point"),
        controls=list(rule.get("controls") or []),
        arms=[],
        arm=about.arm,
        duty=(element.get("duty") or name_of(rule)) if outcome == "obligation" else None,
        status=element.get("status"),
    )


def name_of(rule: JSON) -> str:
    """The last word of a rule's id: for duty rules, the duty."""
    return rule["id"].split("/", 1)[1]


def _common(about: Subject, needs: list[str], reasons: list[str]) -> JSON:
    return {
        "component": about.component,
        "binds": about.binds,
        "license": about.title,
        "text": about.text,
        "needs": needs[0] if needs else None,
        "reason": reasons[0] if reasons else None,
    }


def _assumption(catalogue: Catalogue, reasons: list[str]) -> str | None:
    named = [reason for reason in reasons if f"assumptions/{reason}" in catalogue.parameters]
    return named[0] if named else None


def _form(rule: JSON, outcome: str, element: Any) -> None:
    fault = None
    if not isinstance(element, dict) or not {"on", "cites", "facts"} <= set(element):
        fault = "a finding needs on, cites and facts"
    elif set(element) - _KEYS:
        fault = f"a finding has no {', '.join(sorted(set(element) - _KEYS))}"
    elif misshapen := [key for key, value in element.items() if not _SHAPES[key](value)]:
        fault = f"{', '.join(sorted(misshapen))} of a finding has the wrong form"
    elif outcome == "unknown" and not element.get("needs"):
        fault = "an unknown finding names the pointer it needs"
    elif outcome == "obligation" and element.get("status") not in ("open", "met", "unmet"):
        fault = "an obligation has status open, met or unmet"
    if fault:
        raise PolicyError(f"{rule['file']}: {fault}", "See docs/architecture.md, `A finding`.")
