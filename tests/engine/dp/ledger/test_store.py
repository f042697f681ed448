# SPDX-License-Identifier: Apache-2.0
"""Appending is all or nothing on both kinds of database, wherever a process is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from licet.dp.events import Gaussian
from licet.dp.ledger import Entry, Head, chain, open_ledger, records, store, tables
from licet.dp.ledger.store import Rows, Store
from licet.errors import InputError

RELEASE = records.release(Gaussian(1.0), dataset="d", unit="user", adjacency="add_remove", date="2026-11-23")


def one_more(entries: Rows, head: Head | None) -> Rows:
    return (chain.following(chain.head_of(entries), RELEASE),)


def two_more(entries: Rows, head: Head | None) -> Rows:
    first = chain.following(chain.head_of(entries), RELEASE)
    return (first, chain.following(Head(first.number, first.hash), RELEASE))


def test_what_is_appended_is_read(url: str) -> None:
    kept = Store(url)
    first = kept.append(one_more)
    others = kept.append(two_more)
    entries, head = kept.read()
    assert entries == (*first, *others)
    assert [entry.number for entry in entries] == [1, 2, 3]
    assert head == chain.head_of(entries)


def test_every_value_comes_back_as_it_was(url: str) -> None:
    values = records.release(
        Gaussian(0.1 + 0.2), dataset="d\u00e9 \u4e2d\U0001f600 '\";--", unit="user", adjacency="zero_out", date="2026-11-23",
        artifact="m", manifest_digest="sha256:" + "a" * 64, note="n", limit=records.Limit(1 / 3, 5e-324),
    )  # fmt: skip
    written = Store(url).append(lambda entries, head: (chain.following(chain.EMPTY, values),))
    assert Store(url).read()[0] == written
    assert chain.problems(*Store(url).read()) == []


def test_both_databases_write_the_same_hashes(tmp_path: Path, postgresql_url: str) -> None:
    hashes = [[entry.hash for entry in Store(url).append(two_more)] for url in (f"sqlite:///{tmp_path}/x.db", postgresql_url)]
    assert hashes[0] == hashes[1]


def test_an_error_writes_nothing(url: str) -> None:
    kept = Store(url)
    kept.append(one_more)

    def fails(entries: Rows, head: Head | None) -> Rows:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        kept.append(fails)
    assert len(kept.read()[0]) == 1


def test_rows_that_the_database_refuses_write_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "TRIES", 3)
    kept = Store(url)
    kept.append(one_more)
    with pytest.raises(InputError):
        kept.append(lambda entries, head: entries)
    assert len(kept.read()[0]) == 1


def test_an_append_that_fails_at_the_first_time_leaves_no_ledger(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "TRIES", 3)
    with pytest.raises(InputError):
        Store(url).append(lambda entries, head: (*one_more(entries, head), *one_more(entries, head)))
    entries, head = Store(url).read() if "postgresql" in url else ((), chain.EMPTY)
    assert (entries, head) == ((), chain.EMPTY)


def killed(work: Callable[[], Any]) -> int:
    """Run in a forked process; the signal that ended it, 0 when it ended by itself."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) * -1


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("moment", ["before reading", "after reading", "before the head", "before the commit"])
def test_a_process_killed_inside_leaves_nothing(moment: str, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Store(url)
    kept.append(one_more)
    true_rows, true_insert = store._rows, store._insert

    def rows(connection: Connection) -> Rows:
        if moment == "before reading":
            die()
        found = true_rows(connection)
        if moment == "after reading":
            die()
        return found

    def insert(connection: Connection, new: Rows) -> None:
        if moment == "before the head":
            connection.execute(tables.entries.insert(), [entry._asdict() for entry in new])
            die()
        true_insert(connection, new)
        die()

    with monkeypatch.context() as patch:
        patch.setattr(store, "_rows", rows)
        patch.setattr(store, "_insert", insert)
        assert killed(lambda: Store(url).append(two_more)) == signal.SIGKILL
    entries, head = kept.read()
    assert len(entries) == 1 and chain.problems(entries, head) == []
    assert len(kept.append(two_more)) == 2, "no lock stays behind"


def test_a_process_killed_after_its_commit_leaves_everything(url: str) -> None:
    kept = Store(url)

    def spend() -> None:
        Store(url).append(two_more)
        die()

    assert killed(spend) == signal.SIGKILL
    assert len(kept.read()[0]) == 2


def test_a_removed_head_is_seen_and_not_written_over(url: str) -> None:
    kept = Store(url)
    kept.append(one_more)
    with kept._database.writing() as connection:
        connection.execute(text("DELETE FROM licet_ledger_head"))
    assert kept.read()[1] is None
    with pytest.raises(InputError, match="head could not be moved"):
        kept.append(one_more)
    assert len(kept.read()[0]) == 1


def test_a_newer_format_is_not_touched(url: str) -> None:
    kept = Store(url)
    kept.append(one_more)
    with kept._database.writing() as connection:
        connection.execute(text("UPDATE licet_ledger_head SET format = 2"))
    for use in (kept.read, lambda: kept.append(one_more)):
        with pytest.raises(InputError, match="format 2"):
            use()


def test_reading_creates_nothing(url: str) -> None:
    for _ in range(2):
        with pytest.raises(InputError, match="no such file|holds no ledger"):
            Store(url).read()


def test_the_same_work_runs_again_after_a_conflict(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both databases: a conflict that the database reports as transient is repeated, from reading on."""
    kept = Store(url)
    tries: list[int] = []

    def meets_a_conflict(entries: Rows, head: Head | None) -> Rows:
        tries.append(len(entries))
        if len(tries) == 1:
            kept_by_another: tuple[Entry, ...] = one_more(entries, head)
            return (kept_by_another[0], kept_by_another[0])  # refused by the database
        return one_more(entries, head)

    monkeypatch.setattr(kept._database, "transient", lambda error: True)
    assert len(kept.append(meets_a_conflict)) == 1
    assert tries == [0, 0]
    assert open_ledger(url).verify().valid
