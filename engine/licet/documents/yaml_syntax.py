# SPDX-License-Identifier: Apache-2.0
"""What surrounds the one document of a YAML file, and the parser's errors in the words of a writer."""

from __future__ import annotations

import re
from typing import NoReturn

import yaml

from licet.documents.reading import Reading, quoted

_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_VERSION = re.compile(r"%YAML[ \t]+1\.2[ \t]*(?:[ \t]#[^\n]*)?\r?\n")
# Line breaks of YAML 1.1 (libyaml) that YAML 1.2 and editors take for text: a place to hide a key behind a comment.
# And the byte order mark, which YAML 1.2 allows at the start alone.
_HIDDEN = re.compile("[\x85\u2028\u2029\ufeff]")
_CONTROL = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ufffe\\uffff]")
_AFTER_NAME = " \t\r\n,[]{}"
_LOOK = "check indentation and quotes here and on the line before"
_HINTS = (
    ("did not find expected ',' or", "close the bracket, or put a comma between entries"),
    ("did not find expected", "start the key in the same column as its neighbors, and close quotes and brackets"),
    ("mapping values are not allowed", "quote a text that holds a colon and a space, or check the indentation"),
    ("could not find expected ':'", "write a colon and a space after the key; keys are at most 1,024 characters"),
    ("unexpected end of stream", "close the quotes"),
    ("invalid Unicode character", r"write the character itself or \U0001F600; half of a surrogate pair is no text"),
    ("unknown escape", "use single quotes where a backslash is meant"),
    ("incompatible YAML", "remove the %YAML line"),
)


def check_start(text: str, reading: Reading) -> None:
    """Refuse directives and line breaks that other readers see differently."""
    if not text.isascii() and (found := _HIDDEN.search(text)):
        code = ord(found[0])
        hint = rf'write it as "\u{code:04X}" in double quotes'
        reading.fail(found.start(), f"the invisible character U+{code:04X}", hint)
    at = _end_of_blank(text, 0)
    if version := _VERSION.match(text, at):
        at = _end_of_blank(text, version.end())
    if text.startswith("%", at):
        reading.fail(at, "a directive other than %YAML 1.2", "remove the line")


def check_end(text: str, at: int, reading: Reading) -> None:
    """Refuse whatever follows the end of the first document."""
    ended = text.startswith("...", at)
    rest = _end_of_blank(text, at + 3 if ended else at)
    if rest == len(text):
        return
    if ended or text.startswith("---", rest):
        reading.fail(rest, "a second document starts here", "keep one document in each file")
    reading.fail(rest, "the document has ended, but the file goes on", "check the indentation and the brackets")


def check_name(text: str, at: int, sign: str, name: str, reading: Reading) -> None:
    """Refuse an anchor or alias whose name goes on for YAML 1.2 where it ends for libyaml: `&a:MIT`, `*a?`."""
    end = text.index(sign + name, at) + len(name) + 1
    if end < len(text) and text[end] not in _AFTER_NAME:
        message = f"the character {quoted(text[end])} in the name of an anchor"
        reading.fail(end, message, "write the value out instead, or a space after the name")


def refuse(error: yaml.YAMLError | UnicodeDecodeError, text: str, reading: Reading) -> NoReturn:
    """Report what the parser could not read, at its place."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        at = error.problem_mark.index
        reading.fail(at, f"not YAML: {_problem(error)}", _hint(text, at, error.problem or ""))
    if found := _CONTROL.search(text):
        hint = "remove it, or write it as an escape in double quotes"
        reading.fail(found.start(), f"the control character U+{ord(found[0]):04X}", hint)
    reading.fail(0, f"not YAML: {quoted(str(error))}", _LOOK)


def _problem(error: yaml.MarkedYAMLError) -> str:
    return f"{error.problem} {error.context}" if error.context else str(error.problem)


def _hint(text: str, at: int, problem: str) -> str:
    if text.startswith("\t", at):
        return "indent with spaces, not with tabs"
    if text[at : at + 1] in ("@", "`", "%"):
        return f"quote a text that starts with {text[at]}"
    return next((hint for part, hint in _HINTS if part in problem), _LOOK)


def _end_of_blank(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return at if match is None else match.end()
