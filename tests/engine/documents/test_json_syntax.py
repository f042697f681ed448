# SPDX-License-Identifier: Apache-2.0
"""What is not JSON is refused where it stands, with words that help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from licet import documents
from licet.errors import InputError

if TYPE_CHECKING:
    from conftest import Refused

NUMBER = "not a number in JSON"
WORD = "a word that JSON does not have"
ESCAPE = "a backslash that escapes nothing"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"a": 1,}', "1:8 : a comma after the last entry"),
        ("[1\n, ]", "2:1 /1: a comma after the last entry"),
        ("[1 2]", "1:4 : a comma or ] is missing here"),
        ('{"a": 1 "b": 2}', "1:9 : a comma or } is missing here"),
        ("[1}", "1:3 : a comma or ] is missing here"),
        ("[1,,2]", "1:4 /1: a value is missing here"),
        ('{"a": }', "1:7 /a: a value is missing here"),
        ('{"a" 1}', "1:6 /a: a colon is missing here"),
        ("{a: 1}", "1:2 : a key in double quotes is missing here"),
        ("{1: 1}", "1:2 : a key in double quotes is missing here"),
        ("{'a': 1}", "1:2 : a text in single quotes"),
        ("['a']", "1:2 /0: a text in single quotes"),
        ("// note\n[1]", "1:1 : JSON has no comments"),
        ("[1, /* note */ 2]", "1:5 /1: JSON has no comments"),
        ('{"a": 1 # note\n}', "1:9 : JSON has no comments"),
        ("[01]", f"1:2 /0: {NUMBER}"),
        ("[1.]", f"1:2 /0: {NUMBER}"),
        ("[.5]", f"1:2 /0: {NUMBER}"),
        ("[+1]", f"1:2 /0: {NUMBER}"),
        ("[1.5.2]", f"1:2 /0: {NUMBER}"),
        ("[1e]", f"1:2 /0: {NUMBER}"),
        ("[2024-06]", f"1:2 /0: {NUMBER}"),
        ("[0x1F]", "1:3 : a comma or ] is missing here"),
        ("[\u0661]", "1:2 /0: a value is missing here"),
        ("[True]", f"1:2 /0: {WORD}"),
        ("[nulll]", f"1:2 /0: {WORD}"),
        ("[undefined]", f"1:2 /0: {WORD}"),
        ("[1", "1:3 : the file ends too early"),
        ('{"a":', "1:6 /a: the file ends too early"),
        ('{"a"', "1:5 /a: a colon is missing here"),
        ("{", "1:2 : the file ends too early"),
        ('["abc', "1:2 /0: a text that starts here does not end"),
        ('["a\nb"]', "1:4 /0: a line break or control character inside a text"),
        ('["a\tb"]', "1:4 /0: a line break or control character inside a text"),
        (r'["\q"]', f"1:3 /0: {ESCAPE}"),
        (r'["\u12"]', f"1:4 /0: {ESCAPE}"),
        (r'["\x41"]', f"1:3 /0: {ESCAPE}"),
        ("{} {}", "1:4 : a second document starts here"),
        ('{"a": 1}\n{"b": 2}', "2:1 : a second document starts here"),
        ("[] x", "1:4 : the document has ended, but the file goes on"),
        ("[]]", "1:3 : the document has ended, but the file goes on"),
        ("[1]\u00a0", "1:4 : the document has ended, but the file goes on"),
    ],
)
def test_syntax_errors(refused: Refused, text: str, problem: str) -> None:
    assert refused(text, "m.json") == [problem]


def test_the_hint_says_what_to_do() -> None:
    with pytest.raises(InputError) as caught:
        documents.parse(b"{'a': 1}", "m.json")
    assert caught.value.hint == "use double quotes"
