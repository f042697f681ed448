# SPDX-License-Identifier: Apache-2.0
"""Messages are filled with facts; a placeholder without one is a broken policy."""

from typing import Any

import pytest

from licet.errors import PolicyError
from licet.findings import messages

RULE = {"file": "rules/f/r.rego", "message": {"deny": "{a} of {b}"}, "remediation": "Ask {a}."}


def test_filled_in() -> None:
    assert messages.text(RULE, "message", "deny", {"a": 1000, "b": None}) == "1,000 of not stated"
    assert messages.text(RULE, "remediation", "deny", {"a": "x"}) == "Ask x."


def test_what_comes_from_a_manifest_is_not_filled_in_again() -> None:
    assert messages.text(RULE, "message", "deny", {"a": "{b}", "b": "{a}"}) == "{b} of {a}"


def test_broken() -> None:
    with pytest.raises(PolicyError, match="asks for {b}"):
        messages.text(RULE, "message", "deny", {"a": 1})
    with pytest.raises(PolicyError, match="no message for outcome review"):
        messages.text(RULE, "message", "review", {"a": 1, "b": 2})


@pytest.mark.parametrize(
    ("value", "shown"),
    [(True, "yes"), (False, "no"), (0, "0"), (1.5, "1.5"), ([], "none"), (["a", None], "a, not stated"), ({}, "none"), ({"b": 1, "a": 2}, "a, b"), ("x", "x")],
)
def test_plain(value: Any, shown: str) -> None:
    assert messages.plain(value) == shown


@pytest.mark.parametrize(
    ("value", "words"),
    [(1e-06, "1e-6"), (2.5e20, "2.5e20"), (2.12452, "2.12452"), ([["method", "shuffle"], ["phase", 0]], "method shuffle, phase 0")],
)
def test_numbers_and_pairs_are_written_as_people_write_them(value: object, words: str) -> None:
    assert messages.plain(value) == words
