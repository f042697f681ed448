# SPDX-License-Identifier: Apache-2.0
"""A ledger in a PostgreSQL database that many machines share (psycopg 3, the extra `postgresql`).

A spend is one SERIALIZABLE transaction whose first statement locks the head: the lock is taken before the snapshot, so
a spend that waited sees what the one before it wrote, and what still conflicts is repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, create_engine, exc, make_url
from sqlalchemy.pool import NullPool

from licet.dp.ledger import tables
from licet.dp.ledger.address import FORMS, Address
from licet.errors import InputError, UsageError

WAIT = 60
_INSTALL = "Install it: python3 -m pip install 'licet[postgresql]'"
_CREATING = 0x6C696365  # any number of our own: "lice"
_CONFLICTS = ("40001", "40P01", "42P07", "23505")  # serialization, deadlock; table or row made by somebody just now
_LOCK_TIMEOUT = "55P03"
_PREPARE = (
    f"SET LOCAL lock_timeout = '{WAIT}s'",
    "SET LOCAL idle_in_transaction_session_timeout = '600s'",  # a machine that vanished must not hold the lock for ever
    "SET LOCAL synchronous_commit = on",  # what was acknowledged is on the disk
    f"LOCK TABLE {tables.head.name} IN EXCLUSIVE MODE",
)


class PostgreSQL:
    """Connections to one database; each lives for one transaction."""

    def __init__(self, address: Address) -> None:
        self.shown = address.shown
        url = _url(address)
        self._secrets = _secrets(url, address.place)
        self._engine = _engine(url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot of a ledger that is there; nothing is created."""
        snapshot = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with snapshot.begin() as connection:
            if not _is_ledger(connection):
                raise self.nothing()
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that no other spend runs beside; makes the tables where they are missing."""
        with self._engine.connect() as connection:
            with connection.begin():
                there = _is_ledger(connection)
            if not there:
                self._create()
            with connection.begin():
                for statement in _PREPARE:
                    connection.exec_driver_sql(statement)
                yield connection

    def nothing(self) -> InputError:
        return InputError(f"{self.shown}: this database holds no ledger", "Check the URL; `licet ledger add` begins one.")

    def transient(self, error: Exception) -> bool:
        """Whether the same spend may succeed when it is simply repeated."""
        return _state(error) in _CONFLICTS

    def explained(self, error: Exception) -> InputError:
        """What went wrong, in one line and without the password."""
        if _state(error) == _LOCK_TIMEOUT:
            return InputError(f"{self.shown}: another process holds the ledger", f"It was waited for {WAIT} s; try again.")
        cause = " ".join(str(getattr(error, "orig", None) or error).split())
        for secret in self._secrets:
            cause = cause.replace(secret, "***")
        lost = isinstance(error, exc.DBAPIError) and error.connection_invalidated
        hint = "Look with `licet ledger list` whether the entry is there before you add it again."
        return InputError(f"{self.shown}: {cause}", hint if lost else "Check the URL, the server and the user's rights.")

    def _create(self) -> None:
        # Not SERIALIZABLE: after waiting for the lock it must see the tables that somebody else made meanwhile.
        with self._engine.execution_options(isolation_level="READ COMMITTED").begin() as connection:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_CREATING})")
            if not _is_ledger(connection):
                tables.create(connection)


def _url(address: Address) -> URL:
    try:
        url = make_url(f"postgresql+psycopg://{address.place}")
    except (exc.ArgumentError, ValueError):
        raise UsageError("the ledger's URL cannot be read", FORMS) from None  # the cause would show the password
    if not url.database:
        raise UsageError(f"{address.shown}: the URL names no database", FORMS)
    return url


def _engine(url: URL) -> Engine:
    wait = {} if "connect_timeout" in url.query else {"connect_timeout": 10}
    try:
        return create_engine(
            url,
            poolclass=NullPool,
            isolation_level="SERIALIZABLE",
            use_native_hstore=False,
            connect_args={"application_name": "licet ledger", **wait},
        )
    except ImportError:
        raise UsageError("a PostgreSQL ledger needs psycopg, which is not installed", _INSTALL) from None


def _secrets(url: URL, place: str) -> tuple[str, ...]:
    """The password as it may turn up in messages, longest first."""
    raw = re.match(r"[^:/@]*:(.*)@", place)
    query = url.query.get("password")
    found = {url.password, raw[1] if raw else None, *((query,) if isinstance(query, str) else query or ())}
    return tuple(sorted((one for one in found if one), key=len, reverse=True))


def _is_ledger(connection: Connection) -> bool:
    names = (tables.head.name, tables.entries.name)
    return all(connection.exec_driver_sql(f"SELECT to_regclass('{name}')").scalar() is not None for name in names)


def _state(error: Exception) -> str | None:
    return getattr(getattr(error, "orig", None), "sqlstate", None)
