# SPDX-License-Identifier: Apache-2.0
"""Bytes that are text, and bytes that only look like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Refused, Values

UTF_16 = "a: größe\n"


@pytest.mark.parametrize("name", ["m.yaml", "m.json"])
def test_a_byte_order_mark_is_skipped(values: Values, name: str) -> None:
    assert values(b'\xef\xbb\xbf{"a": 1}', name) == {"a": 1}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_utf_16_is_named(refused: Refused, encoding: str) -> None:
    (problem,) = refused(UTF_16.encode(encoding))
    assert problem.startswith("1:1 ")
    assert "UTF-16 or UTF-32, not UTF-8" in problem


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"a: 1\nb: \xe9\n", "2:4"),
        ("größe: ".encode() + b"\xff", "1:8"),
        (b"\xef\xbb\xbfa: \xff", "1:4"),
        (b"a: \xed\xa0\x80", "1:4"),  # a surrogate in UTF-8
        (b"a: \xc0\xaf", "1:4"),  # an overlong slash
    ],
)
def test_what_is_not_utf_8_is_refused_at_its_place(refused: Refused, data: bytes, place: str) -> None:
    assert refused(data) == [f"{place} : the file is not UTF-8"]


@pytest.mark.parametrize(("data", "place"), [(b"a: 1\nb: \0", "2:4"), (b"PK\3\4\0\0", "1:5"), (b"\0", "1:1")])
def test_a_nul_byte_is_refused(refused: Refused, data: bytes, place: str) -> None:
    assert refused(data) == [f"{place} : the file holds a NUL byte: it is binary"]


@pytest.mark.parametrize("name", ["m.yaml", "m.json", "m"])
@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n", b" \r\n"])
def test_an_empty_file_is_refused(refused: Refused, name: str, data: bytes) -> None:
    assert refused(data, name) == ["1:1 : the file is empty"]


def test_a_lone_carriage_return_is_refused(refused: Refused) -> None:
    assert refused("a: 1 # note\rlicense: MIT\n") == ["1:12 : a carriage return without a line feed"]
    assert refused("[1,\r2]", "m.json") == ["1:4 : a carriage return without a line feed"]


def test_windows_line_ends_are_line_ends(values: Values) -> None:
    assert values(b"a: 1\r\nb: |\r\n  x\r\n  y\r\n") == {"a": 1, "b": "x\ny\n"}
