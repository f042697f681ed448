# SPDX-License-Identifier: Apache-2.0
"""What a finding is about: its record, place and citation; nothing is made up where there is none."""

from typing import Any

import pytest
from cases import facts, model, tune
from in_process import loaded

from licet.errors import PolicyError
from licet.findings.subjects import Subject, subject

RULE = {"file": "rules/f/r.rego"}
FACTS = facts(models=tune("llama3.1", "llama3.1"), organization={"monthly_active_users": {"2024-06": 1}})


def about(on: list[str], *cites: list[str | None]) -> Subject:
    return subject(RULE, {"on": on, "cites": list(cites), "facts": {}}, loaded(), FACTS)


def test_a_term() -> None:
    found = about(["terms", "m<base"], ["thresholds", "mau_2024_06"])
    assert (found.component, found.binds, found.text, found.path) == ("base", "m", "llama-3.1-community", ["m", "base"])
    assert found.title == "Llama 3.1 Community License Agreement" and found.pointer == "/models/1/license"
    [cite] = found.citation
    assert cite["section"] == "§2" and cite["url"] and cite["sha256"] and cite["read_on"]


def test_a_clause_of_another_document_does_not_borrow_the_texts_digest() -> None:
    key = "llama-3.2-community"
    other = facts(models=[model(license=key)])
    found = subject(RULE, {"on": ["terms", "m<m"], "cites": [["territory", "eu_multimodal"]], "facts": {}}, loaded(), other)
    text = loaded().license(key)
    assert text is not None and found.citation[0]["sha256"] != text["text"]["sha256"]


def test_components_contracts_and_parameters() -> None:
    assert about(["components", "m"]).pointer == "/models/0/license"
    assert about(["contract", "contract"]).component is None
    assert about(["components", "m"], ["parameter", "places/eu"]).citation


@pytest.mark.parametrize(
    ("on", "cites"),
    [
        (["terms", "gone"], []),
        (["tables", "m"], []),
        (["manifest", "models"], []),
        (["terms", "m<base"], [["guardrails", None]]),
        (["terms", "m<base"], [["thresholds", "mau_2030_01"]]),
        (["components", "m"], [["thresholds", None]]),
        (["components", "m"], [["parameter", "places/none"]]),
    ],
)
def test_what_is_not_there_is_a_broken_policy(on: list[str], cites: list[Any]) -> None:
    with pytest.raises(PolicyError, match=r"rules/f/r\.rego"):
        about(on, *cites)


@pytest.mark.parametrize("table", ["differential_privacy", "privacy_budgets"])
def test_privacy_is_about_the_component_and_place_of_the_record(table: str) -> None:
    facts = {table: {"d@dataset": {"component": "d", "pointer": "/datasets/0/privacy_budget"}}}
    found = subject(RULE, {"on": [table, "d@dataset"], "cites": [["parameter", "places/eu"]], "facts": {}}, loaded(), facts)
    assert (found.component, found.pointer, found.path, found.text) == ("d", "/datasets/0/privacy_budget", [], None)
    assert found.citation
