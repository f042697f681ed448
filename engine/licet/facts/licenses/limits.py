# SPDX-License-Identifier: Apache-2.0
"""Numbers in licenses: what the manifest's counts say about each limit, as an interval.

The true count lies between `at_least` and `at_most`, in the clause's unit and currency. Months, scopes,
daily against monthly users, exchange rates and inference all end in that interval (facts.md).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from licet.facts.case import Case, Component, Truth, either, settled

JSON = dict[str, Any]
USERS = frozenset({"mau", "dau"})


class Count(NamedTuple):
    """What is known of the number that a clause asks for."""

    at_least: int
    at_most: int | None
    basis: str
    needs: str | None = None
    position: str | None = None
    missing_month: str | None = None


def limits(case: Case, component: Component, clauses: JSON) -> JSON:
    """One record per threshold clause of a text."""
    rows = clauses.get("thresholds") or {}
    return {key: _limit(case, component, clause) for key, clause in rows.items()}


def over(row: JSON) -> Truth:
    """Whether the limit is exceeded: true, false, or not known."""
    if row["exempt"]["holds"] is True:
        return False
    strict = row["operator"] == ">"
    low, high, limit = row["at_least"], row["at_most"], row["limit"]
    if low > limit or (low == limit and not strict):
        return True
    return False if high is not None and (high < limit or (high == limit and strict)) else None


def _limit(case: Case, component: Component, clause: JSON) -> JSON:
    count = _users(case, clause) if clause["metric"] in USERS else _revenue(case, clause)
    return {
        **{name: clause.get(name) for name in ("metric", "operator", "limit", "currency", "ongoing", "effect")},
        "at_least": count.at_least,
        "at_most": count.at_most,
        "basis": count.basis,
        "missing_month": count.missing_month,
        "exempt": _exempt(component, clause),
        "position": count.position or ("threshold_boundary" if _on_boundary(clause, count) else None),
        "needs": count.needs,
    }


def _on_boundary(clause: JSON, count: Count) -> bool:
    """Texts that contradict themselves at the boundary leave equality open."""
    return bool(clause.get("ambiguity")) and count.at_least == clause["limit"] == count.at_most


def _exempt(component: Component, clause: JSON) -> JSON:
    if "end_user_product" not in (clause.get("exemptions") or []):
        return settled(False)
    received = component.get("received_in_end_user_product")
    return settled(received is True)


def _users(case: Case, clause: JSON) -> Count:
    daily = _stated_daily(case, clause) if clause["metric"] == "dau" and clause["ongoing"] else None
    if daily is not None:
        return daily
    if clause["scope"] == "product":
        return _product_users(case, clause)
    if not clause["ongoing"]:
        return _snapshot(case, clause)
    product = _whole(case.deployment.get("monthly_active_users"))
    needs = _month(case.catalogue.as_of[:7])
    latest = _latest(case)
    if latest is None:
        return _daily(clause, Count(product or 0, None, "product_only" if product else "not_stated", needs))
    count = _entity(case, clause, Count(latest, latest, "latest_month", needs))
    return _daily(clause, count._replace(at_least=max(count.at_least, product or 0)))


def _latest(case: Case) -> int | None:
    """The group's count of the last month that is neither in the future nor too old to speak for today."""
    months = _counts(case)
    today = case.catalogue.as_of[:7]
    oldest = _months(today) - case.catalogue.parameter("thresholds/stale_months")
    known = [month for month in months if oldest <= _months(month) <= _months(today)]
    return months[max(known)] if known else None


def _counts(case: Case) -> dict[str, int]:
    """The group's users by month, as far as they are known."""
    months = case.organization.get("monthly_active_users") or {}
    return {month: int(count) for month, count in months.items() if count is not None}


def _whole(count: Any) -> int | None:
    return None if count is None else int(count)


def _months(month: str) -> int:
    year, number = month.split("-")[:2]
    return int(year) * 12 + int(number)


def _stated_daily(case: Case, clause: JSON) -> Count | None:
    """Daily users where they are stated; otherwise monthly ones bound them."""
    product = clause["scope"] == "product"
    place = "deployment" if product else "organization"
    stated = _whole((case.deployment if product else case.organization).get("daily_active_users"))
    if stated is None:
        return None
    return _entity(case, clause, Count(stated, stated, "stated", f"/{place}/daily_active_users"))


def _product_users(case: Case, clause: JSON) -> Count:
    product = _whole(case.deployment.get("monthly_active_users"))
    needs = "/deployment/monthly_active_users"
    if product is not None:
        return _daily(clause, Count(product, product, "product", needs))
    group = _latest(case)
    if group is None:
        return Count(0, None, "not_stated", needs)
    return _daily(clause, Count(0, group, "group_bounds_product", needs))


def _daily(clause: JSON, count: Count) -> Count:
    """Users of a day are among the users of the month: a monthly count bounds a daily one from above only."""
    if clause["metric"] != "dau":
        return count
    return Count(0, count.at_most, f"{count.basis}_monthly", count.needs, count.position)


def _entity(case: Case, clause: JSON, count: Count) -> Count:
    """A group's count bounds the entity's from above; without affiliates they are the same."""
    if clause["scope"] != "entity" or case.organization.get("affiliates") == []:
        return count
    needs = "/organization/affiliates"
    return Count(0, count.at_most, f"{count.basis}_of_group", needs, count.position, count.missing_month)


def _snapshot(case: Case, clause: JSON) -> Count:
    """Only the month that the text names counts, for ever: growing later is no breach, shrinking no cure."""
    month = clause["measured_month"]
    months = _counts(case)
    stated = months.get(month)
    if stated is not None:
        return _daily(clause, _entity(case, clause, Count(stated, stated, "month_stated", _month(month))))
    founded = case.organization.get("founded")
    if founded is None or founded[:7] <= month:
        return _inferred(case, clause, list(months.values()))
    if clause["scope"] == "entity" or case.organization.get("affiliates") == []:
        return Count(0, 0, "founded_after", _month(month))
    # Affiliates may be older than the organization, and the group's users count.
    silent = case.organization.get("affiliates") is None
    needs = "/organization/affiliates" if silent else _month(month)
    return _inferred(case, clause, list(months.values()))._replace(needs=needs)


def _inferred(case: Case, clause: JSON, counts: list[int]) -> Count:
    month, limit = clause["measured_month"], clause["limit"]
    product = _whole(case.deployment.get("monthly_active_users"))
    known = [*counts, *([product] if product is not None else [])]
    if not known:
        return Count(0, None, "not_stated", _month(month))
    if max(known) > limit:
        return Count(0, None, "other_month_above", _month(month), "snapshot_inference")
    small = max(known) * 100 <= limit * case.catalogue.parameter("thresholds/inference_percent")
    if small and case.catalogue.assumption("snapshot_inference") == "allow":
        return Count(0, max(known), "inferred", _month(month), None, month)
    return Count(0, None, "other_months", _month(month))


def _month(month: str) -> str:
    return f"/organization/monthly_active_users/{month}"


def _revenue(case: Case, clause: JSON) -> Count:
    place, stated = _stated_revenue(case, clause)
    if stated is None or stated.get("amount") is None:
        return Count(0, None, "not_stated", place)
    if _too_old(case, stated):
        return Count(0, None, "out_of_date", place)
    low, high, basis = _converted(case, clause, stated)
    return _straddling(case, clause, _scoped(case, clause, place, Count(low, high, basis, place)))


def _stated_revenue(case: Case, clause: JSON) -> tuple[str, JSON | None]:
    if clause["metric"] == "monthly_revenue":
        if clause["scope"] == "product" and case.deployment.get("monthly_revenue"):
            return "/deployment/monthly_revenue", case.deployment["monthly_revenue"]
        return "/organization/monthly_revenue", case.organization.get("monthly_revenue")
    if clause["scope"] == "product" and case.deployment.get("annual_revenue"):
        return "/deployment/annual_revenue", case.deployment["annual_revenue"]
    return "/organization/annual_revenue", case.organization.get("annual_revenue")


def _too_old(case: Case, stated: JSON) -> bool:
    """A figure that ended too long before today says nothing of today; one without a period says nothing at all."""
    year, month = stated.get("year"), stated.get("month")
    ended = month or (f"{year}-12" if year else None)
    if ended is None:
        return True
    return _months(ended) < _months(case.catalogue.as_of) - case.catalogue.parameter("thresholds/stale_months")


def _scoped(case: Case, clause: JSON, place: str, count: Count) -> Count:
    if clause["scope"] == "product" and place.startswith("/organization"):
        return Count(0, count.at_most, f"{count.basis}_of_group", place.replace("organization", "deployment"), count.position)
    return _entity(case, clause, count)


def _converted(case: Case, clause: JSON, stated: JSON) -> tuple[int, int | None, str]:
    from fractions import Fraction

    amount = Fraction(str(stated["amount"]))
    currency = stated.get("currency")
    if currency == clause["currency"]:
        return amount.__floor__(), amount.__ceil__(), "stated"
    rates = case.catalogue.parameter("exchange_rates/usd")
    if currency not in rates or clause["currency"] not in rates:
        return 0, None, "no_exchange_rate"
    exact = amount * Fraction(str(rates[currency])) / Fraction(str(rates[clause["currency"]]))
    return exact.__floor__(), exact.__ceil__(), "converted"


def _straddling(case: Case, clause: JSON, count: Count) -> Count:
    """A converted amount within the band of the limit lies on both sides of it."""
    if not count.basis.startswith("converted") or count.at_most is None:
        return count
    band = clause["limit"] * case.catalogue.parameter("thresholds/exchange_band_percent")
    near = abs(count.at_most - clause["limit"]) * 100 <= band
    return Count(0, None, count.basis, count.needs, "exchange_rate") if near else count


def display_over(rows: JSON) -> Truth:
    """Whether a limit whose excess makes a display due is exceeded."""
    found = [over(row) for row in rows.values() if row["effect"] == "display_required"]
    return either(*found)
