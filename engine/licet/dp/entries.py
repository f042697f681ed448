# SPDX-License-Identifier: Apache-2.0
"""Entries of the ledger as readings, and which of them are models that the manifest holds itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from licet.dp.events import Event, from_json, parts, to_json
from licet.dp.groups import carried
from licet.dp.reading import NOTHING, Alternative, Reading, exact
from licet.dp.remarks import Remark, remark
from licet.dp.values import JSON, name
from licet.errors import ParameterError


class Row(NamedTuple):
    """One entry. `event` is None when it is nothing that this version of licet knows.

    `sure`: it is on the dataset itself, not on one that may hold the same units.
    """

    unit: str | None
    adjacency: str | None
    event: Event | None
    artifact: str | None
    limit: JSON | None
    sure: bool = True


def rows(entries: Iterable[JSON], *, sure: bool = True) -> list[Row]:
    """Entries as the ledger hands them over: `{unit, adjacency, event, artifact, ...}`; the event may be in its JSON form."""
    return [_row(one)._replace(sure=sure) for one in entries]


def _row(entry: JSON) -> Row:
    unit, adjacency, artifact = (name(entry.get(key)) for key in ("unit", "adjacency", "artifact"))
    return Row(unit, adjacency, _event(entry.get("event")), artifact, entry.get("limit"))


def counted(found: Sequence[Row], models: Iterable[tuple[str, Reading]]) -> list[Row]:
    """The rows without those that record a release of the given models: at most one row each."""
    left = list(found)
    for artifact, reading in models:
        same = [_content(one) for one in reading.worst or () if one]
        match = next((row for row in left if row.artifact == artifact and row.event and _content((row.event,)) in same), None)
        if match is not None:
            left.remove(match)
    return left


def taken(row: Row, unit: str | None, adjacency: str | None) -> Reading:
    """What a row takes in the budget's unit and adjacency. Of another unit nothing is certain."""
    found = _taken(row, unit, adjacency)
    return found if row.sure else replace(found, best=(NOTHING,))


def _taken(row: Row, unit: str | None, adjacency: str | None) -> Reading:
    if row.event is None:
        return _open(remark("unsupported_event", "undecided", why="an entry of the ledger that cannot be read"))
    if unit is not None and row.unit != unit:
        return _open(remark("unit_not_bounded", "undecided", ledger_unit=row.unit))
    if adjacency is None or row.adjacency == adjacency:
        return exact(row.event)
    whole = [carried(one, row.adjacency, adjacency) for one in parts(row.event)]
    known = tuple(one for one in whole if one is not None)
    if len(known) == len(whole):
        return exact(known)
    found = _open(remark("adjacency_mismatch", "undecided", ledger_adjacency=row.adjacency, budget_adjacency=adjacency))
    return Reading(((known,),), None, found.remarks)


def _open(why: Remark) -> Reading:
    return Reading((NOTHING,), None, (why,))


def _content(events: Alternative) -> Counter[str]:
    """The composed events, in any order."""
    return Counter(repr(to_json(one)) for event in events for one in parts(event))


def _event(value: Any) -> Event | None:
    if isinstance(value, Event):
        return value
    try:
        return from_json(value)
    except ParameterError:
        return None
