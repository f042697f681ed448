# SPDX-License-Identifier: Apache-2.0
"""JSON Pointers, with the examples of RFC 6901, section 5."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.documents import pointer

RFC: dict[str, pointer.Json] = {
    "foo": ["bar", "baz"],
    "": 0,
    "a/b": 1,
    "c%d": 2,
    "e^f": 3,
    "g|h": 4,
    "i\\j": 5,
    'k"l': 6,
    " ": 7,
    "m~n": 8,
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", RFC),
        ("/foo", ["bar", "baz"]),
        ("/foo/0", "bar"),
        ("/", 0),
        ("/a~1b", 1),
        ("/c%d", 2),
        ("/e^f", 3),
        ("/g|h", 4),
        ("/i\\j", 5),
        ('/k"l', 6),
        ("/ ", 7),
        ("/m~0n", 8),
    ],
)
def test_examples_of_the_rfc(text: str, value: pointer.Json) -> None:
    assert pointer.resolve(RFC, text) == value


@pytest.mark.parametrize(
    "text", ["/foo/2", "/foo/-", "/foo/01", "/foo/-1", "/foo/\u0661", "/foo/0/x", "/no", "/foo/+1"]
)
def test_what_is_not_there_is_a_lookup_error(text: str) -> None:
    with pytest.raises(LookupError):
        pointer.resolve(RFC, text)


@pytest.mark.parametrize("text", ["foo", "/a~b", "/a~2", "/~"])
def test_what_is_no_pointer_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"~|JSON Pointer"):
        pointer.split(text)


def test_join_extends_a_pointer() -> None:
    assert pointer.join(["models", 0, "a/b~c"], base="/x") == "/x/models/0/a~1b~0c"
    assert pointer.join([]) == ""


def test_an_escaped_tilde_is_not_unescaped_twice() -> None:
    assert pointer.unescape("~01") == "~1"


@given(st.lists(st.text()))
def test_split_undoes_join(tokens: list[str]) -> None:
    assert pointer.split(pointer.join(tokens)) == tokens
