# SPDX-License-Identifier: Apache-2.0
"""URLs of ledgers: two forms, and no password in anything that is shown."""

from __future__ import annotations

import pytest

from licet.dp.ledger import address
from licet.errors import UsageError


def test_a_file() -> None:
    assert address.parse("sqlite:///a/b.db") == ("sqlite", "a/b.db", "sqlite:///a/b.db")
    assert address.parse("sqlite:////a/b.db").place == "/a/b.db"


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_server(scheme: str) -> None:
    found = address.parse(f"{scheme}://me:secret@db.example/budgets?password=other")
    assert (found.kind, found.place) == ("postgresql", "me:secret@db.example/budgets?password=other")
    assert "secret" not in found.shown and "other" not in found.shown and "db.example/budgets" in found.shown


@pytest.mark.parametrize(
    "url",
    ["", "ledger.db", "/tmp/x.db", "sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:///x?mode=ro", "sqlite:///a\0b", "mysql://u:secret@h/d", "secret:x", "SECRET"],
)
def test_what_is_no_ledger(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        address.parse(url)
    assert "secret@" not in str(caught.value) and "SECRET" not in str(caught.value)
    assert caught.value.hint
