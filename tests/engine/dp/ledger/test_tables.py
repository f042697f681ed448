# SPDX-License-Identifier: Apache-2.0
"""The tables hold every field of an entry, in order, and an empty ledger has its head."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, exc, select

from licet.dp.ledger import Entry, chain, tables


def test_columns_are_the_fields() -> None:
    assert tuple(column.name for column in tables.entries.columns) == Entry._fields
    assert all(name.startswith(tables.PREFIX) for name in tables.metadata.tables)


def test_there_is_one_head() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        tables.create(connection)
        assert connection.execute(select(tables.head)).all() == [(1, chain.FORMAT, 0, chain.GENESIS)]
        with pytest.raises(exc.IntegrityError):
            connection.execute(tables.head.insert().values(id=2, format=1, length=0, hash="x"))
    engine.dispose()
