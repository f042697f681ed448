# SPDX-License-Identifier: Apache-2.0
"""Non-commercial and research tests, and purposes against a use policy."""

from typing import Any

import pytest
from cases import case, facts, model
from in_process import loaded

from licet.facts.licenses.purposes import purpose_tests


def outcome(license: str = "CC-BY-NC-4.0", **deployment: Any) -> tuple[bool | None, bool | None]:
    text = loaded().license(license)
    assert text is not None
    organization = {"for_profit": deployment.pop("for_profit", False)}
    found = purpose_tests(case(organization=organization, deployment=deployment), text)
    return found["noncommercial"]["holds"], found["research"]["holds"]


RESEARCH: dict[str, Any] = {"commercial": False, "purposes": ["academic_research"], "mode": "research"}


@pytest.mark.parametrize(
    ("deployment", "expected"),
    [
        (RESEARCH, (True, True)),
        ({**RESEARCH, "commercial": True}, (False, False)),
        ({**RESEARCH, "commercial": None}, (None, None)),
        ({**RESEARCH, "outputs_sold": True}, (False, False)),
        ({**RESEARCH, "purposes": ["academic_research", "customer_support"]}, (True, False)),
        ({**RESEARCH, "purposes": []}, (True, False)),
        ({**RESEARCH, "purposes": None}, (True, None)),
        ({**RESEARCH, "for_profit": True}, (None, None)),
        ({"commercial": False, "purposes": ["customer_support"], "for_profit": True}, (True, False)),
    ],
)
def test_the_purpose_decides(deployment: dict[str, Any], expected: tuple[bool | None, bool | None]) -> None:
    assert outcome(**deployment) == expected


def restricted(license: str, purposes: list[str] | None) -> dict[str, Any]:
    found = facts(deployment={"purposes": purposes}, models=[model(license=license)])
    rows: dict[str, Any] = found["terms"]["m<m"]["restricted"]["purposes"]
    return rows


def test_purposes_are_matched_by_the_mapped_list() -> None:
    assert restricted("llama-3.1-community", ["customer_support"]) == {}
    assert restricted("llama-3.1-community", ["military"])["military"]["holds"] is True
    conditional = restricted("llama-3.1-community", ["medical_advice"])["medical_advice"]
    assert (conditional["holds"], conditional["position"]) == (None, "conditional_use")
    assert restricted("MIT", ["military"]) == {}


def test_purposes_that_nobody_stated_are_asked_for_where_a_policy_restricts_any() -> None:
    [row] = restricted("llama-3.1-community", None).values()
    assert (row["holds"], row["needs"]) == (None, "/deployment/purposes")
    assert restricted("MIT", None) == {}


def test_a_policy_that_was_not_read_settles_nothing() -> None:
    [row] = restricted("gemini-api-additional-2025-05-20", ["military"]).values()
    assert (row["holds"], row["position"]) == (None, "policy_unread")
