# SPDX-License-Identifier: Apache-2.0
"""Where a key is at home."""

from __future__ import annotations

from licet.schema import belonging


def test_homes_of_a_key() -> None:
    assert belonging.homes("api_tier") == ["models[]"]
    assert belonging.homes("human_contribution") == ["outputs.intellectual_property"]
    assert belonging.homes("never_heard_of") == []


def test_a_key_of_almost_everything_has_no_home() -> None:
    assert belonging.homes("sha256") == []


def test_countries() -> None:
    assert {"DE", "EU", "EEA"} <= set(belonging.countries())


def test_structural_keys() -> None:
    assert belonging.is_structural("step")
    assert not belonging.is_structural("license")
