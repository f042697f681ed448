# SPDX-License-Identifier: Apache-2.0
"""Lines for people: text that cannot steer a terminal, wrapped, and colored where the caller asks for it.

Text from a manifest is hostile: nothing in it may move the cursor, hide, or reorder what is read.
"""

import unicodedata
from collections.abc import Callable, Iterator

WIDTH = 100

# Control, format (bidi overrides, zero width), surrogate, private, unassigned, line and paragraph separators.
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LONGEST = 2000
_STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}

Paint = Callable[[str, str], str]


def safe(text: str) -> str:
    """The text on one line, with every character that does not simply print written as an escape."""
    shown = "".join(map(_escape, text[:_LONGEST]))
    cut = len(text) - _LONGEST
    return shown if cut <= 0 else f"{shown}... ({cut} more characters)"


def _escape(char: str) -> str:
    if char in _NAMED:
        return _NAMED[char]
    if unicodedata.category(char) not in _UNSAFE:
        return char
    code = ord(char)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def width(text: str) -> int:
    """Columns that a safe text takes in a terminal."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def painter(color: bool) -> Paint:
    """A function that wraps safe text in styles, such as `bold red`; without color it changes nothing."""

    def paint(text: str, styles: str) -> str:
        codes = ";".join(_STYLES[style] for style in styles.split())
        return f"\x1b[{codes}m{text}\x1b[0m" if color and text else text

    return paint


def wrap(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """Safe text in lines of at most WIDTH columns; a link is never broken."""
    after = " " * width(first) if rest is None else rest
    lines, line, empty = [], first, True
    for word in _words(text, WIDTH - width(after)):
        if not empty and width(line) + 1 + width(word) > WIDTH:
            lines.append(line)
            line, empty = after, True
        line, empty = (line + word if empty else f"{line} {word}"), False
    return [*lines, line.rstrip()]


def _words(text: str, room: int) -> Iterator[str]:
    for word in text.split():
        if width(word) <= room or word.lstrip("(<").startswith(("http://", "https://")):
            yield word
        else:
            size = room // 2 if width(word) > len(word) else room
            yield from (word[start : start + size] for start in range(0, len(word), size))


def number(value: float) -> str:
    """A number as people write it: 180,000 and 1e-6."""
    if isinstance(value, int):
        return f"{value:,}"
    digits, marked, exponent = repr(value).partition("e")
    return f"{digits}e{int(exponent)}" if marked else digits
