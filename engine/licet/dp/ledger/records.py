# SPDX-License-Identifier: Apache-2.0
"""What the ledger is about: accounts, limits, releases, entries, and what it answers. Plain values, all checked here."""

from __future__ import annotations

import difflib
import json
import math
import re
import unicodedata
from datetime import date
from typing import Any, NamedTuple

from licet.dp.bracket import Bracket, checked_delta
from licet.dp.events import ADJACENCIES, Event, from_json, parts, to_json
from licet.dp.ranges import UNITS
from licet.errors import LicetError, ParameterError
from licet.terminal import safe

JSON = dict[str, Any]
LARGEST_EPSILON = 1e6
LONGEST = {"dataset": 200, "artifact": 200, "note": 2000}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


class Key(NamedTuple):
    """One account: what is protected, whose presence, and which data sets count as neighbors."""

    dataset: str
    unit: str
    adjacency: str

    def __str__(self) -> str:
        return f"{safe(self.dataset)} ({safe(self.unit)}, {safe(self.adjacency)})"


class Limit(NamedTuple):
    """The composition of an account may not exceed `epsilon` at `delta`."""

    epsilon: float
    delta: float


class Release(NamedTuple):
    """Something that spends: one event on one account, and where it comes from. `date` is an ISO day."""

    key: Key
    event: Event
    date: str
    artifact: str | None = None
    manifest_digest: str | None = None
    note: str | None = None
    limit: Limit | None = None


class Entry(NamedTuple):
    """One row as it is stored; `event` is JSON text. A row that somebody changed may hold anything."""

    number: int
    dataset: str
    unit: str
    adjacency: str
    event: str
    artifact: str | None
    manifest_digest: str | None
    date: str
    note: str | None
    limit_epsilon: float | None
    limit_delta: float | None
    previous: str
    hash: str

    @property
    def key(self) -> Key:
        return Key(self.dataset, self.unit, self.adjacency)

    @property
    def limit(self) -> Limit | None:
        if self.limit_epsilon is None or self.limit_delta is None:
            return None
        return Limit(self.limit_epsilon, self.limit_delta)

    def privacy_event(self) -> Event:
        """The event; ParameterError when this version of licet does not know it."""
        return from_json(json.loads(self.event))

    def to_json(self) -> JSON:
        limit = self.limit._asdict() if self.limit else None
        left_out = ("limit_epsilon", "limit_delta")
        shown = {name: value for name, value in self._asdict().items() if name not in left_out}
        return {**shown, "event": json.loads(self.event), "limit": limit}


class Head(NamedTuple):
    """How many entries there are, and the hash of the last."""

    length: int
    hash: str


class Account(NamedTuple):
    """All entries of one key, in order, and the limits that hold for it."""

    key: Key
    entries: tuple[Entry, ...]
    limits: tuple[Limit, ...]

    def events(self) -> tuple[Event, ...]:
        """What was spent, to be composed."""
        return tuple(entry.privacy_event() for entry in self.entries)


class Total(NamedTuple):
    """What an account has spent at a delta; `limit` where the question is whether that is too much."""

    key: Key
    entries: int
    delta: float
    epsilon: Bracket
    limit: Limit | None = None

    @property
    def within(self) -> bool | None:
        """Whether the certified upper end keeps the limit; None without a limit or without a number."""
        if self.limit is None or self.epsilon.upper is None:
            return None
        return self.epsilon.upper <= self.limit.epsilon

    def to_json(self) -> JSON:
        limit = self.limit._asdict() if self.limit else None
        account = {**self.key._asdict(), "entries": self.entries, "delta": self.delta}
        return {**account, **self.epsilon.to_json(), "limit": limit, "within": self.within}


class Spend(NamedTuple):
    """What was written, the totals at every limit that holds for the accounts, and the new head."""

    entries: tuple[Entry, ...]
    totals: tuple[Total, ...]
    head: Head


class Verification(NamedTuple):
    """What is wrong with the ledger (nothing, when it is valid), and its totals as computed now."""

    problems: tuple[str, ...]
    head: Head
    totals: tuple[Total, ...]

    @property
    def valid(self) -> bool:
        return not self.problems


class Refused(LicetError):
    """Nothing was written: a limit would be exceeded, or no number shows that it is kept."""

    def __init__(self, message: str, hint: str, totals: tuple[Total, ...], over: bool) -> None:
        super().__init__(message, hint)
        self.totals = totals
        self.over = over


def release(
    event: Event,
    *,
    dataset: str,
    unit: str,
    adjacency: str,
    date: str,
    artifact: str | None = None,
    manifest_digest: str | None = None,
    note: str | None = None,
    limit: Limit | None = None,
) -> Release:
    """A release with every field checked; ParameterError for what cannot be recorded."""
    if not isinstance(event, Event):
        raise ParameterError(f"a release holds {type(event).__name__}", "Give an event of licet.dp.events.")
    each = parts(event)
    return Release(
        key(dataset, unit, adjacency),
        each[0] if len(each) == 1 else event,
        _day(date),
        None if artifact is None else text("artifact", artifact),
        None if manifest_digest is None else digest(manifest_digest),
        None if not note else text("note", note),
        None if limit is None else checked_limit(*limit),
    )


def digest(value: str) -> str:
    """A digest as licet writes it."""
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise ParameterError(f"{safe(str(value))!r} is no digest", "Write sha256: and 64 hexadecimal digits.")
    return value


def key(dataset: str, unit: str, adjacency: str) -> Key:
    """An account's name; spellings of a dataset that only differ in Unicode normalization are one."""
    if unit not in UNITS:  # a typo would open another account, beside the limit
        near = difflib.get_close_matches(str(unit), UNITS, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"It is one of {', '.join(UNITS)}."
        raise ParameterError(f"the unit is {safe(str(unit))!r}", hint)
    if adjacency not in ADJACENCIES:
        raise ParameterError(f"the adjacency is {safe(str(adjacency))!r}", f"It is one of {', '.join(ADJACENCIES)}.")
    return Key(text("dataset", dataset), unit, adjacency)


def text(name: str, value: str) -> str:
    """One line of visible characters in Unicode's composed form."""
    if not isinstance(value, str) or not value.strip() or value != value.strip() or len(value) > LONGEST[name]:
        raise ParameterError(f"{name} is {safe(str(value))!r}", f"Write 1 to {LONGEST[name]} characters, no space at the ends.")
    if safe(value) != value:
        raise ParameterError(f"{name} is {safe(value)!r}", "Write one line without control or invisible characters.")
    return unicodedata.normalize("NFC", value)


def checked_limit(epsilon: float, delta: float) -> Limit:
    """A limit whose numbers make sense."""
    number = isinstance(epsilon, (int, float)) and not isinstance(epsilon, bool) and math.isfinite(epsilon)
    if not number or not 0 <= epsilon <= LARGEST_EPSILON:
        raise ParameterError(f"the limit on epsilon is {epsilon!r}", f"It is a number from 0 to {LARGEST_EPSILON:g}.")
    return Limit(float(epsilon) + 0.0, checked_delta(delta))  # SQLite has no -0.0, and the hash would not fit any more


def event_text(event: Event) -> str:
    """The canonical JSON text of an event."""
    return canonical(to_json(event))


def canonical(value: Any) -> str:
    """JSON with sorted keys, no spaces, ASCII only: the same value is always the same text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def _day(value: str) -> str:
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass  # falls through to the one message for every text that is no day
    raise ParameterError(f"{safe(str(value))!r} is no date", "Write the day as 2026-11-23.")
