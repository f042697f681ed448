# SPDX-License-Identifier: Apache-2.0
"""What both readers share: collecting problems with their place, and the rules on keys and depth."""

from __future__ import annotations

import json
import re
from typing import NoReturn

from licet.documents.lines import Lines
from licet.documents.pointer import join
from licet.errors import InputError, Problem

MAX_DEPTH = 64
MAX_PROBLEMS = 100
# A pointer this long counts as one more problem, so that long keys cannot make the list of problems huge.
_LONG_POINTER = 10_000

# C0, DEL, C1, line and paragraph separators, and the characters that reorder what a reader sees (bidi controls).
_UNSEEN = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069]")
_SHOWN = 60


class ReadError(Exception):
    """What is wrong with one scalar, before its place is known."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint


class Reading:
    """The reading of one text: where it stands (`path`) and what was found wrong so far."""

    def __init__(self, name: str, text: str) -> None:
        self.path: list[str | int] = []
        self._name = name
        self._lines = Lines(text)
        self._problems: list[Problem] = []
        self._room = MAX_PROBLEMS

    def report(self, offset: int, message: str, hint: str, *below: str | int) -> None:
        """Note a problem and read on; `below` leads from the current path to the value."""
        line, column = self._lines.position(offset)
        pointer = join([*self.path, *below])
        self._problems.append(Problem(self._name, line, column, pointer, message, hint))
        self._room -= 1 + len(pointer) // _LONG_POINTER
        if self._room <= 0:
            self.close()

    def fail(self, offset: int, message: str, hint: str, *below: str | int) -> NoReturn:
        """Note a problem after which reading on makes no sense."""
        self.report(offset, message, hint, *below)
        raise self._error()

    def close(self) -> None:
        """End the reading: an InputError with every problem, when there is one."""
        if self._problems:
            raise self._error()

    def _error(self) -> InputError:
        return InputError.from_problems(sorted(self._problems, key=lambda problem: (problem.line, problem.column)))

    def check_depth(self, offset: int, depth: int) -> None:
        """Refuse a collection on this level; called before going down, so no recursion limit is ever met."""
        if depth > MAX_DEPTH:
            self.fail(offset, f"more than {MAX_DEPTH} levels of lists and mappings", "make the file flatter")

    def check_key(self, offset: int, key: str) -> None:
        """Refuse a key that does not look like what it is."""
        if not key.isprintable() and (unseen := _UNSEEN.search(key)):
            message = f"the key {quoted(key)} holds the invisible character U+{ord(unseen[0]):04X}"
            self.report(offset, message, "write the key without it", key)

    def duplicate(self, offset: int, key: str, first: int) -> None:
        """Refuse a key that its mapping already has."""
        line = self._lines.position(first).line
        message = f"the key {quoted(key)} is written twice; the first is on line {line}"
        self.report(offset, message, "keep one of the two", key)


def quoted(text: str) -> str:
    """A piece of somebody's file for use in a message: short, on one line, without characters that deceive."""
    short = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return f'"{short}"' if short.isprintable() else json.dumps(short)
