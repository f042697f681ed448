# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a text that is not JSON, in the words of somebody who wrote it."""

from __future__ import annotations

import json
import re
from typing import NoReturn, TypeAlias

from licet.documents.reading import Reading

_Guesses: TypeAlias = tuple[tuple[str, str, str], ...]

_ANYWHERE: _Guesses = (
    (r"\Z", "the file ends too early", "close what is open, or restore the rest of the file"),
    (r"//|/\*|#", "JSON has no comments", "remove the comment, or name the file .yaml"),
    (r"'", "a text in single quotes", "use double quotes"),
)
_VALUES: _Guesses = (
    (r"[-+.]?[0-9]", "not a number in JSON", "write it like -1, 0.5 or 1e-6, without leading zeros"),
    (r"[A-Za-z_]", "a word that JSON does not have", "write true, false or null, or put the text in double quotes"),
)
_TEXTS: _Guesses = (
    ("Unterminated", "a text that starts here does not end", "close the double quotes"),
    ("Invalid control", "a line break or control character inside a text", r"write it as an escape, for example \n"),
    ("", "a backslash that escapes nothing", r"write \\ for a backslash, and \u with four hexadecimal digits"),
)


def refuse(expected: str, text: str, at: int, reading: Reading, guesses: _Guesses = ()) -> NoReturn:
    """Say what is wrong where the grammar allows nothing that is there."""
    before = text[:at].rstrip(" \t\r\n")
    if before.endswith(",") and text.startswith(("]", "}"), at):
        reading.fail(len(before) - 1, "a comma after the last entry", "remove the comma")
    for pattern, message, hint in (*_ANYWHERE, *guesses):
        if re.compile(pattern).match(text, at):
            reading.fail(at, message, hint)
    reading.fail(at, expected, "write it, or check brackets and quotes before this place")


def refuse_value(text: str, at: int, reading: Reading) -> NoReturn:
    """Say what stands where a value should."""
    refuse("a value is missing here", text, at, reading, _VALUES)


def refuse_text(error: json.JSONDecodeError, reading: Reading) -> NoReturn:
    """Say what is wrong inside double quotes."""
    message, hint = next(words for start, *words in _TEXTS if error.msg.startswith(start))
    reading.fail(error.pos, message, hint)


def refuse_rest(text: str, at: int, reading: Reading) -> NoReturn:
    """Say that the file goes on after its document."""
    if text[at] in '{["':
        reading.fail(at, "a second document starts here", "keep one document in each file")
    reading.fail(at, "the document has ended, but the file goes on", "remove what follows the document")
