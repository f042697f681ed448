# SPDX-License-Identifier: Apache-2.0
"""PostgreSQL: passwords stay unseen, spends wait for each other, lost connections and conflicts have words."""

from __future__ import annotations

import sys
import threading
import time
import traceback

import psycopg
import pytest
from postgresql import PASSWORD

from licet.dp.events import Gaussian
from licet.dp.ledger import open_ledger, postgresql, store
from licet.dp.ledger.store import Store
from licet.errors import InputError, LicetError, UsageError


def add(url: str) -> None:
    open_ledger(url).add(Gaussian(1.0), dataset="d", unit="user", adjacency="add_remove", date="2026-11-23")


def shown(error: pytest.ExceptionInfo[LicetError]) -> str:
    return "".join(traceback.format_exception(error.value))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (lambda url: url.replace(PASSWORD, f"wrong-{PASSWORD}"), "authentication failed"),
        (lambda url: url.replace("127.0.0.1", "no-such-host.invalid"), "connection failed|resolve"),
        (lambda url: url.replace("/postgres?", "/nothing?"), "does not exist"),
        (lambda url: f"{url}&connect_timeout=3&sslmode={PASSWORD}", "sslmode"),
        (lambda url: url.replace(f":{PASSWORD}@", "@") + f"&password=wrong-{PASSWORD}", "authentication failed"),
    ],
)
def test_a_password_is_never_shown(changed: object, words: str, postgresql_url: str) -> None:
    assert callable(changed)
    with pytest.raises(LicetError, match=words) as caught:
        open_ledger(changed(postgresql_url)).verify()
    assert PASSWORD not in shown(caught)


@pytest.mark.parametrize("url", ["postgresql://u:secret@h:port/d", "postgresql://u:secret@h", "postgresql://", "postgresql://u:se cret@[x/d"])
def test_a_url_that_cannot_be_read(url: str) -> None:
    with pytest.raises(LicetError) as caught:
        open_ledger(url).verify()
    assert "cret" not in str(caught.value)
    assert caught.value.__context__ is None or caught.value.__suppress_context__, "the cause would show the password"


def test_nobody_listens() -> None:
    with pytest.raises(InputError, match="refused") as caught:
        open_ledger(f"postgresql://me:{PASSWORD}@127.0.0.1:1/x").verify()
    assert PASSWORD not in shown(caught) and "server" in caught.value.hint


def test_a_missing_driver_has_its_install_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(UsageError, match="psycopg") as caught:
        open_ledger("postgresql://h/d")
    assert "pip install 'licet[postgresql]'" in caught.value.hint


def test_a_database_without_a_ledger(postgresql_url: str) -> None:
    with pytest.raises(InputError, match="holds no ledger"):
        open_ledger(postgresql_url).verify()
    with psycopg.connect(postgresql_url) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()").fetchone() == (0,)


def test_a_spend_that_waited_sees_the_one_before(postgresql_url: str) -> None:
    add(postgresql_url)
    with psycopg.connect(postgresql_url) as holder:
        holder.execute("LOCK TABLE licet_ledger_head IN EXCLUSIVE MODE")
        waiting = threading.Thread(target=add, args=(postgresql_url,))
        waiting.start()
        time.sleep(0.3)
        assert waiting.is_alive()
        assert len(open_ledger(postgresql_url).list()[0]) == 1, "reading does not wait"
        holder.rollback()
        waiting.join(20)
    assert not waiting.is_alive()
    assert open_ledger(postgresql_url).verify().valid


def test_a_lock_that_is_never_released_is_named(postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    add(postgresql_url)
    short = tuple(statement.replace("'60s'", "'100ms'") for statement in postgresql._PREPARE)
    monkeypatch.setattr(postgresql, "_PREPARE", short)
    with psycopg.connect(postgresql_url) as holder:
        holder.execute("LOCK TABLE licet_ledger_head IN EXCLUSIVE MODE")
        with pytest.raises(InputError, match="another process holds"):
            add(postgresql_url)


def test_serialization_conflicts_are_repeated_without_the_lock(postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock only spares waiting: SERIALIZABLE and the keys alone already let no two spends pass."""
    add(postgresql_url)
    monkeypatch.setattr(postgresql, "_PREPARE", ())
    seen: list[str | None] = []
    true_transient = postgresql.PostgreSQL.transient

    def transient(self: postgresql.PostgreSQL, error: Exception) -> bool:
        seen.append(postgresql._state(error))
        return true_transient(self, error)

    monkeypatch.setattr(postgresql.PostgreSQL, "transient", transient)

    def spend() -> None:
        for _ in range(5):
            add(postgresql_url)

    spenders = [threading.Thread(target=spend) for _ in range(4)]
    for one in spenders:
        one.start()
    for one in spenders:
        one.join(60)
    found = open_ledger(postgresql_url).verify()
    assert found.valid and found.head.length == 21
    assert seen and set(seen) <= {"40001", "40P01", "23505"}


def test_a_connection_lost_while_spending_asks_to_look(postgresql_url: str) -> None:
    add(postgresql_url)

    def work(entries: store.Rows, head: object) -> store.Rows:
        with psycopg.connect(postgresql_url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'licet ledger'")
        return entries[:1]

    with pytest.raises(InputError) as caught:
        Store(postgresql_url).append(work)
    assert "ledger list" in caught.value.hint
    assert open_ledger(postgresql_url).verify().head.length == 1


def test_rows_and_head_are_enough_rights(postgresql_url: str) -> None:
    """docs/ledger.md: a spender needs to insert entries and to move the head, and can change no entry."""
    add(postgresql_url)
    with psycopg.connect(postgresql_url, autocommit=True) as admin:
        admin.execute("DROP ROLE IF EXISTS spender")
        admin.execute("CREATE ROLE spender LOGIN PASSWORD 'spend'")
        admin.execute("DO $$ BEGIN EXECUTE 'GRANT USAGE ON SCHEMA ' || current_schema() || ' TO spender'; END $$")
        admin.execute("GRANT SELECT, INSERT ON licet_ledger_entries TO spender")
        admin.execute("GRANT SELECT, UPDATE ON licet_ledger_head TO spender")
        url = postgresql_url.replace(f"licet:{PASSWORD}", "spender:spend")
        add(url)
        assert open_ledger(url).verify().head.length == 2
        with psycopg.connect(url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM licet_ledger_entries")
        admin.execute("DROP OWNED BY spender")
        admin.execute("DROP ROLE spender")
