# SPDX-License-Identifier: Apache-2.0
"""Scalars of YAML 1.2, core schema (YAML 1.2.2, section 10.3.2)."""

from __future__ import annotations

import re
from typing import TypeAlias

from licet.documents.numbers import decimal, integer
from licet.documents.reading import ReadError, quoted

Scalar: TypeAlias = str | int | float | bool | None

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(["", "~", "null", "Null", "NULL"], None),
    **dict.fromkeys(["true", "True", "TRUE"], True),
    **dict.fromkeys(["false", "False", "FALSE"], False),
}
_NUMBER_STARTS = frozenset("0123456789+-.")
_NUMBER = re.compile(
    r"[-+]?[0-9]+"
    r"|(?P<octal>0o[0-7]+)"
    r"|(?P<hexadecimal>0x[0-9a-fA-F]+)"
    r"|(?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
    r"|(?P<endless>[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|[-+]?Infinity)"
)
# Text in the core schema, but JSON writers print them for numbers that are none.
_NOT_FINITE = frozenset(["NaN", "Infinity"])
_CORE = "tag:yaml.org,2002:"


def plain(text: str) -> Scalar:
    """The value of a scalar without quotes and without a tag."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _NUMBER_STARTS:
        return _number(text)
    if text in _NOT_FINITE:
        raise _endless(text)
    return text


def tagged(text: str, tag: str) -> Scalar:
    """The value of a scalar with an explicit tag; the text must be of that type."""
    if tag == f"{_CORE}str":
        return text
    value = plain(text)
    if tag == f"{_CORE}float" and type(value) is int:
        return float(value)
    if tag == f"{_CORE}{type_name(value)}":
        return value
    raise ReadError(f"the tag {quoted(tag)} does not fit the value {quoted(text)}", "write the value without a tag")


def type_name(value: Scalar) -> str:
    """The core schema's name for the type of a value."""
    return "null" if value is None else type(value).__name__


def _number(text: str) -> Scalar:
    match = _NUMBER.fullmatch(text)
    if match is None:
        return text
    if match["float"] is not None:
        return decimal(text)
    if match["endless"] is not None:
        raise _endless(text)
    return integer(text, 8 if match["octal"] else 16 if match["hexadecimal"] else 10)


def _endless(text: str) -> ReadError:
    return ReadError(
        f"{text} is not a finite number", "write null for an unknown value, or quote it where text is meant"
    )
