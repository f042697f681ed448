# SPDX-License-Identifier: Apache-2.0
"""Rules that YAML and JSON share: duplicate keys, keys that deceive, depth, and how problems are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from licet.documents.reading import MAX_DEPTH, MAX_PROBLEMS, quoted

if TYPE_CHECKING:
    from conftest import Refused, Values

BOTH = pytest.mark.parametrize("name", ["m.yaml", "m.json"])


def test_a_second_license_that_hides_the_first_is_refused(refused: Refused) -> None:
    text = "models:\n  - name: m\n    license: llama2\n    'license': MIT\n    license: MIT\n"
    message = 'the key "license" is written twice; the first is on line 3'
    assert refused(text) == [f"4:5 /models/0/license: {message}", f"5:5 /models/0/license: {message}"]


def test_an_escaped_key_is_the_same_key(refused: Refused) -> None:
    message = 'the key "license" is written twice; the first is on line 1'
    assert refused('{"license": 1,\n "l\\u0069cense": 2}', "m.json") == [f"2:2 /license: {message}"]
    assert refused('{"license": 1,\n "l\\u0069cense": 2}') == [f"2:2 /license: {message}"]
    assert refused('license: 1\n"l\\x69cense": 2') == [f"2:1 /license: {message}"]


@BOTH
def test_every_duplicate_is_told_in_order(refused: Refused, name: str) -> None:
    text = '{"a": {"x": 1, "x": 2},\n "b": 1,\n "a": {"y": 1, "y": 2}}'
    assert [line.split(" ", 1)[0] for line in refused(text, name)] == ["1:16", "3:2", "3:16"]


@BOTH
def test_the_same_key_in_two_mappings_is_no_duplicate(values: Values, name: str) -> None:
    assert values('[{"a": 1}, {"a": {"a": 2}}]', name) == [{"a": 1}, {"a": {"a": 2}}]


@BOTH
@pytest.mark.parametrize("code", ["0000", "0009", "000A", "007F", "0085", "2028", "202A", "202E", "2066", "2069"])
def test_invisible_characters_in_keys_are_refused(refused: Refused, name: str, code: str) -> None:
    found = refused(f'{{"a": 1, "b\\u{code}c": 2}}', name)
    assert [line.split(" ", 1)[0] for line in found] == ["1:10"]
    assert found[0].endswith(f"holds the invisible character U+{code}")


@BOTH
def test_invisible_characters_in_values_are_kept(values: Values, name: str) -> None:
    assert values('["\\u0000\\u202e\\u2066\\u0085"]', name) == ["\0\u202e\u2066\x85"]


@BOTH
def test_keys_of_other_scripts_are_kept(values: Values, name: str) -> None:
    assert values('{"lizenz-größe": 1, "許諾": 2, "a b": 3, "": 4}', name) == {
        "lizenz-größe": 1,
        "許諾": 2,
        "a b": 3,
        "": 4,
    }


@BOTH
def test_sixty_four_levels_are_the_limit(values: Values, refused: Refused, name: str) -> None:
    lists = values("[" * MAX_DEPTH + "]" * MAX_DEPTH, name)
    assert str(lists).count("[") == MAX_DEPTH
    message = "more than 64 levels of lists and mappings"
    assert refused("[" * 65 + "]" * 65, name) == [f"1:65 {'/0' * 64}: {message}"]
    assert refused('{"a":' * 65 + "1" + "}" * 65, name) == [f"1:321 {'/a' * 64}: {message}"]


@BOTH
def test_integers_doubles_and_infinities(refused: Refused, name: str) -> None:
    assert refused("[9007199254740993,\n 1e999, 0.12345678901234567891, -Infinity, NaN]", name) == [
        '1:2 /0: the integer "9007199254740993" is beyond 2^53',
        '2:2 /1: the number "1e999" is too large',
        '2:9 /2: the number "0.12345678901234567891" changes when it is stored as a double',
        "2:33 /3: -Infinity is not a finite number",
        "2:44 /4: NaN is not a finite number",
    ]


@BOTH
def test_no_more_problems_than_anybody_reads(refused: Refused, name: str) -> None:
    assert len(refused("[" + "NaN," * 1_000 + "1]", name)) == MAX_PROBLEMS


def test_long_keys_do_not_make_long_lists_of_problems(refused: Refused) -> None:
    assert len(refused('{"' + "k" * 500_000 + '": [' + "NaN," * 1_000 + "1]}", "m.json")) == 2


def test_problems_escape_what_a_file_says() -> None:
    assert quoted("größe") == '"größe"'
    assert quoted("a\n\x1b[31m\u202eb") == '"a\\n\\u001b[31m\\u202eb"'
    assert len(quoted("k" * 10_000)) < 70
