# SPDX-License-Identifier: Apache-2.0
"""Anchors and aliases: copies of their own, counted while they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from licet import documents
from licet.documents.aliases import MAX_EXPANSION, Aliases
from licet.documents.reading import ReadError

if TYPE_CHECKING:
    from conftest import Refused, Values


def test_an_alias_is_a_copy(values: Values) -> None:
    data = values("a: &x {b: [1]}\nc: *x\nd: *x\n")
    assert data == {"a": {"b": [1]}, "c": {"b": [1]}, "d": {"b": [1]}}
    assert isinstance(data, dict)
    assert data["c"] is not data["d"]


def test_anchors_on_scalars_and_keys(values: Values) -> None:
    assert values("&k a: &v 1e-6\nb: *v\nc: *k\n") == {"a": 1e-6, "b": 1e-6, "c": "a"}


def test_the_last_anchor_of_a_name_counts(values: Values) -> None:
    assert values("[&a 1, *a, &a 2, *a]") == [1, 1, 2, 2]


def test_an_alias_stands_where_it_is_written_and_its_parts_where_they_are() -> None:
    document = documents.parse(b"a: &x {b: [1]}\nc: *x\n", "m.yaml")
    assert document.position("/c") == (2, 4)
    assert document.position("/c/b/0") == (1, 12)


def test_an_alias_without_an_anchor(refused: Refused) -> None:
    assert refused("a: 1\nb: *x\n") == ["2:4 /b: the alias *x has no anchor before it"]


def test_an_alias_inside_its_own_anchor(refused: Refused) -> None:
    assert refused("a: &x\n  - *x\n") == ["2:5 /a/0: the alias *x stands inside its own anchor"]
    assert refused("&x {a: {b: *x}}") == ["1:12 /a/b: the alias *x stands inside its own anchor"]


def test_an_alias_that_would_go_too_deep(refused: Refused) -> None:
    deep = "a: &x " + "[" * 40 + "]" * 40 + "\nb: " + "[" * 30 + "*x" + "]" * 30
    assert [line.split(" ", 1)[0] for line in refused(deep)] == ["2:34"]


def test_a_billion_laughs_end_early(refused: Refused) -> None:
    laughs = 'a: &a ["lol","lol","lol","lol","lol","lol","lol","lol","lol","lol"]\n'
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        laughs += f"{name}: &{name} [" + ",".join([f"*{before}"] * 10) + "]\n"
    assert refused(laughs) == [f"5:29 /e/7: aliases expand to more than {MAX_EXPANSION} values"]


def test_as_many_values_as_are_allowed(values: Values, refused: Refused) -> None:
    assert values("[&a 1" + ",*a" * MAX_EXPANSION + "]") == [1] * (MAX_EXPANSION + 1)
    assert len(refused("[&a 1" + ",*a" * (MAX_EXPANSION + 1) + "]")) == 1


def test_long_texts_count_for_what_they_are(refused: Refused) -> None:
    text = "a: &a " + "x" * 1_000_000 + "\nb: [" + "*a," * 100 + "]\n"
    assert f"aliases expand to more than {MAX_EXPANSION} values" in refused(text)[0]


def test_counting_stops_the_copying() -> None:
    aliases = Aliases()
    aliases.define("a", [0] * 1_000, 0)
    for _ in range(MAX_EXPANSION // 1_001):
        aliases.expand("a", 1)
    with pytest.raises(ReadError, match="expand"):
        aliases.expand("a", 1)
