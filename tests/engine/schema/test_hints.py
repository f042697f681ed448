# SPDX-License-Identifier: Apache-2.0
"""Hints: the nearest word, and what to do about a value of the wrong type."""

from __future__ import annotations

import time

import pytest

from licet.documents import Json
from licet.schema import hints

ANY = frozenset({"string", "null"})


@pytest.mark.parametrize(
    ("found", "options", "expected"),
    [
        ("hosting", ("hosted", "internal"), "hosted"),
        ("HOSTED", ("hosted", "internal"), "hosted"),
        ("language-model", ("language_model",), "language_model"),
        ("UK", ("GB", "UA"), "GB"),
        ("free", ("paid", "unpaid"), "unpaid"),
        ("xyz", ("paid", "unpaid"), None),
        ("", ("a",), None),
    ],
)
def test_nearest(found: str, options: tuple[str, ...], expected: str | None) -> None:
    assert hints.nearest(found, options) == (expected and f'did you mean "{expected}"?')


def test_nearest_among_very_many_and_very_long() -> None:
    start = time.perf_counter()
    assert hints.nearest("n" * 10**6, [f"name-{n}" * 20 for n in range(10**4)]) is None
    assert hints.nearest("name-x", [f"name-{n}" for n in range(10**4)]) is not None
    assert time.perf_counter() - start < 2


def test_lists_of_options_are_short() -> None:
    assert hints.one_of(["a", "b"]) == "write one of a, b"
    assert hints.one_of([str(n) for n in range(20)]).endswith(", 11 or 8 more")
    assert hints.one_of([])


@pytest.mark.parametrize(
    ("value", "types", "expected"),
    [
        ("12", {"integer"}, "remove the quotes"),
        ("1e20", {"number"}, "remove the quotes"),
        ("1_000", {"integer"}, "write digits only, without separators or units"),
        ("5 million", {"integer"}, "write digits only, without separators or units"),
        ("twelve", {"integer"}, None),
        ("NO", {"boolean"}, "write true or false"),
        ("False", {"boolean"}, "remove the quotes"),
        (" ", {"boolean"}, hints.EMPTY),
        ("N/A", {"object"}, "write null if nobody knows"),
        ("a", {"array", "null"}, 'write a list, such as ["a"]'),
        (5, {"array"}, "write a list, such as [5]"),
        ("x" * 90, {"array"}, "write a list, such as [...]"),
        ([1], {"string"}, "write one value, not a list"),
        (5, {"string"}, "put it in quotes"),
        (None, {"string"}, None),
        ({}, {"string"}, None),
    ],
)
def test_types(value: Json, types: set[str], expected: str | None) -> None:
    assert hints.for_type(value, frozenset(types)) == expected
