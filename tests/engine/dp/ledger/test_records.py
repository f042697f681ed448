# SPDX-License-Identifier: Apache-2.0
"""Releases and limits: what cannot be recorded is refused with a hint."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from licet.dp.bracket import Bracket, nothing
from licet.dp.events import Compose, Gaussian, PoissonGaussian
from licet.dp.ledger import Entry, Key, Limit, Release, Total, records
from licet.errors import ParameterError

GOOD: dict[str, Any] = {"dataset": "tickets", "unit": "user", "adjacency": "add_remove", "date": "2026-11-23"}
EVENT = Compose((PoissonGaussian(1.0, 0.01, 300), Gaussian(4.0)))


def release(**changes: Any) -> Release:
    return records.release(EVENT, **{**GOOD, **changes})


def test_a_release_keeps_what_was_said() -> None:
    made = release(artifact="support-bot", manifest_digest="sha256:" + "a" * 64, note="first", limit=Limit(3, 1e-6))
    assert made.key == Key("tickets", "user", "add_remove")
    assert made.event == EVENT
    assert made.limit == Limit(3.0, 1e-6) and isinstance(made.limit.epsilon, float)
    assert (made.artifact, made.note) == ("support-bot", "first")


def test_one_event_in_a_list_is_that_event() -> None:
    assert records.release(Compose((Compose((Gaussian(4.0),)),)), **GOOD).event == Gaussian(4.0)


def test_spellings_of_one_name_are_one_account() -> None:
    assert release(dataset="caf\u00e9").key == release(dataset="cafe\u0301").key


@pytest.mark.parametrize(
    "changes",
    [
        {"dataset": ""}, {"dataset": " tickets"}, {"dataset": "a\nb"}, {"dataset": "a\u200bb"}, {"dataset": "x" * 201},
        {"dataset": None}, {"dataset": "\ud800"}, {"unit": "User"}, {"unit": "the user"}, {"unit": ""}, {"unit": None},
        {"adjacency": "add_or_remove_one"}, {"adjacency": None}, {"date": "2026-02-30"}, {"date": "today"}, {"date": None},
        {"date": "20261123"}, {"artifact": ""}, {"artifact": "\x1b[2J"}, {"manifest_digest": "sha256:abc"},
        {"manifest_digest": "a" * 64}, {"note": "n" * 2001}, {"note": "two\nlines"},
    ],
)  # fmt: skip
def test_what_is_no_release(changes: dict[str, Any]) -> None:
    with pytest.raises(ParameterError) as caught:
        release(**changes)
    assert "\x1b" not in str(caught.value) and "\n" not in str(caught.value)


def test_something_that_is_no_event() -> None:
    with pytest.raises(ParameterError, match="no|holds"):
        records.release({"type": "gaussian"}, **GOOD)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "limit",
    [(-1, 1e-6), (math.nan, 1e-6), (math.inf, 1e-6), ("3", 1e-6), (True, 1e-6), (3, 0), (3, 1), (3, math.nan), (3, "x"), (2e6, 1e-6)],
)
def test_what_is_no_limit(limit: tuple[Any, Any]) -> None:
    with pytest.raises(ParameterError):
        records.checked_limit(*limit)


def test_a_limit_survives_every_database() -> None:
    assert str(records.checked_limit(-0.0, 1e-6).epsilon) == "0.0", "SQLite gives 0.0 back for -0.0"


def test_events_have_one_text() -> None:
    text = records.event_text(EVENT)
    assert json.loads(text)["events"][0] == {"type": "poisson_gaussian", "noise_multiplier": 1.0, "rate": 0.01, "steps": 300}
    assert " " not in text and text == records.canonical(json.loads(text))


def test_an_entry_gives_its_event_back() -> None:
    entry = Entry(1, "d", "user", "add_remove", records.event_text(EVENT), None, None, "2026-11-23", None, None, None, "p", "h")
    assert entry.privacy_event() == EVENT
    assert entry.limit is None
    assert entry._replace(limit_epsilon=3.0, limit_delta=1e-6).limit == Limit(3.0, 1e-6)
    shown = entry.to_json()
    assert shown["event"]["type"] == "compose" and shown["limit"] is None and "limit_epsilon" not in shown


@pytest.mark.parametrize(
    ("bracket", "within"),
    [
        (Bracket(2.9, 3.0, "m"), True),
        (Bracket(2.9, math.nextafter(3.0, 4), "m"), False),
        (Bracket(0.0, math.nan, "m"), False),
        (nothing("unsupported"), None),
    ],
)
def test_only_an_upper_end_at_or_below_the_limit_is_within(bracket: Bracket, within: bool | None) -> None:
    assert Total(Key("d", "user", "add_remove"), 1, 1e-6, bracket, Limit(3.0, 1e-6)).within is within


def test_without_a_limit_nothing_is_within() -> None:
    assert Total(Key("d", "user", "add_remove"), 1, 1e-6, Bracket(0.0, 0.1, "m")).within is None
