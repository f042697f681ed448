# SPDX-License-Identifier: Apache-2.0
"""Dated values as of a day."""

import pytest

from licet.catalogue import dates

VALUES = [
    {"from": "2020-01-01", "value": 1},
    {"from": "2022-01-01", "until": "2023-01-01", "value": 2},
    {"from": "2024-01-01", "until": None, "value": 3},
]


@pytest.mark.parametrize(
    ("day", "value"),
    [("2019-12-31", None), ("2020-01-01", 1), ("2021-12-31", 1), ("2022-01-01", 2), ("2022-12-31", 2), ("2023-01-01", 1), ("2024-01-01", 3), ("9998-12-31", 3), ("9999-12-31", 3)],
)
def test_the_last_value_that_has_begun_and_not_ended(day: str, value: int | None) -> None:
    found = dates.current(VALUES, day)
    assert (found and found["value"]) == value
    assert dates.current(VALUES[::-1], day) == found, "whatever the order in the file"


def test_a_clause_without_a_value_that_day_is_silent() -> None:
    record = {"id": "x", "clauses": {"commercial_use": VALUES[1:2], "thresholds": {"a": VALUES[:1], "b": VALUES[2:]}}}
    assert dates.license_as_of(record, "2021-01-01")["clauses"] == {"thresholds": {"a": {"value": 1}}}
    assert dates.license_as_of(record, "2022-06-01")["clauses"]["commercial_use"] == {"value": 2}


def test_a_parameter_that_has_ended_is_none() -> None:
    assert dates.parameter_as_of({"id": "p", "values": VALUES[1:2]}, "2025-01-01") is None
    assert dates.parameter_as_of({"id": "p", "values": VALUES}, "2025-01-01") == {"id": "p", "value": 3}
