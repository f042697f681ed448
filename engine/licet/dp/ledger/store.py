# SPDX-License-Identifier: Apache-2.0
"""Reading and appending entries, each in one transaction of SQLite or PostgreSQL."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection, exc, select

from licet.dp.ledger import address, tables
from licet.dp.ledger.chain import FORMAT, head_of
from licet.dp.ledger.records import Entry, Head
from licet.errors import InputError
from licet.terminal import safe

TRIES = 20
Rows = tuple[Entry, ...]
Work = Callable[[Rows, Head | None], Rows]


class Database(Protocol):
    """What differs between the two kinds of database."""

    def reading(self) -> AbstractContextManager[Connection]: ...

    def writing(self) -> AbstractContextManager[Connection]: ...

    def transient(self, error: Exception) -> bool: ...

    def explained(self, error: Exception) -> InputError: ...


class Store:
    """The entries of one ledger."""

    def __init__(self, url: str) -> None:
        self.address = address.parse(url)
        self._database = _database(self.address)

    def read(self) -> tuple[Rows, Head | None]:
        """All entries by number, and the record of the head (None: somebody removed it)."""
        try:
            with self._database.reading() as connection:
                return _rows(connection), self._head(connection)
        except (exc.SQLAlchemyError, sqlite3.Error) as error:
            raise self._database.explained(error) from None

    def append(self, work: Work) -> Rows:
        """Add what `work` makes of the entries that are there. `work` may run again when the database asks for it."""
        for tried in range(1, TRIES + 1):
            try:
                with self._database.writing() as connection:
                    new = work(_rows(connection), self._head(connection))
                    _insert(connection, new)
                return new
            except (exc.SQLAlchemyError, sqlite3.Error) as error:
                if tried == TRIES or not self._database.transient(error):
                    raise self._database.explained(error) from None
                time.sleep(random.uniform(0, min(1.0, 0.01 * 2**tried)))
        raise AssertionError("unreachable: the last try returns or raises")

    def _head(self, connection: Connection) -> Head | None:
        row = connection.execute(select(tables.head).where(tables.head.c.id == 1)).one_or_none()
        if row is None:
            return None
        _, form, length, last = row
        if form != FORMAT:
            raise InputError(f"{self.address.shown}: the ledger has format {safe(str(form))}", "Use a newer licet.")
        return Head(length, last)


def _database(where: address.Address) -> Database:
    if where.kind == "sqlite":
        from licet.dp.ledger.sqlite import SQLite

        return SQLite(where.place, where.shown)
    from licet.dp.ledger.postgresql import PostgreSQL

    return PostgreSQL(where)


def _rows(connection: Connection) -> Rows:
    found = connection.execute(select(tables.entries).order_by(tables.entries.c.number))
    return tuple(Entry(*row) for row in found)


def _insert(connection: Connection, new: Sequence[Entry]) -> None:
    if not new:
        return
    connection.execute(tables.entries.insert(), [entry._asdict() for entry in new])
    end = head_of(new)._replace(length=new[-1].number)
    changed = connection.execute(tables.head.update().where(tables.head.c.id == 1).values(length=end.length, hash=end.hash))
    if changed.rowcount != 1:
        raise InputError("the ledger's head could not be moved; nothing was written", "Run `licet ledger verify`.")
