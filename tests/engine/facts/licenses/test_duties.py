# SPDX-License-Identifier: Apache-2.0
"""What a text asks, and what the team says to it: whose words count, and which words meet it."""

from typing import Any

import pytest
from cases import case, model
from in_process import loaded

from licet.evidence import Result
from licet.facts.licenses.duties import duties


def asked(license: str, said: Any = None, own: Any = None, evidence: dict[str, Result] | None = None) -> dict[str, Any]:
    made = case(evidence, models=[model(license=license, duties=own)], deployment={"duties": said})
    component, text = made.components["m"], loaded().license(license)
    assert text is not None
    return duties(made, component, component, license, text)


def state(duty: str, said: Any, license: str = "llama-3.1-community") -> str:
    word: str = asked(license, {duty: said})[duty]["said"]["state"]
    return word


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (None, "silent"),
        (False, "refused"),
        (True, "declared"),
        ({"url": "https://x.example"}, "declared"),
        ({"text": "Built with Llama"}, "declared"),
        ({"text": " Built with Llama "}, "declared"),
        ({"text": "Built with llama"}, "failed"),
        ({"text": "Powered by Llama"}, "failed"),
        ({"text": "Built with Llama 3"}, "failed"),
    ],
)
def test_the_words_that_are_shown(said: Any, expected: str) -> None:
    assert state("display", said) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Llama-Acme", "declared"), ("Llama", "declared"), ("llama-acme", "unclear"), ("Acme-Llama", "failed"), ("Lama-Acme", "failed"), (True, "declared"), (False, "refused")],
)
def test_the_name_begins_with_the_prefix(name: Any, expected: str) -> None:
    assert state("model_name", name) == expected


def test_a_prefix_of_two_words_may_be_hyphenated() -> None:
    assert state("model_name", "Llama-3-Acme", "llama-3-community") == "declared"
    assert state("model_name", "Llama Acme 3", "llama-3-community") == "failed"


@pytest.mark.parametrize(
    ("license", "expected"), [("GPL-3.0-only", "declared"), ("gpl-3.0-only", "declared"), ("MIT", "failed"), ("no such license", "failed"), (False, "refused")]
)
def test_the_license_that_a_derivative_is_released_under(license: Any, expected: str) -> None:
    assert state("release_license", license, "GPL-3.0-only") == expected


def test_the_components_own_words_go_first() -> None:
    found = asked("MIT", {"license_copy": True, "attribution": True}, {"license_copy": False})
    assert found["license_copy"]["said"]["state"] == "refused"
    assert found["license_copy"]["said"]["pointer"] == "/models/0/duties/license_copy"
    assert found["attribution"]["said"]["pointer"] == "/deployment/duties/attribution"
    assert asked("MIT", {"license_copy": True}, {"license_copy": None})["license_copy"]["said"]["state"] == "declared"


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [("verified", "verified"), ("present", "declared"), ("differs", "failed"), ("missing", "failed"), ("unchecked", "unchecked")],
)
def test_evidence_speaks_louder_than_words(evidence: str, expected: str) -> None:
    pointer = "/deployment/duties/license_copy"
    found = asked("MIT", {"license_copy": {"path": "x"}}, evidence={pointer: Result(evidence)})
    assert found["license_copy"]["said"]["state"] == expected


def test_only_what_the_text_asks_is_there() -> None:
    assert set(asked("MIT")) == {"license_copy", "attribution"}
    assert "registration" not in asked("llama-3.1-community"), "a clause of value false asks nothing"
    assert "network_source" in asked("AGPL-3.0-only") and "network_source" not in asked("GPL-3.0-only")
    assert "use_restrictions_flow_down" in asked("gemma-terms-2025-03-24")
    assert "use_restrictions_flow_down" not in asked("llama-3.1-community")
    for duty in asked("llama-3.1-community").values():
        assert duty["trigger"] and isinstance(duty["mandatory"], bool) and isinstance(duty["only_if"], list)
