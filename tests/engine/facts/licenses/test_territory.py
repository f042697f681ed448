# SPDX-License-Identifier: Apache-2.0
"""Three different tests by one word: domicile, place of use, and to what they apply."""

from typing import Any

import pytest
from cases import case, facts, model

from licet.facts.licenses.territory import territory


def clause(license: str, organization: dict[str, Any] | None = None, **over: Any) -> dict[str, Any]:
    found = facts(models=[model(license=license, **over)], organization=organization or {})["terms"]["m<m"]["territory"]
    row: dict[str, Any] = found["eu_multimodal"]
    return row


@pytest.mark.parametrize(
    ("home", "group", "expected"),
    [
        ("US", "US", False),
        ("DE", "DE", True),
        ("DE", None, True),
        ("EU", None, True),
        ("NO", None, False),
        ("CH", None, False),
        ("GB", None, False),
        ("DE", "US", None),
        ("EEA", None, None),
        (None, None, None),
        (None, "US", None),
    ],
)
def test_domicile(home: str | None, group: str | None, expected: bool | None) -> None:
    where = {"principal_place_of_business": home, "group_principal_place_of_business": group}
    assert clause("llama-3.2-community", where)["outside"]["holds"] is expected


@pytest.mark.parametrize(
    ("license", "over", "expected"),
    [
        ("llama-3.2-community", {"modalities": ["text"]}, False),
        ("llama-3.2-community", {"modalities": ["text", "image"]}, True),
        ("llama-3.2-community", {"modalities": None}, None),
        ("llama-3.2-community", {"modalities": ["text"], "source": "hf://meta-llama/Llama-3.2-11B-Vision@1"}, True),
        ("llama-3.2-community", {"modalities": ["text", "image"], "received_in_end_user_product": True}, False),
        ("llama-3.2-community", {"modalities": ["text", "image"], "received_in_end_user_product": None}, True),
        ("llama-4-community", {"modalities": ["text"]}, True),
        ("llama-3.3-community", {"modalities": None}, False),
        ("llama-3.3-community", {"modalities": ["text", "image"]}, True),
    ],
)
def test_multimodal_models_only(license: str, over: dict[str, Any], expected: bool | None) -> None:
    assert clause(license, **over)["applies"]["holds"] is expected


@pytest.mark.parametrize(
    ("row", "regions", "expected"),
    [
        ({"excluded": ["EU", "GB"]}, ["US"], False),
        ({"excluded": ["EU", "GB"]}, ["US", "FR"], True),
        ({"excluded": ["EU", "GB"]}, ["EEA"], True),
        ({"allowed": ["US"]}, ["US-CA"], False),
        ({"allowed": ["US"]}, ["US", "CA"], True),
        ({"excluded": ["EU"]}, None, None),
        ({"excluded": ["EU"]}, [], None),
        ({}, ["US"], None),
    ],
)
def test_place_of_use(row: dict[str, Any], regions: list[str] | None, expected: bool | None) -> None:
    made = case(deployment={"regions": regions})
    item = made.components["m"]
    clauses = {"territory": {"x": {"basis": "place_of_use", "applies_to": "all", **row}}}
    found = territory(made, item, item, clauses, {"end_user_product": None, "outputs": True, "multimodal": None})["x"]
    assert found["outside"]["holds"] is expected and found["applies"]["holds"] is True
