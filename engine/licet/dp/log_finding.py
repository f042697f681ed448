# SPDX-License-Identifier: Apache-2.0
"""What one test of a log found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Finding(NamedTuple):
    """A reason code, the test's name, an upper bound on its p-value, and z and counts: nothing that was measured itself."""

    code: str
    test: str
    p: float
    facts: Mapping[str, float | int | bool]
