# SPDX-License-Identifier: Apache-2.0
"""The hash chain: each entry's hash covers all of its fields and the hash before it.

Anyone can recompute hashes, so the chain alone finds changes by whoever does not rewrite everything after them. A full
rewrite by somebody with write access is only found by a head that was noted elsewhere (`expected`).
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence

from licet.dp.ledger.records import Entry, Head, Release, canonical, event_text

FORMAT = 1
GENESIS = "sha256:" + "0" * 64
EMPTY = Head(0, GENESIS)
_NUMBERS = ("limit_epsilon", "limit_delta")
_OPTIONAL = ("artifact", "manifest_digest", "note", *_NUMBERS)


def following(head: Head, release: Release) -> Entry:
    """The entry that records a release after this head."""
    epsilon, delta = release.limit or (None, None)
    unsealed = Entry(
        head.length + 1,
        *release.key,
        event_text(release.event),
        release.artifact,
        release.manifest_digest,
        release.date,
        release.note,
        epsilon,
        delta,
        head.hash,
        "",
    )
    return unsealed._replace(hash=digest(unsealed))


def digest(entry: Entry) -> str:
    """`sha256:` over the canonical JSON of every field but the hash itself."""
    covered = {name: value for name, value in entry._asdict().items() if name != "hash"}
    return f"sha256:{hashlib.sha256(canonical({'format': FORMAT, **covered}).encode()).hexdigest()}"


def head_of(entries: Sequence[Entry]) -> Head:
    """Where a chain ends."""
    return Head(len(entries), entries[-1].hash) if entries else EMPTY


def problems(entries: Sequence[Entry], head: Head | None, expected: str | None = None) -> list[str]:
    """Everything that shows that the entries (by number) are not those that were written; empty when nothing does."""
    found: list[str] = []
    previous = GENESIS
    for place, entry in enumerate(entries, 1):
        found += _faults(place, entry, previous)
        previous = entry.hash
    return found + _ends(entries, head, expected)


def _faults(place: int, entry: Entry, previous: str) -> list[str]:
    if not _typed(entry):
        return [f"entry at place {place}: a field has a value that licet never writes"]
    if entry.number != place:
        return [f"entry at place {place} has number {entry.number}: one was removed, added or moved"]
    found = []
    if entry.previous != previous:
        found.append(f"entry {place} does not follow the one before it")
    if digest(entry) != entry.hash:
        found.append(f"entry {place} was changed: its hash does not fit its content")
    return found


def _ends(entries: Sequence[Entry], head: Head | None, expected: str | None) -> list[str]:
    found = []
    if head is None:
        found.append("the record of the head is missing")
    elif head != head_of(entries):
        found.append(f"the head says {head.length} entries, there are {len(entries)}, or the last is another one")
    if expected is not None and expected not in {GENESIS, *(entry.hash for entry in entries)}:
        found.append("the head that was noted earlier is not in the chain: entries were removed or all were rewritten")
    return found


def _typed(entry: Entry) -> bool:
    for name, value in entry._asdict().items():
        if value is None and name in _OPTIONAL:
            continue
        if name in _NUMBERS:
            if not isinstance(value, float) or not math.isfinite(value):
                return False
        elif name == "number":
            if not isinstance(value, int) or isinstance(value, bool):
                return False
        elif not isinstance(value, str):
            return False
    return (entry.limit_epsilon is None) == (entry.limit_delta is None)
