# SPDX-License-Identifier: Apache-2.0
"""One document without directives or hidden line breaks; syntax errors at their place with a hint that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from licet import documents
from licet.errors import InputError

if TYPE_CHECKING:
    from conftest import Refused, Values

SECOND = "a second document starts here"


@pytest.mark.parametrize(
    "text",
    [
        "---\na: 1",
        "a: 1\n...\n",
        "--- # note\na: 1\n... # end\n\n# more\n",
        "%YAML 1.2\n---\na: 1",
        "# note\n%YAML 1.2 # note\n---\na: 1\n",
        "\n\na: 1\n\n",
    ],
)
def test_one_document(values: Values, text: str) -> None:
    assert values(text) == {"a": 1}


def test_a_document_of_nothing_is_null(values: Values) -> None:
    assert values("---\n") is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\n---\nb: 2", f"2:1 : {SECOND}"),
        ("---\n---\n", f"2:1 : {SECOND}"),
        ("a: 1\n...\n# note\nb: 2", f"4:1 : {SECOND}"),
        ("a: 1\n...\n%YAML 1.2\n---\nb: 2", f"3:1 : {SECOND}"),
        (" a: 1\nb: 2", "2:1 : the document has ended, but the file goes on"),
        ("[1] 2", "1:5 : the document has ended, but the file goes on"),
        ("# only a comment\n", "1:1 : the file is empty"),
        ("%YAML 1.1\n---\na: 1", "1:1 : a directive other than %YAML 1.2"),
        ("%TAG !! tag:example.com,2000:\n---\na: 1", "1:1 : a directive other than %YAML 1.2"),
        ("%YAML 1.2\n%TAG ! x\n---\na: 1", "2:1 : a directive other than %YAML 1.2"),
        ("%YAML 1.22\n---\na", "1:1 : a directive other than %YAML 1.2"),
        ("license: Apache-2.0 # note\u2028license: MIT", "1:27 : the invisible character U+2028"),
        ("license: &a:MIT", '1:12 /license: the character ":" in the name of an anchor'),
        ("a: &a?b MIT", '1:6 /a: the character "?" in the name of an anchor'),
        ("a: &a [x]\nb: *a:", '2:6 /b: the character ":" in the name of an anchor'),
        ("a: !!str &a?x", '1:12 /a: the character "?" in the name of an anchor'),
        ("a: x\u2029y", "1:5 : the invisible character U+2029"),
        ("a: x\x85b: 1", "1:5 : the invisible character U+0085"),
        ("a: 1\nb: x\x01", "2:5 : the control character U+0001"),
        ("a: '\x7f'", "1:5 : the control character U+007F"),
        ("a: \x9b31m", "1:4 : the control character U+009B"),
        ("a: \ufeffb", "1:4 : the invisible character U+FEFF"),
        ("\ufeff\ufeffa: 1", "1:1 : the invisible character U+FEFF"),
    ],
)
def test_refused(refused: Refused, text: str, problem: str) -> None:
    assert refused(text) == [problem]


@pytest.mark.parametrize(
    ("text", "line", "column", "hint"),
    [
        ("a:\n\tb: 1", 2, 1, "spaces, not with tabs"),
        ("a:\n  - 1\n\t- 2", 3, 1, "spaces, not with tabs"),
        ("a: @b", 1, 4, "starts with @"),
        ("a: `b`", 1, 4, "starts with `"),
        ("a: %b", 1, 4, "starts with %"),
        ("a: b: c", 1, 5, "holds a colon"),
        ("a: [1\nb: 2", 2, 2, "close the bracket"),
        ("a: {b: 1\n", 2, 1, "close the bracket"),
        ("a: 1\n b: 2", 2, 3, "colon"),
        ("a: 1\n}", 2, 1, "same column"),
        ('a: "x\n', 2, 1, "close the quotes"),
        (r'a: "\q"', 1, 5, "single quotes"),
        ("a\nb: 1", 2, 2, "colon"),
        ("k" * 2_000 + ": 1", 1, 2_001, "colon"),
        ("!<%ed%a0%80> a", 1, 1, "check indentation"),
    ],
)
def test_syntax_errors(text: str, line: int, column: int, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        documents.parse(text.encode(), "m.yaml")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (line, column)
    assert problem.message.startswith("not YAML: ")
    assert hint in problem.hint
