# SPDX-License-Identifier: Apache-2.0
"""What counts say about limits: intervals that are never narrower than what is known."""

from typing import Any

import pytest
from cases import case
from hypothesis import given
from hypothesis import strategies as st

from licet.facts.licenses.limits import display_over, limits, over

LIMIT = {"metric": "mau", "operator": ">", "limit": 1000, "currency": None, "ongoing": False, "measured_month": "2024-06"}
SNAPSHOT = {**LIMIT, "scope": "group", "effect": "no_rights", "exemptions": []}
ONGOING = {**SNAPSHOT, "ongoing": True, "measured_month": None}
REVENUE = {**ONGOING, "metric": "annual_revenue", "currency": "USD", "limit": 1_000_000}


def row(clause: dict[str, Any], **over_: Any) -> dict[str, Any]:
    made = case(**over_)
    return limits(made, made.components["m"], {"thresholds": {"x": clause}})["x"]


def interval(found: dict[str, Any]) -> tuple[int, int | None]:
    return found["at_least"], found["at_most"]


def test_a_snapshot_is_the_month_it_names() -> None:
    found = row(SNAPSHOT, organization={"monthly_active_users": {"2024-06": 500, "2026-10": 9000}})
    assert interval(found) == (500, 500) and over(found) is False
    assert over(row(SNAPSHOT, organization={"monthly_active_users": {"2024-06": 1000}})) is False
    assert over(row(SNAPSHOT, organization={"monthly_active_users": {"2024-06": 1001}})) is True
    assert over(row({**SNAPSHOT, "operator": ">="}, organization={"monthly_active_users": {"2024-06": 1000}})) is True


def test_without_the_month_little_is_known() -> None:
    assert interval(row(SNAPSHOT)) == (0, None)
    assert row(SNAPSHOT)["needs"] == "/organization/monthly_active_users/2024-06"
    small = row(SNAPSHOT, organization={"monthly_active_users": {"2026-10": 100}})
    assert (interval(small), small["missing_month"]) == ((0, 100), "2024-06")
    assert interval(row(SNAPSHOT, organization={"monthly_active_users": {"2026-10": 101}})) == (0, None)
    above = row(SNAPSHOT, organization={"monthly_active_users": {"2026-10": 1001}})
    assert (interval(above), above["position"]) == ((0, None), "snapshot_inference")
    assert interval(row(SNAPSHOT, organization={"monthly_active_users": {"2024-06": None}})) == (0, None)
    founded = row(SNAPSHOT, organization={"founded": "2024-07", "monthly_active_users": {"2026-10": 9000}})
    assert interval(founded) == (0, 0)
    assert over(row(SNAPSHOT, organization={"founded": "2024-06"})) is None


def test_an_ongoing_limit_asks_for_the_latest_month_that_is_not_too_old() -> None:
    assert interval(row(ONGOING, organization={"monthly_active_users": {"2026-09": 1, "2026-10": 7}})) == (7, 7)
    assert interval(row(ONGOING, organization={"monthly_active_users": {"2026-12": 7}})) == (0, None), "the future"
    assert interval(row(ONGOING, organization={"monthly_active_users": {"2020-01": 7}})) == (0, None), "long ago"


def test_products_and_groups_bound_each_other_one_way() -> None:
    product = {**ONGOING, "scope": "product"}
    assert interval(row(product, deployment={"monthly_active_users": 7})) == (7, 7)
    assert interval(row(product, organization={"monthly_active_users": {"2026-10": 9}})) == (0, 9)
    assert interval(row(ONGOING, deployment={"monthly_active_users": 7})) == (7, None)
    entity = {**ONGOING, "scope": "entity"}
    known = {"monthly_active_users": {"2026-10": 9}}
    assert interval(row(entity, organization={**known, "affiliates": []})) == (9, 9)
    assert interval(row(entity, organization={**known, "affiliates": ["Daughter"]}))[0] == 0
    assert interval(row(entity, organization={**known, "affiliates": None}))[0] == 0


def test_an_exemption_must_be_granted_and_stated() -> None:
    exempting = {**SNAPSHOT, "exemptions": ["end_user_product"]}
    assert row(exempting)["exempt"]["holds"] is False
    assert row(SNAPSHOT)["exempt"]["holds"] is False


def test_revenue_needs_a_period_and_a_currency() -> None:
    def revenue(**figure: Any) -> dict[str, Any]:
        return row(REVENUE, organization={"annual_revenue": figure})

    assert interval(revenue(amount=5, currency="USD", year=2025)) == (5, 5)
    assert interval(revenue(amount=5.5, currency="USD", year=2025)) == (5, 6)
    assert interval(revenue(amount=5, currency="USD")) == (0, None)
    assert interval(revenue(amount=5, currency="USD", year=2015)) == (0, None)
    assert interval(revenue(amount=None, currency="USD", year=2025)) == (0, None)
    assert interval(revenue(amount=5, currency=None, year=2025)) == (0, None)
    assert over(revenue(amount=9e9, currency="EUR", year=2025)) is True
    assert interval(row(REVENUE)) == (0, None)


@pytest.mark.parametrize("share", [0.97, 1.0, 1.03])
def test_a_converted_amount_near_the_limit_straddles_it(share: float) -> None:
    from in_process import loaded

    rate = loaded().parameter("exchange_rates/usd")["EUR"]
    figure = {"amount": round(1_000_000 * share / float(rate)), "currency": "EUR", "year": 2025}
    found = row(REVENUE, organization={"annual_revenue": figure})
    assert (over(found), found["position"]) == (None, "exchange_rate")


def test_display_is_due_over_a_limit_that_says_so() -> None:
    rows = {"a": {**row(SNAPSHOT), "effect": "display_required"}, "b": row(SNAPSHOT)}
    assert display_over({}) is False
    assert display_over(rows) is None
    assert display_over({"b": row(SNAPSHOT, organization={"monthly_active_users": {"2024-06": 9999}})}) is False


@given(st.integers(0, 2000), st.one_of(st.none(), st.integers(0, 2000)), st.sampled_from([">", ">="]))
def test_over_is_what_the_operator_says_of_every_count_in_between(low: int, more: int | None, operator: str) -> None:
    high = None if more is None else low + more
    answer = over({"operator": operator, "limit": 1000, "at_least": low, "at_most": high, "exempt": {"holds": False}})
    counts = {low, 10**9 if high is None else high}
    truths = {count > 1000 if operator == ">" else count >= 1000 for count in counts}
    assert answer is (truths.pop() if len(truths) == 1 else None)
