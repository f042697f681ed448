# SPDX-License-Identifier: Apache-2.0
"""From bytes to text: UTF-8 without NUL bytes, and lines that every editor splits at the same places."""

from __future__ import annotations

import codecs
import re

from licet.documents.files import refusal
from licet.documents.lines import Lines

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE_AS_UTF_8 = "save it as UTF-8"
# Shown on one line by review tools, but two lines for YAML: a place to hide a key behind a comment.
_LONE_RETURN = re.compile(r"\r(?!\n)")


def decode(data: bytes, name: str) -> str:
    """The text of a file without its byte order mark; InputError when it is not text."""
    _check_encoding(data, name)
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _end(error.object[: error.start].decode("utf-8"))
        raise refusal(name, "the file is not UTF-8", _SAVE_AS_UTF_8, line, column) from error
    if "\r" in text and (found := _LONE_RETURN.search(text)):
        line, column = _end(text[: found.start()])
        raise refusal(name, "a carriage return without a line feed", "end lines with LF or CRLF", line, column)
    if not text or text.isspace():
        raise refusal(name, "the file is empty", "write a YAML or JSON document into it")
    return text


def _check_encoding(data: bytes, name: str) -> None:
    if data.startswith(_UTF_16):
        raise refusal(name, "the file is UTF-16 or UTF-32, not UTF-8", _SAVE_AS_UTF_8)
    at = data.find(b"\0")
    if at < 0:
        return
    if at < 2 and len(data) > 2:
        raise refusal(name, "the file looks like UTF-16 or UTF-32, not UTF-8", _SAVE_AS_UTF_8)
    line, column = _end(data[:at].removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace"))
    raise refusal(name, "the file holds a NUL byte: it is binary", "give a YAML or JSON text file", line, column)


def _end(text: str) -> tuple[int, int]:
    return Lines(text).position(len(text))
