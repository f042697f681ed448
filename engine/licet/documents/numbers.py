# SPDX-License-Identifier: Apache-2.0
"""Numbers that mean what was written: exact integers up to 2^53, and doubles that print back as their text."""

from __future__ import annotations

from math import isinf

from licet.documents.reading import ReadError, quoted

MAX_INTEGER = 2**53
_MAX_DIGITS = {8: 18, 10: 16, 16: 14}
_PREFIXES = {8: "0o", 10: "", 16: "0x"}

# A double has at most 767 significant decimal digits; one that is written longer cannot be exact.
_MAX_TEXT = 1100
# Every decimal with up to 15 significant digits survives the way to a double and back, unless it is tiny.
_SAFE_TEXT = 16
_SMALLEST_NORMAL = 2.3e-308


def integer(text: str, base: int = 10) -> int:
    """An integer from its sign, prefix and digits."""
    if base == 10 and len(text) < _MAX_DIGITS[base]:
        return int(text)
    digits = text.lstrip("+-").removeprefix(_PREFIXES[base]).lstrip("0")
    if len(digits) <= _MAX_DIGITS[base]:
        size = int(digits or "0", base)
        if size <= MAX_INTEGER:
            return -size if text.startswith("-") else size
    raise ReadError(f"the integer {quoted(text)} is beyond 2^53", "quote it where text is meant, or write it as 1.2e20")


def decimal(text: str) -> float:
    """A double from its decimal text."""
    if len(text) > _MAX_TEXT:
        raise _inexact(text)
    value = float(text)
    if isinf(value):
        raise ReadError(f"the number {quoted(text)} is too large", "write a number below 1.8e308")
    if (len(text) > _SAFE_TEXT or abs(value) < _SMALLEST_NORMAL) and not _prints_back(text, value):
        raise _inexact(text)
    return value


def _prints_back(text: str, value: float) -> bool:
    """Whether the double prints as the same digits: with as many as were written, or as the shortest text for it."""
    digits = _significant(text)
    return not digits or digits in (_significant(f"{value:.{len(digits) - 1}e}"), _significant(repr(value)))


def _significant(text: str) -> str:
    return text.lower().partition("e")[0].replace(".", "").lstrip("+-0").rstrip("0")


def _inexact(text: str) -> ReadError:
    message = f"the number {quoted(text)} changes when it is stored as a double"
    return ReadError(message, "round it to 15 significant digits, of a size above 1e-307")
