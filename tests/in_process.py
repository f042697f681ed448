# SPDX-License-Identifier: Apache-2.0
"""The gate without its process: for tests that judge thousands of manifests."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from licet import catalogue, documents, evaluators, evidence, facts, findings, scenarios, schema, verdict

JSON = dict[str, Any]
Pointer = tuple[str | int, ...]
HERE = Path(__file__).parent
RULES = HERE / "rules"
AS_OF = "2026-11-23"


@cache
def loaded(profile: str = "licenses") -> catalogue.Catalogue:
    return catalogue.load(as_of=AS_OF, profile=profile, policies=[HERE / "policies"])


@cache
def engine(profile: str = "licenses") -> evaluators.Evaluator:
    return evaluators.open_evaluator("embedded", loaded(profile).modules, timeout=60)


def header(profile: str = "licenses") -> JSON:
    """What a report says about itself."""
    said = {"fail_on": "deny", "accept_review": False, "evidence": "verify"}
    digest = loaded(profile).digest
    return {"as_of": AS_OF, "profile": profile, "policy_digest": digest, "evaluator": engine(profile).info, "options": said}


def document(manifest: Any) -> documents.Document:
    return schema.checked(documents.parse(json.dumps(manifest).encode(), "licet.json", format="json"))


def derive(manifest: Any, folder: Path = RULES, profile: str = "licenses") -> tuple[documents.Document, JSON]:
    """The validated document and its facts."""
    read = document(manifest)
    found = evidence.gather(read, loaded(profile), evidence.Sources(folder, folder))
    return read, facts.derive(read.data, loaded(profile), found)


def judge(manifest: Any, folder: Path = RULES, profile: str = "licenses") -> list[findings.Finding]:
    _, derived = derive(manifest, folder, profile)
    return findings.collect(engine(profile).evaluate(json.dumps(derived)), loaded(profile), derived)


def decide(manifest: Any, folder: Path = RULES) -> str:
    return verdict.decide(judge(manifest, folder))


@cache
def rule_scenarios() -> list[scenarios.Scenario]:
    files = sorted(path for path in RULES.rglob("*.yaml") if path.name != scenarios.BASE)
    return [scenario for path in files for scenario in scenarios.load(path, RULES)]


def pointers(value: Any, base: Pointer = ()) -> Iterator[Pointer]:
    """The place of every value below the top, as keys and numbers."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in entries:
        yield (*base, key)
        yield from pointers(item, (*base, key))


def changed(manifest: JSON, pointer: Pointer, *value: Any) -> JSON:
    """A copy with another value at the pointer; without a value, with nothing there."""
    result = copy.deepcopy(manifest)
    holder: Any = result
    for key in pointer[:-1]:
        holder = holder[key]
    if value:
        holder[pointer[-1]] = value[0]
    else:
        del holder[pointer[-1]]
    return result
