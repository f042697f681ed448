# SPDX-License-Identifier: Apache-2.0
"""The core schema of YAML 1.2."""

from __future__ import annotations

import pytest

from licet.documents.reading import ReadError
from licet.documents.scalars import Scalar, plain, tagged

TEXTS = [
    "NO",
    "no",
    "yes",
    "on",
    "off",
    "y",
    "n",
    "tRUE",
    "nULL",
    "2024-06",
    "2024-06-01",
    "2001-12-14t21:59:43.10-05:00",
    "12:30:00",
    "190:20:30",
    "1_000",
    "0b1010",
    "-0x1F",
    "+0o7",
    "0X1F",
    "0O17",
    "0xG",
    "0o8",
    "1e",
    "e5",
    ".",
    "-",
    "+",
    "--1",
    "1.2.3",
    "1.0e",
    ".e5",
    "1e5.0",
    "=",
    "nan",
    "inf",
    "Inf",
    "+.nan",
    "...",
    "\u0661",
    "1\u0660",
    "MIT",
]


@pytest.mark.parametrize("text", TEXTS)
def test_texts(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("false", False),
        ("False", False),
        ("FALSE", False),
        ("0", 0),
        ("-0", 0),
        ("+12", 12),
        ("017", 17),
        ("0o17", 15),
        ("0x1F", 31),
        ("0xff", 31 + 224),
        ("1e-6", 1e-6),
        ("1.0e-6", 1e-6),
        ("1E+3", 1000.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("-1.5", -1.5),
        ("3.10", 3.1),
    ],
)
def test_other_scalars(text: str, value: Scalar) -> None:
    assert plain(text) == value
    assert type(plain(text)) is type(value)


@pytest.mark.parametrize(
    "text", [".inf", "-.inf", "+.Inf", ".INF", ".nan", ".NaN", ".NAN", "NaN", "Infinity", "-Infinity", "+Infinity"]
)
def test_what_is_not_finite_is_refused(text: str) -> None:
    with pytest.raises(ReadError, match="not a finite number"):
        plain(text)


@pytest.mark.parametrize(
    ("text", "tag", "value"),
    [
        ("3", "str", "3"),
        ("", "str", ""),
        ("3", "int", 3),
        ("3", "float", 3.0),
        ("1e2", "float", 100.0),
        ("true", "bool", True),
        ("", "null", None),
        ("~", "null", None),
    ],
)
def test_core_tags(text: str, tag: str, value: Scalar) -> None:
    found = tagged(text, f"tag:yaml.org,2002:{tag}")
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("x", "tag:yaml.org,2002:int"),
        ("1.5", "tag:yaml.org,2002:int"),
        ("", "tag:yaml.org,2002:int"),
        ("true", "tag:yaml.org,2002:float"),
        ("0", "tag:yaml.org,2002:bool"),
        ("x", "tag:yaml.org,2002:null"),
        ("x", "tag:yaml.org,2002:python/object/apply:os.system"),
        ("2024-01-01", "tag:yaml.org,2002:timestamp"),
        ("aGk=", "tag:yaml.org,2002:binary"),
        ("x", "str"),
        ("x", "!"),
        ("x", "!local"),
    ],
)
def test_other_tags_are_refused(text: str, tag: str) -> None:
    with pytest.raises(ReadError, match="does not fit"):
        tagged(text, tag)
