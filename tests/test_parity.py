# SPDX-License-Identifier: Apache-2.0
"""Both evaluators find the same in every scenario and fixture: canonical JSON, the whole findings, a real OPA server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from licet import catalogue, documents, evaluators, evidence, facts, findings, schema, scenarios

HERE = Path(__file__).parent
RULES = HERE / "rules"
FIXTURES = HERE.parent / "fixtures" / "manifests"
AS_OF = "2026-11-23"


@pytest.fixture(scope="module")
def loaded() -> catalogue.Catalogue:
    return catalogue.load(as_of=AS_OF, profile="licenses", policies=[HERE / "policies"])


def test_embedded_and_opa_find_the_same(loaded: catalogue.Catalogue, opa_server: str) -> None:
    embedded = evaluators.open_evaluator("embedded", loaded.modules, timeout=60)
    opa = evaluators.open_evaluator("opa", loaded.modules, url=opa_server, timeout=60)
    compared = 0
    for name, document in _cases(loaded):
        assert _found(embedded, loaded, document) == _found(opa, loaded, document), name
        compared += 1
    assert compared > 100


def _cases(loaded: catalogue.Catalogue) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(RULES.rglob("*.yaml")):
        if path.name != scenarios.BASE:
            for scenario in scenarios.load(path, RULES):
                yield f"{path}: {scenario.name}", _facts(loaded, json.dumps(scenario.manifest).encode(), RULES)
    for path in sorted(FIXTURES.glob("*.yaml")):
        yield str(path), _facts(loaded, path.read_bytes(), FIXTURES)


def _facts(loaded: catalogue.Catalogue, content: bytes, folder: Path) -> dict[str, Any]:
    document = schema.checked(documents.parse(content, "case.yaml", format=None))
    found = evidence.gather(document, loaded, evidence.Sources(folder, folder))
    return facts.derive(document.data, loaded, found)


def _found(engine: evaluators.Evaluator, loaded: catalogue.Catalogue, derived: dict[str, Any]) -> str:
    tree = engine.evaluate(json.dumps(derived))
    return json.dumps([one._asdict() for one in findings.collect(tree, loaded, derived)], sort_keys=True, indent=1)
