# SPDX-License-Identifier: Apache-2.0
"""API contracts: plan, data, regions, age and sector, each in order, not in order, or not known."""

from typing import Any

import pytest
from cases import facts, model

GEMINI = "gemini-api-additional-2025-05-20"
OPENAI = "openai-services-agreement-2026-01-01"


def record(license: str, deployment: dict[str, Any] | None = None, **over: Any) -> dict[str, Any]:
    contract = {"access": "api", "api_tier": "paid", "plan": "business", **over}
    found: dict[str, Any] = facts(models=[model(license=license, **contract)], deployment=deployment or {})["components"]["m"]["api"]
    return found


@pytest.mark.parametrize(
    ("license", "plan", "holds"),
    [(OPENAI, "business", True), (OPENAI, None, True), (OPENAI, "plus", False), ("openai-tou-2024-12-11", "business", False)],
)
def test_the_contract_fits_the_plan(license: str, plan: str | None, holds: bool) -> None:
    assert record(license, plan=plan)["contract"]["holds"] is holds


@pytest.mark.parametrize(
    ("license", "tier", "sent", "holds"),
    [
        (GEMINI, "unpaid", ["personal_data"], False),
        (GEMINI, "unpaid", ["public"], True),
        (GEMINI, "unpaid", [], True),
        (GEMINI, "unpaid", None, None),
        (GEMINI, "paid", ["personal_data"], True),
        (GEMINI, None, ["personal_data"], None),
        (OPENAI, "paid", ["health_data"], False),
        (OPENAI, "paid", ["personal_data"], True),
        (OPENAI, "paid", None, None),
    ],
)
def test_data_that_may_be_sent(license: str, tier: str | None, sent: list[str] | None, holds: bool | None) -> None:
    assert record(license, {"data_sent": sent}, api_tier=tier)["data"]["holds"] is holds


@pytest.mark.parametrize(
    ("tier", "regions", "holds"),
    [("unpaid", ["DE"], False), ("unpaid", ["EU"], False), ("unpaid", ["CH", "US"], False), (None, ["DE"], None), ("unpaid", None, None), ("unpaid", [], None)],
)
def test_regions_that_the_unpaid_tier_must_not_serve(tier: str | None, regions: list[str] | None, holds: bool | None) -> None:
    assert record(GEMINI, {"regions": regions, "mode": "hosted"}, api_tier=tier)["region"]["holds"] is holds


@pytest.mark.parametrize(("age", "holds"), [(18, True), (17, False), (0, False), (None, None)])
def test_the_youngest_user(age: int | None, holds: bool | None) -> None:
    assert record(GEMINI, {"audience": {"minimum_age": age}, "mode": "hosted"})["age"]["holds"] is holds


@pytest.mark.parametrize(
    ("purposes", "holds"), [(["customer_support"], True), (["customer_support", "medical_advice"], False), (None, None)]
)
def test_sectors(purposes: list[str] | None, holds: bool | None) -> None:
    assert record(GEMINI, {"purposes": purposes})["sector"]["holds"] is holds


def test_weights_have_no_contract_for_an_api() -> None:
    assert facts()["components"]["m"]["api"] is None
    assert record("MIT")["contract"]["holds"] is None, "a text on code is no contract for a service"


def test_a_general_service_on_an_api_may_compete() -> None:
    key = "anthropic-commercial-2025-06-17"
    offered = record(key, {"mode": "hosted", "purposes": ["general_assistant"]})["competes"]
    assert (offered["holds"], offered["position"]) == (None, "competing_product")
    assert record(key, {"mode": "internal", "purposes": ["general_assistant"]})["competes"]["holds"] is False
    assert record(key, {"mode": "hosted", "purposes": ["customer_support"]})["competes"]["holds"] is False
