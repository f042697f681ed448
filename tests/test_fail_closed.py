# SPDX-License-Identifier: Apache-2.0
"""Taking a fact away never buys a permission, and no manifest makes the gate fail in a way of its own.

Every manifest of the rules' scenarios that is denied is judged again with one value dropped or set to null: the answer
may be a review, an unknown or an invalid manifest, and allow only where the value itself was the breach (EXCUSED).
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from in_process import JSON, Pointer, changed, decide, derive, engine, header, judge, loaded, pointers, rule_scenarios

from licet import findings, renderers, report, resources, verdict
from licet.errors import LicetError

# Without the value there is no breach left to find, or the design takes silence for something else than unknown.
EXCUSED = {
    r"(models/\*|deployment)/duties(/\w+(/(path|sha256|text))?)?": "a refused duty that is not spoken of is an open obligation",
    r"(evidence|datasets/\*/counsel_signoff)(/\*)?(/(path|sha256))?": "a file that is no longer named is no longer missing",
    r"deployment/discloses_ai": "conduct: not declared, the bar is an open obligation",
    r"models/\*/guardrails_disabled": "conduct: not declared, the bar is an open obligation",
    r"organization/litigation(/\*)?": "conduct: judged on the suits that are declared",
    r"(deployment/(purposes|regions|data_sent)|models/\*/modalities)/\*": "the entry is the breach, the list is still stated",
    r"(models|datasets|software)/\*/derived_from(/\*)?": "what a component is said to come from is the breach",
    r"(software|datasets)(/\*)?": "the component is the breach",
    r"software/\*/(network_service|production)": "that it is reached or in production beside what mode and stage say is the breach",
    r"(models|datasets|software)/\*/made_available": "that it is published beside what the mode says is the breach",
    r"models/\*/plan": "the plan contradicts the business terms that are declared as the license",
    r"models/\*/source": "the source tells that the declared modalities are wrong",
    r"organization/monthly_active_users/\d{4}-\d{2}": "other months are inferred from, by the assumption snapshot_inference",
}
PATTERN = re.compile("|".join(f"(?:{pattern})" for pattern in EXCUSED))
SHARE = 8  # of the mutations, every so manieth is judged on every run, all with -m long


@cache
def denied() -> list[tuple[str, JSON]]:
    found = [(f"{scenario.file}: {scenario.name}", scenario.manifest) for scenario in rule_scenarios()]
    return [(name, manifest) for name, manifest in found if decide(manifest) == verdict.DENY]


def excused(manifest: JSON, pointer: Pointer) -> bool:
    place = "/".join("*" if isinstance(key, int) else key for key in pointer)
    if place == "deployment/monthly_active_users":  # the group's own count then bounds the product's
        return bool(manifest["organization"].get("monthly_active_users"))
    return bool(PATTERN.fullmatch(place))


def bought(share: int) -> list[str]:
    """Where a fact less made allow out of deny."""
    seen, found, number = set(), [], 0
    for name, manifest in denied():
        for pointer in pointers(manifest):
            for value in ((), (None,)):
                less = changed(manifest, pointer, *value)
                key = json.dumps(less, sort_keys=True)
                number += 1
                if key in seen or number % share or excused(manifest, pointer):
                    continue
                seen.add(key)
                if _allowed(less):
                    found.append(f"{'null' if value else 'without'} {pointer} of {name}")
    return found


def _allowed(manifest: JSON) -> bool:
    try:
        return decide(manifest) == verdict.ALLOW
    except LicetError:
        return False


def test_there_is_something_to_take_away() -> None:
    assert len(denied()) > 100


def test_taking_a_fact_away_never_allows_what_was_denied() -> None:
    assert bought(SHARE) == []


@pytest.mark.long
def test_taking_any_fact_away_never_allows_what_was_denied() -> None:
    assert bought(1) == []


DECIDING = [
    ("deployment", "commercial"),
    ("deployment", "mode"),
    ("deployment", "purposes"),
    ("deployment", "regions"),
    ("deployment", "models"),
    ("organization", "principal_place_of_business"),
    ("organization", "monthly_active_users"),
    ("models", 0, "license"),
    ("models", 0, "modalities"),
    ("models", 0, "type"),
    ("models", 0, "access"),
]


@pytest.mark.parametrize("pointer", DECIDING, ids=lambda pointer: "/".join(map(str, pointer)))
def test_nulling_what_decides_never_allows_what_was_denied(pointer: Pointer) -> None:
    """The facts that grants depend on, over all denied manifests, with nothing excused."""
    found = [name for name, manifest in denied() if _has(manifest, pointer) and _allowed(changed(manifest, pointer, None))]
    assert found == []


def _has(manifest: Any, pointer: Pointer) -> bool:
    return pointer in set(pointers(manifest))


def test_nulling_every_deciding_fact_at_once_never_allows_what_was_denied() -> None:
    for name, manifest in denied():
        less = manifest
        for pointer in DECIDING:
            if _has(less, pointer):
                less = changed(less, pointer, None)
        assert not _allowed(less), name


ODD: list[Any] = [
    None, True, False, 0, 1, -1, 2**53, 1.5, 1e308, "", " ", "x", "US", "EU", "MIT", "MIT OR Apache-2.0", "MIT AND", "()", "2024-06",
    "2026-11-23", "../..", "\u202e", "a\nb", "A" * 300, [], [None], ["US"], ["m"], [1], {}, {"a": 1}, {"path": "x"}, {"text": "x"},
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """A valid manifest with one to four values dropped or replaced."""
    manifest: Any = draw(st.sampled_from(rule_scenarios())).manifest
    for _ in range(draw(st.integers(1, 4))):
        places = list(pointers(manifest))
        if not places:
            break
        value = draw(st.sampled_from([(), *((odd,) for odd in ODD)]))
        manifest = changed(manifest, draw(st.sampled_from(places)), *value)
    return manifest


@cache
def facts_validator() -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for((resources.schemas() / "facts.schema.json").read_text("utf-8"))


@settings(max_examples=600, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(mutated())
def test_whatever_is_written_is_judged_or_refused(manifest: Any) -> None:
    _judged_or_refused(manifest)


@pytest.mark.long
@settings(max_examples=20_000, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(mutated())
def test_whatever_is_written_is_judged_or_refused_at_length(manifest: Any) -> None:
    _judged_or_refused(manifest)


def _judged_or_refused(manifest: Any) -> None:
    """No exception but LicetError, facts that fit their schema, and a report that every renderer can show."""
    try:
        read, derived = derive(manifest)
    except LicetError:
        return
    error = next(iter(facts_validator().iter_errors(derived)), None)
    assert error is None, (str(error), manifest)
    found = findings.collect(engine().evaluate(json.dumps(derived)), loaded(), derived)
    one = report.judged(read, found, derived, len(loaded().rules))
    data = report.whole(header(), [one], [verdict.exit_code(found)])
    assert data["exit_code"] == {"allow": 0, "deny": 1, "review": 3}[data["verdict"]]
    for name in renderers.names():
        assert renderers.render(name, data, color=False, sources={read.name: read.text}, rules=list(loaded().rules.values()))


def test_judging_twice_gives_the_same() -> None:
    for _, manifest in denied()[::10]:
        assert judge(manifest) == judge(manifest)
