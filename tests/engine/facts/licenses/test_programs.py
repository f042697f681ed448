# SPDX-License-Identifier: Apache-2.0
"""Software under a text that is released in time: production needs a grant until the change date."""

from typing import Any

import pytest
from cases import facts

TEXT = "test-business-source"


def record(license: str = TEXT, stage: str | None = "production", **over: Any) -> dict[str, Any]:
    found = facts(deployment={"stage": stage}, software=[{"name": "s", "license": license, **over}])
    software: dict[str, Any] = found["components"]["s"]["software"]
    return software


@pytest.mark.parametrize(
    ("over", "stage", "holds"),
    [
        ({}, "production", None),
        ({"additional_use_grant": False}, "production", False),
        ({"additional_use_grant": True}, "production", True),
        ({"additional_use_grant": False}, "staging", False),
        ({"additional_use_grant": False}, "development", True),
        ({"additional_use_grant": False}, None, None),
        ({"additional_use_grant": True}, None, True),
        ({"additional_use_grant": False, "change_date": "2026-11-23"}, "production", True),
        ({"additional_use_grant": False, "change_date": "2026-11-24"}, "production", False),
    ],
)
def test_production(over: dict[str, Any], stage: str | None, holds: bool | None) -> None:
    assert record(stage=stage, **over)["production"]["holds"] is holds


def test_other_texts_grant_it_themselves() -> None:
    assert record("MIT")["production"]["holds"] is True
    assert facts()["components"]["m"]["software"] is None
