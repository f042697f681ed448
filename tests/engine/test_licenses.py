# SPDX-License-Identifier: Apache-2.0
"""One license and one use, without a manifest."""

from typing import Any

import pytest

from licet.licenses import check_license_compatibility as compatible

DAY = "2026-11-23"


@pytest.mark.parametrize(
    ("license", "use", "verdict"),
    [
        ("MIT", {"commercial": True}, "allow"),
        ("MIT", {"commercial": True, "distribution": True}, "allow"),
        ("cc-by-nc-4.0", {"commercial": True}, "deny"),
        ("cc-by-nc-4.0", {}, "review"),
        ("no such license", {"commercial": False}, "deny"),
        ("llama3.1", {"commercial": True, "mau": 500_000}, "allow"),
        ("llama3.2", {"commercial": True, "mau": 500_000, "region": "DE"}, "review"),
        ("llama3.1", {"commercial": True, "mau": 900_000_000, "month": "2024-06", "region": "US"}, "deny"),
        ("llama3.1", {"commercial": True, "mau": 900_000_000, "region": "US"}, "review"),
        ("llama3.1", {"commercial": True}, "review"),
    ],
)
def test_uses(license: str, use: dict[str, object], verdict: str) -> None:
    found = compatible(license, use, as_of=DAY)
    assert found["verdict"] == verdict
    assert found["compatible"] is (found["verdict"] == "allow")
    assert bool(found["issues"]) is (found["verdict"] != "allow")


def test_duties_are_told() -> None:
    assert any("copy" in text for text in compatible("MIT", {"distribution": True, "commercial": True}, as_of=DAY)["obligations"])


def test_a_use_that_is_not_known_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown use: comercial"):
        compatible("MIT", {"comercial": True}, as_of=DAY)


@pytest.mark.parametrize("use", [{"commercial": "yes"}, {"mau": "12"}, {"mau": -1}, {"mau": 1.5}, {"mode": "Weights"}, {"region": "XX"}, {"month": "June", "mau": 5}])
def test_a_value_that_no_manifest_takes_is_an_error(use: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="use case"):
        compatible("MIT", use, as_of=DAY)


@pytest.mark.parametrize("license", [5, ["MIT"], b"MIT"])
def test_a_license_that_is_no_text_is_an_error(license: Any) -> None:
    with pytest.raises(ValueError):
        compatible(license, {}, as_of=DAY)
