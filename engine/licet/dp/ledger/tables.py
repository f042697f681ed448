# SPDX-License-Identifier: Apache-2.0
"""The ledger's two tables, alike in SQLite and PostgreSQL."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Connection, Double, Integer, MetaData, Table, Text

from licet.dp.ledger.chain import EMPTY, FORMAT

PREFIX = "licet_"
metadata = MetaData()

entries = Table(
    "licet_ledger_entries",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("dataset", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("adjacency", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("artifact", Text),
    Column("manifest_digest", Text),
    Column("date", Text, nullable=False),
    Column("note", Text),
    Column("limit_epsilon", Double),
    Column("limit_delta", Double),
    Column("previous", Text, nullable=False, unique=True),
    Column("hash", Text, nullable=False, unique=True),
)

head = Table(
    "licet_ledger_head",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    Column("format", Integer, nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("hash", Text, nullable=False),
)


def create(connection: Connection) -> None:
    """Both tables and the head of an empty ledger."""
    metadata.create_all(connection)
    connection.execute(head.insert().values(id=1, format=FORMAT, length=EMPTY.length, hash=EMPTY.hash))
