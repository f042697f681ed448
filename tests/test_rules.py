# SPDX-License-Identifier: Apache-2.0
"""Every scenario of every rule, on the embedded evaluator; and every outcome of every rule fires in one of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from licet import catalogue, evaluators, resources, scenarios

HERE = Path(__file__).parent
RULES = HERE / "rules"
AS_OF = "2026-11-23"
FILES = sorted(path for path in RULES.rglob("*.yaml") if path.name != scenarios.BASE)
SCENARIOS = [scenario for path in FILES for scenario in scenarios.load(path, RULES)]
NOT_BY_MANIFEST = {"gate/contract"}  # see tests/engine/test_gate_contract.py


@pytest.fixture(scope="module")
def loaded() -> catalogue.Catalogue:
    return catalogue.load(as_of=AS_OF, profile="default", policies=[HERE / "policies"])


@pytest.fixture(scope="module")
def outcomes(loaded: catalogue.Catalogue) -> list[scenarios.Outcome]:
    engine = evaluators.open_evaluator("embedded", loaded.modules, timeout=60)
    return [scenarios.run(scenario, loaded, engine, RULES) for scenario in SCENARIOS]


@pytest.mark.parametrize(
    "number", range(len(SCENARIOS)), ids=lambda number: f"{Path(SCENARIOS[number].file).stem}: {SCENARIOS[number].name}"
)
def test_scenario(number: int, outcomes: list[scenarios.Outcome]) -> None:
    outcome = outcomes[number]
    assert not outcome.faults, "\n".join([*outcome.faults, *map(str, outcome.findings)])


def test_facts_of_every_scenario_are_valid(outcomes: list[scenarios.Outcome]) -> None:
    schema = json.loads((resources.schemas() / "facts.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    for outcome in outcomes:
        errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(outcome.facts)]
        assert not errors, (outcome.scenario.file, outcome.scenario.name, errors[:3])


def test_every_outcome_of_every_rule_fires_and_every_rule_is_silent_somewhere(
    loaded: catalogue.Catalogue, outcomes: list[scenarios.Outcome]
) -> None:
    found = [{(one.rule, one.original_outcome or one.outcome) for one in outcome.findings} for outcome in outcomes]
    fired = set().union(*found)
    expected = {
        (rule, outcome)
        for rule in loaded.rules
        if rule not in NOT_BY_MANIFEST
        for outcome in _defined(loaded.modules[f"rules/{rule}.rego"])
    }
    assert sorted(expected - fired) == []
    always_loud = {rule for rule in loaded.rules if all(rule in {name for name, _ in one} for one in found)}
    assert not always_loud


def test_every_rule_has_scenarios_of_the_same_name(loaded: catalogue.Catalogue) -> None:
    named = {path.relative_to(RULES).with_suffix("").as_posix() for path in FILES}
    assert named == set(loaded.rules)


def _defined(module: str) -> set[str]:
    return set(re.findall(r"^(deny|review|unknown|obligation|warn) contains", module, re.MULTILINE))
