# SPDX-License-Identifier: Apache-2.0
"""The package: what it offers, and that nothing else of licet imports SQLAlchemy with it."""

from __future__ import annotations

import subprocess
import sys

from command import environment

from licet.dp import ledger


def test_everything_that_is_named_is_there() -> None:
    assert all(hasattr(ledger, name) for name in ledger.__all__)


def test_the_rest_of_dp_needs_no_sqlalchemy() -> None:
    code = "import sys, licet.dp, licet.dp.events, licet.commands.ledger; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env=environment(), check=False).returncode == 0
    code = "import sys, licet.dp.ledger; sys.exit(not ('sqlalchemy' in sys.modules and 'psycopg' not in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], env=environment(), check=False).returncode == 0
