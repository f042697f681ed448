# SPDX-License-Identifier: Apache-2.0
"""A finding to change."""

from collections.abc import Callable
from typing import Any

import pytest

from licet.findings import Finding


@pytest.fixture
def finding() -> Callable[..., Finding]:
    def make(**over: Any) -> Finding:
        base: dict[str, Any] = {
            "rule": "license/user_limit", "outcome": "deny", "severity": "high", "component": "m", "binds": "m", "text": "MIT",
            "message": "no", "remediation": "Stop.", "pointer": "/models/0/license", "facts": {"a": 1}, "paths": [["m"]],
            "citation": [], "cites": [["thresholds", "x"]], "reasons": [], "needs": [], "controls": [], "arms": [],
        }  # fmt: skip
        return Finding(**{**base, **over})

    return make
