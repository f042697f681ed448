# SPDX-License-Identifier: Apache-2.0
"""A ledger on each kind of database."""

from __future__ import annotations

from pathlib import Path

import pytest

from licet.dp.ledger import Ledger, open_ledger


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a ledger that is not there yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/ledger.db"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def ledger(url: str) -> Ledger:
    return open_ledger(url)
