# SPDX-License-Identifier: Apache-2.0
"""The front of `licet.dp`: every name is there, and none costs anything before it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

from licet import dp


@pytest.mark.parametrize("name", dp.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(dp, name) is not None


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="sigma"):
        _ = dp.sigma


def test_importing_it_imports_no_numpy() -> None:
    code = "import sys, licet.dp, licet.dp.events; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
