# SPDX-License-Identifier: Apache-2.0
"""Plain-language scenarios: a manifest, and the verdict and findings that it must and must not give."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from licet import documents, evidence, facts, findings, schema, verdict
from licet.catalogue import Catalogue
from licet.documents.pointer import split
from licet.evaluators import Evaluator
from licet.findings import Finding

JSON = dict[str, Any]
BASE = "base.yaml"  # the complete manifest that every scenario file of a folder starts from


class Scenario(NamedTuple):
    """One sentence with its manifest and what is expected of it."""

    file: str
    name: str
    manifest: JSON
    expect: JSON
    skipped: bool = False  # as with `--evidence skip`
    positions: dict[str, str] | None = None  # on unsettled questions, where the scenario takes other ones


class Outcome(NamedTuple):
    """What a scenario gave; `faults` is empty where it gave what was expected."""

    scenario: Scenario
    facts: JSON
    findings: list[Finding]
    faults: list[str]


def load(path: Path, top: Path) -> Iterator[Scenario]:
    """The scenarios of one file, merged over its own base and over `base.yaml` of the top folder."""
    data = documents.load(path).data
    common = documents.load(top / BASE).data
    base = merged(common, data.get("base") or {})
    for entry in data.get("scenarios") or []:
        manifest = merged(base, entry.get("add") or {})
        for pointer in entry.get("remove") or []:
            _remove(manifest, pointer)
        skipped = entry.get("evidence") == "skip"
        yield Scenario(str(path), entry["name"], manifest, entry["expect"], skipped, entry.get("positions"))


def run(scenario: Scenario, catalogue: Catalogue, evaluator: Evaluator, folder: Path) -> Outcome:
    """Judge one scenario as the gate would; evidence is looked for beside the scenario's file."""
    catalogue = catalogue.taking(scenario.positions) if scenario.positions else catalogue
    content = json.dumps(scenario.manifest).encode()
    document = schema.checked(documents.parse(content, scenario.file, format="json"))
    found_evidence = evidence.gather(document, catalogue, evidence.Sources(folder, folder, scenario.skipped))
    derived = facts.derive(document.data, catalogue, found_evidence)
    found = findings.collect(evaluator.evaluate(json.dumps(derived)), catalogue, derived)
    return Outcome(scenario, derived, found, list(_faults(scenario.expect, found)))


def merged(under: Any, over: Any) -> Any:
    """Objects merge key by key, everything else replaces; neither argument is changed."""
    if isinstance(under, dict) and isinstance(over, dict):
        keys = dict.fromkeys((*under, *over))
        return {key: merged(under.get(key), over[key]) if key in over else copy.deepcopy(under[key]) for key in keys}
    return copy.deepcopy(over)


def _remove(manifest: JSON, pointer: str) -> None:
    *parents, last = split(pointer)
    holder: Any = manifest
    for token in parents:
        holder = holder[int(token)] if isinstance(holder, list) else holder[token]
    del holder[int(last) if isinstance(holder, list) else last]


def _faults(expect: JSON, found: list[Finding]) -> Iterator[str]:
    word = verdict.decide(found)
    if expect.get("verdict", word) != word:
        yield f"verdict {word}, expected {expect['verdict']}"
    for wanted in expect.get("findings") or []:
        if not any(_fits(wanted, finding) for finding in found):
            yield f"no finding {wanted}"
    for rule in expect.get("silent") or []:
        loud = [f"{finding.outcome} {finding.message}" for finding in found if finding.rule == rule]
        if loud:
            yield f"{rule} is not silent: {loud}"
    for wanted in expect.get("obligations") or []:
        if not any(wanted["duty"] == one.duty and wanted.get("status", one.status) == one.status for one in found):
            yield f"no obligation {wanted}"


def _fits(wanted: JSON, finding: Finding) -> bool:
    plain = all(getattr(finding, key) == wanted[key] for key in ("rule", "outcome", "component") if key in wanted)
    return plain and (wanted.get("reason") is None or wanted["reason"] in finding.reasons)
