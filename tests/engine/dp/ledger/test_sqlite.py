# SPDX-License-Identifier: Apache-2.0
"""SQLite files: what is no ledger is said in words, and is never written to."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from licet.dp.events import Gaussian
from licet.dp.ledger import Ledger, open_ledger, sqlite
from licet.errors import InputError


def ledger(path: Path) -> Ledger:
    return open_ledger(f"sqlite:///{path}")


def add(path: Path) -> None:
    ledger(path).add(Gaussian(1.0), dataset="d", unit="user", adjacency="add_remove", date="2026-11-23")


def refused(path: Path, words: str, *, adding: bool = True) -> None:
    """Neither reading nor (where it is not wanted) adding works, and the file stays as it was."""
    before = path.read_bytes() if path.is_file() else None
    for use in (ledger(path).verify, ledger(path).list, *((lambda: add(path),) if adding else ())):
        with pytest.raises(InputError, match=words) as caught:
            use()
        assert caught.value.hint
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_folder(tmp_path: Path) -> None:
    refused(tmp_path, "is a folder")


def test_no_file(tmp_path: Path) -> None:
    refused(tmp_path / "x.db", "no such file", adding=False)
    assert not (tmp_path / "x.db").exists()


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder does not exist"):
        add(tmp_path / "no" / "x.db")
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize("content", [b"not a database, but long enough to be looked at" * 50, b"{}", b"SQLite format 3\0" + b"\xff" * 4000])
def test_no_database(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content)
    refused(path, "not a database|malformed|encrypted")


def test_an_empty_file_becomes_a_ledger_only_by_adding(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.touch()
    refused(path, "holds no ledger", adding=False)
    add(path)
    assert ledger(path).verify().valid


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE photos (name TEXT)")
    connection.close()
    refused(path, "another program's database")


def test_a_database_that_licet_uses_for_something_else(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE licet_decisions (id TEXT)")
    connection.close()
    refused(path, "holds no ledger", adding=False)
    add(path)
    assert ledger(path).verify().valid


def test_a_file_that_may_only_be_read(tmp_path: Path) -> None:
    """As a user who may read the ledger: everything but adding works."""
    path = tmp_path / "x.db"
    add(path)
    for place in (path, tmp_path, *tmp_path.parents[:-2]):
        place.chmod(0o644 if place == path else 0o755)
    tmp_path.chmod(0o555)
    root = os.geteuid() == 0
    path.chmod(0o444)
    try:
        if root:
            os.seteuid(65534)
        assert ledger(path).verify().valid
        with pytest.raises(InputError, match="readonly") as caught:
            add(path)
        assert "writable" in caught.value.hint
    finally:
        if root:
            os.seteuid(0)
        tmp_path.chmod(0o755)
    assert len(ledger(path).list()[0]) == 1


def test_a_held_lock_is_waited_for_and_then_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.db"
    add(path)
    monkeypatch.setattr(sqlite, "WAIT", 0.2)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(InputError, match="another process holds"):
        add(path)
    holder.execute("ROLLBACK")
    holder.close()
    add(path)


def test_names_that_a_uri_would_misread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a b.db", "a%20b.db", "a#b.db", "\u00e9.db", "file:x.db"):
        add(Path(name))
        assert ledger(Path(name)).verify().valid
        assert (tmp_path / name).is_file()


def test_text_that_is_no_utf_8_is_a_changed_row(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    add(path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE licet_ledger_entries SET artifact = CAST(x'ff' AS TEXT)")
    connection.close()
    found = ledger(path).verify()
    assert not found.valid and "changed" in found.problems[0]


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    add(tmp_path / "x.db")
    assert [path.name for path in tmp_path.iterdir()] == ["x.db"]
