# SPDX-License-Identifier: Apache-2.0
"""The hash chain: every change, removal, insertion and reordering is found; a full rewrite by a head kept elsewhere."""

from __future__ import annotations

import math
from typing import Any

import pytest

from licet.dp.events import Gaussian
from licet.dp.ledger import Entry, Head, Limit, chain, records


def chained(count: int, dataset: str = "d") -> list[Entry]:
    entries: list[Entry] = []
    for number in range(count):
        limit = Limit(3.0, 1e-6) if number % 2 else None
        made = records.release(
            Gaussian(1.0 + number), dataset=dataset, unit="user", adjacency="add_remove", date="2026-11-23", artifact="m", limit=limit
        )
        entries.append(chain.following(chain.head_of(entries), made))
    return entries


def problems(entries: list[Entry], head: Head | None = None, expected: str | None = None) -> list[str]:
    return chain.problems(entries, head or chain.head_of(entries), expected)


def test_an_untouched_chain_has_no_problems() -> None:
    for count in (0, 1, 2, 20):
        assert problems(chained(count)) == []


def test_the_hash_is_this_one() -> None:
    """The format is a contract: another hash for the same entry would make every old ledger invalid. Value by sha256sum."""
    assert chained(2)[1].hash == "sha256:6db4d5fff2cba41898939ae8b90403cfac6963b4c35ae5da4a083a7f9be79eb8"


CHANGES: dict[str, Any] = {
    "dataset": "e", "unit": "example", "adjacency": "replace_one", "event": '{"noise_multiplier":9.0,"steps":1,"type":"gaussian"}',
    "artifact": None, "manifest_digest": "sha256:" + "0" * 64, "date": "2026-11-24", "note": "x", "limit_epsilon": 8.0,
    "limit_delta": 1e-5, "previous": "sha256:" + "1" * 64, "hash": "sha256:" + "2" * 64, "number": 7,
}  # fmt: skip


def test_the_changes_cover_every_field() -> None:
    assert set(CHANGES) == set(Entry._fields)


@pytest.mark.parametrize("field", CHANGES)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_changed_field_is_found(field: str, place: int) -> None:
    entries = chained(4)
    head = chain.head_of(entries)
    entries[place] = entries[place]._replace(**{field: CHANGES[field]})
    assert problems(entries, head)


@pytest.mark.parametrize("field", ["event", "limit_epsilon", "dataset"])
def test_a_change_with_its_own_hash_made_new_is_found(field: str) -> None:
    entries = chained(4)
    head = chain.head_of(entries)
    for place in (0, 1, 3):
        forged = list(entries)
        changed = forged[place]._replace(**{field: CHANGES[field], "limit_delta": 1e-6})
        forged[place] = changed._replace(hash=chain.digest(changed))
        assert problems(forged, head)


@pytest.mark.parametrize("gone", [0, 1, 2, 3])
def test_a_removed_entry_is_found(gone: int) -> None:
    entries = chained(4)
    assert problems(entries[:gone] + entries[gone + 1 :], chain.head_of(entries))


def test_a_cut_tail_is_found_by_the_head() -> None:
    entries = chained(4)
    assert problems(entries[:2], chain.head_of(entries))
    assert problems([], chain.head_of(entries))
    assert problems(entries[:2]) == [], "with the head set back only a head kept elsewhere tells"
    assert problems(entries[:2], expected=entries[3].hash)


def test_two_that_changed_places_are_found() -> None:
    entries = chained(4)
    swapped = [entries[0], entries[2], entries[1], entries[3]]
    assert problems(swapped, chain.head_of(entries))
    numbered = [entry._replace(number=place) for place, entry in enumerate(swapped, 1)]
    assert problems(numbered, chain.head_of(entries))


def test_a_missing_head_is_found() -> None:
    assert chain.problems(chained(2), None)
    assert chain.problems([], None)


def test_a_full_rewrite_is_only_found_by_a_head_kept_elsewhere() -> None:
    true, forged = chained(4), chained(4, dataset="e")
    assert problems(forged) == []
    assert problems(forged, expected=true[1].hash)
    for entry in true:
        assert problems(true, expected=entry.hash) == []
    assert problems(true, expected=chain.GENESIS) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "1"}, {"number": True}, {"number": 1.0}, {"dataset": None}, {"event": b"{}"}, {"note": 3}, {"limit_epsilon": "3"},
        {"limit_epsilon": math.nan}, {"limit_epsilon": 3}, {"limit_epsilon": 3.0, "limit_delta": None}, {"hash": None},
    ],
)  # fmt: skip
def test_values_that_licet_never_writes(changes: dict[str, Any]) -> None:
    entry = chained(1)[0]._replace(**changes)
    assert any("never writes" in problem for problem in chain.problems([entry], Head(1, entry.hash)))
