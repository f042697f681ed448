# SPDX-License-Identifier: Apache-2.0
"""Every shipped license has scenarios of its own, and every clause that a rule can read makes a difference in one."""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from in_process import RULES, engine, loaded

from licet import catalogue, resources, scenarios
from licet.errors import LicetError

HERE = Path(__file__).parent / "licenses"
FILES = sorted(HERE.glob("*.yaml"))
SHIPPED = {path.stem for path in (resources.policies() / "licenses").glob("*.yaml")}


@cache
def told(key: str) -> list[scenarios.Scenario]:
    return list(scenarios.load(HERE / f"{key}.yaml", RULES))


ALL = [(key, number) for key in sorted(path.stem for path in FILES) for number in range(len(told(key)))]


def run(scenario: scenarios.Scenario, known: catalogue.Catalogue) -> scenarios.Outcome:
    return scenarios.run(scenario, known, engine(), RULES)


def test_every_license_has_scenarios_of_the_same_name() -> None:
    assert {path.stem for path in FILES} == SHIPPED
    assert [key for key in SHIPPED if len(told(key)) < 3] == []


@pytest.mark.parametrize(("key", "number"), ALL, ids=lambda value: value if isinstance(value, str) else str(value))
def test_scenario(key: str, number: int) -> None:
    outcome = run(told(key)[number], loaded())
    assert not outcome.faults, "\n".join([outcome.scenario.name, *outcome.faults, *map(str, outcome.findings)])


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_names_are_the_licenses(key: str) -> None:
    """A scenario names its license, and names no scenario has twice."""
    names = [scenario.name for scenario in told(key)]
    assert len(names) == len(set(names))
    assert all(key in str(scenario.manifest) for scenario in told(key))


# Clauses whose silence would say the same: to leave them out changes no verdict, and they are there to be explained.
NEUTRAL: dict[str, Callable[[Any], bool]] = {
    "derivative_definition": lambda clause: True,  # what makes a derivative of a student is output_training's
    "derivative_license": lambda clause: clause["value"].startswith("free"),
    "output_use": lambda clause: clause["value"] == "no_nc_limit",
    "output_ownership": lambda clause: clause["value"] == "silent",
    "output_training": lambda clause: clause["value"] == "allowed_with_obligations",  # the duties say which
    "training_on_material": lambda clause: clause["value"] == "allowed",
    "share_alike": lambda clause: clause["value"] == "work",  # asked of data
    "nc_definition": lambda clause: clause["value"] in ("purpose_test", "broad"),
    "network_copyleft": lambda clause: clause["value"] is False,
    "registration": lambda clause: clause["value"] is False,
    "attribution": lambda clause: not clause.get("trigger"),
    "competing": lambda clause: clause["value"] == "models",
    "provider_data_use": lambda clause: clause["value"] == "no_training" and not clause["barred_data"],
    "minimum_age": lambda clause: clause["value"] is None,
    "sector_bars": lambda clause: not clause["value"],
    "user_restrictions": lambda clause: not {"no_resale", "ai_disclosure"} & set(clause["value"]),
}
INFORMATIVE = {"patent_grant", "termination", "revocable", "sublicensable", "trademark", "indemnity_by_licensee", "governing_law"}


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_every_clause_makes_a_difference(key: str) -> None:
    """Each clause is taken out of the text in turn: some scenario of this license then tells another story."""
    before = [_story(run(scenario, loaded())) for scenario in told(key)]
    clauses = loaded().license(key)["clauses"]
    idle = [kind for kind in clauses if kind not in INFORMATIVE and not _differs(key, kind, before)]
    assert [kind for kind in idle if not (kind in NEUTRAL and NEUTRAL[kind](clauses[kind]))] == []


def _differs(key: str, kind: str, before: list[Any]) -> bool:
    without = _without(key, kind)
    for scenario, story in zip(told(key), before, strict=True):
        try:
            if _story(run(scenario, without)) != story:
                return True
        except LicetError:  # a rule that cites the clause found it gone
            return True
    return False


def _without(key: str, kind: str) -> catalogue.Catalogue:
    text = loaded().license(key)
    clauses = {name: clause for name, clause in text["clauses"].items() if name != kind}
    changed = copy.copy(loaded())
    changed._resolved = {**loaded()._resolved, ("license", key): {**text, "clauses": clauses}}
    return changed


def _story(outcome: scenarios.Outcome) -> list[Any]:
    told_of = [(one.rule, one.outcome, one.duty, one.status, one.component, one.text, one.reasons) for one in outcome.findings]
    return sorted(told_of, key=repr)
