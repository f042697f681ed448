# SPDX-License-Identifier: Apache-2.0
"""The quoted source line with a caret under its column."""

from collections.abc import Mapping

from licet.terminal import safe, width

_SHOWN = 72


def quote(sources: Mapping[str, str], place: Mapping[str, object]) -> list[tuple[str, str]]:
    """Gutter and text of the line that a location names, then of its caret; nothing when it is not there."""
    line, column, source = place["line"], place["column"], sources.get(str(place["file"]))
    lines = source.split("\n") if source is not None else []
    if not isinstance(line, int) or not isinstance(column, int) or not 0 < line <= len(lines):
        return []
    text = lines[line - 1].removesuffix("\r").replace("\t", " ")
    start = _window(column - 1, len(text))
    lead = "... " if start else ""
    before, after = safe(text[start : column - 1]), safe(text[column - 1 : start + _SHOWN])
    tail = " ..." if len(text) > start + _SHOWN else ""
    gutter = f"{line:>5} | "
    caret = " " * (len(gutter) - 2) + "| " + " " * (len(lead) + width(before)) + "^"
    return [(gutter, lead + before + after + tail), (caret, "")]


def _window(column: int, length: int) -> int:
    return 0 if length <= _SHOWN else max(0, min(column - _SHOWN // 3, length - _SHOWN))
