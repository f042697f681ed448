# SPDX-License-Identifier: Apache-2.0
"""From an offset in a text to the line and column that an editor shows."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple


class Position(NamedTuple):
    """Line and column, both from 1; a column is one character (code point)."""

    line: int
    column: int


class Lines:
    """The line starts of one text, found on first use."""

    def __init__(self, text: str) -> None:
        self._text = text

    def position(self, offset: int) -> Position:
        """The place of an offset."""
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self._text))]
