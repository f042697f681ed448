# SPDX-License-Identifier: Apache-2.0
"""A ledger in one SQLite file. A spend holds the write lock from before it reads until it has committed.

The default rollback journal is kept: one file, no shared memory, and a commit that is on the disk when it returns. A
process that is killed leaves a journal which the next one to open the file rolls back.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.pool import NullPool

from licet.dp.ledger import tables
from licet.errors import InputError

WAIT = 60.0
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_HINTS = {
    sqlite3.SQLITE_NOTADB: "Name the file of a ledger.",
    sqlite3.SQLITE_CORRUPT: "Restore a backup.",
    sqlite3.SQLITE_READONLY: "Make file and folder writable for this user.",
    sqlite3.SQLITE_CANTOPEN: "Make file and folder readable and writable for this user.",
    sqlite3.SQLITE_FULL: "Make room.",
}


class SQLite:
    """Connections to one file; each lives for one transaction, so that processes may fork in between."""

    def __init__(self, path: str, shown: str) -> None:
        self.shown = shown
        self._path = os.path.abspath(path)
        self._reader = _engine(self._path, "rw", "BEGIN")
        self._writer = _engine(self._path, "rwc", "BEGIN IMMEDIATE")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction on a ledger that is there; nothing is created."""
        self._look(creating=False)
        with self._reader.begin() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
            if not self._is_ledger(connection):
                raise self.nothing()
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that no other writer runs beside; makes the tables where there is nothing else."""
        self._look(creating=True)
        with self._writer.begin() as connection:
            if not self._is_ledger(connection):
                tables.create(connection)
            yield connection

    def nothing(self) -> InputError:
        return InputError(f"{self.shown}: this database holds no ledger", "Check the path; `licet ledger add` begins one.")

    def transient(self, error: Exception) -> bool:
        """Nothing to repeat: the lock was waited for."""
        return False

    def explained(self, error: Exception) -> InputError:
        """What went wrong, in one line."""
        cause = getattr(error, "orig", None) or error
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        if code in _BUSY:
            return InputError(f"{self.shown}: another process holds the ledger", f"It was waited for {WAIT:g} s; try again.")
        return InputError(f"{self.shown}: {cause}", _HINTS.get(code, "Check the path and the disk."))

    def _is_ledger(self, connection: Connection) -> bool:
        names = set(inspect(connection).get_table_names())
        if {tables.head.name, tables.entries.name} <= names:
            return True
        if any(not name.startswith(tables.PREFIX) for name in names):
            raise InputError(f"{self.shown}: this is another program's database", "Give the ledger a file of its own.")
        return False

    def _look(self, *, creating: bool) -> None:
        """Clear words for what SQLite only calls unable to open."""
        folder = os.path.dirname(self._path)
        if os.path.isdir(self._path):
            raise InputError(f"{self.shown}: this is a folder", "Name a file.")
        if creating and not os.path.isdir(folder):
            raise InputError(f"{self.shown}: its folder does not exist", "Make the folder first.")
        if not creating and not os.path.exists(self._path):
            raise InputError(f"{self.shown}: no such file", "Check the path; `licet ledger add` begins a ledger.")


def _engine(path: str, mode: str, begin: str) -> Engine:
    uri = f"file:{quote(os.fsencode(path))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=WAIT, isolation_level=None)
        connection.text_factory = _text
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _text(data: bytes) -> str:
    # Bytes that are no UTF-8 show that somebody changed a row: the hash must see them, not the reader fail.
    return data.decode("utf-8", "surrogateescape")
