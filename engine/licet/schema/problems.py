# SPDX-License-Identifier: Apache-2.0
"""From faults, which know where in the data they are, to problems, which know where in the file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from licet.documents import Document, Position
from licet.errors import Problem
from licet.schema import hints

MAX_SHOWN = 200


class Fault(NamedTuple):
    """One thing wrong at a pointer.

    `options` are the words or names that would fit: they go into the hint, and only for faults that are shown,
    because the search for the nearest is slow.
    """

    pointer: str
    message: str
    hint: str
    on_key: bool = False
    rank: int = 9
    place: Position | None = None
    found: str | None = None
    options: tuple[str, ...] = ()


def of_faults(document: Document, faults: Iterable[Fault]) -> list[Problem]:
    """Sorted by place, one for each value, the first ones in full and the rest as a number."""
    best: dict[tuple[str, bool], Fault] = {}
    for fault in faults:
        known = best.get((fault.pointer, fault.on_key))
        if known is None or fault.rank < known.rank:
            best[fault.pointer, fault.on_key] = fault
    placed = sorted((_place(document, fault), fault.pointer, fault) for fault in best.values())
    shown = [_problem(document, fault, place) for place, _, fault in placed[:MAX_SHOWN]]
    return [*shown, *_more(document, len(placed) - len(shown))]


def _place(document: Document, fault: Fault) -> Position:
    if fault.place is not None:
        return fault.place
    return document.key_position(fault.pointer) if fault.on_key else document.position(fault.pointer)


def _problem(document: Document, fault: Fault, place: Position) -> Problem:
    hint = fault.hint
    if fault.found is not None:
        hint = hints.nearest(fault.found, fault.options) or hint
    return Problem(document.name, place.line, place.column, fault.pointer, fault.message, hint)


def _more(document: Document, count: int) -> list[Problem]:
    if count <= 0:
        return []
    line, column = document.position("")
    message = f"{count} more problems are not shown"
    return [Problem(document.name, line, column, "", message, "mend the ones above first")]
