# SPDX-License-Identifier: Apache-2.0
"""JSON: what is read, and where each value stands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from licet import documents

if TYPE_CHECKING:
    from conftest import Refused, Values


@pytest.mark.parametrize(
    "text",
    [
        "null",
        "true",
        "false",
        "0",
        "-0",
        "-1.5e3",
        "1E5",
        "1e-6",
        "9007199254740992",
        '"a"',
        "[]",
        "{}",
        "[[],{}]",
        " \t\r\n[ 1 , 2 ]\n",
        '{"a":{"b":[1,"c",null]},"d":true}',
        '""',
        '{"": ""}',
        r'"\"\\\/\b\f\n\r\t\u00e9"',
        r'"\ud83d\ude00"',
        '"\x7f\x85\u2028\ufeff"',
        '"größe 😀"',
    ],
)
def test_the_same_as_the_standard_library(values: Values, text: str) -> None:
    found = values(text, "m.json")
    assert found == json.loads(text)
    assert json.dumps(found) == json.dumps(json.loads(text))


def test_yaml_words_are_only_texts(values: Values) -> None:
    assert values('{"<<": {"a": 1}, "NO": "NO", "1": "~"}', "m.json") == {"<<": {"a": 1}, "NO": "NO", "1": "~"}


@pytest.mark.parametrize("text", [r'["\ud800"]', r'["\udc00\ud800"]', r'["\ud800x"]', r'["\ud83d\ud83d\ude00"]'])
def test_half_of_a_surrogate_pair_is_refused(refused: Refused, text: str) -> None:
    assert refused(text, "m.json") == ["1:2 /0: a text with half of a surrogate pair"]


def test_half_of_a_surrogate_pair_in_a_key_is_refused(refused: Refused) -> None:
    assert refused(r'{"a": {"\ud800": 1}}', "m.json") == ["1:8 /a: a text with half of a surrogate pair"]


def test_values_that_json_writers_make_up_are_all_told(refused: Refused) -> None:
    text = '{"a": NaN, "b": [Infinity, -Infinity],\n "c": 1e400}'
    assert refused(text, "m.json") == [
        "1:7 /a: NaN is not a finite number",
        "1:18 /b/0: Infinity is not a finite number",
        "1:28 /b/1: -Infinity is not a finite number",
        '2:7 /c: the number "1e400" is too large',
    ]


def test_places_of_texts_with_escapes() -> None:
    document = documents.parse(b'["\\n", {"\\u0061" : "\\t" , "b":2}]', "m.json")
    assert document.position("/1/a") == (1, 20)
    assert document.key_position("/1/a") == (1, 9)
    assert document.key_position("/1/b") == (1, 27)
