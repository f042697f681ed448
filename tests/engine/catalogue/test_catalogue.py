# SPDX-License-Identifier: Apache-2.0
"""The catalogue of a day and a profile."""

from pathlib import Path

import pytest

from licet import catalogue
from licet.errors import PolicyError, UsageError


def load(day: str = "2026-11-23", profile: str = "default") -> catalogue.Catalogue:
    return catalogue.load(as_of=day, profile=profile)


def test_a_text_that_is_not_out_yet_is_not_there() -> None:
    assert load("2024-07-22").license("llama-3.1-community") is None
    assert load("2024-07-22").lookup("llama3.1") == []
    assert load("2024-07-23").lookup("llama3.1") == ["llama-3.1-community"]
    assert "llama-3.1-community" not in load("2024-07-22").licenses


def test_names_that_several_texts_share() -> None:
    assert load().lookup("Gemma Terms") == ["gemma-terms-2024-04-01", "gemma-terms-2025-03-24"]
    assert load("2024-12-31").lookup("gemma terms") == ["gemma-terms-2024-04-01"]


def test_look_alikes_are_nobodys_name() -> None:
    assert load().lookup("M\u0406T") == [] and load().lookup("\uff2d\uff29\uff34") == []


def test_profiles_choose_rules_and_positions() -> None:
    assert set(load(profile="licenses").rules) <= set(load().rules)
    assert load().assumption("nc_training_data") == "review" and load(profile="strict").assumption("nc_training_data") == "deny"
    assert load(profile="strict").parameter("thresholds/near_percent") != load().parameter("thresholds/near_percent")
    with pytest.raises(UsageError, match="no profile"):
        load(profile="none")


def test_a_parameter_that_is_missing_is_a_broken_policy() -> None:
    with pytest.raises(PolicyError, match="no parameter"):
        load().parameter("thresholds/none")
    assert load().parameter_record("thresholds/none") is None


def test_every_profile_has_rules_and_modules_for_them() -> None:
    for name in load().profiles:
        known = load(profile=name)
        assert known.rules and {rule["file"] for rule in known.rules.values()} <= set(known.modules)
        assert known.digest in known.modules[catalogue.BUNDLE]


def test_the_cached_form_is_the_compiled_one(tmp_path: Path) -> None:
    first = catalogue.load(as_of="2026-11-23", cache_folder=tmp_path)
    assert list(tmp_path.iterdir())
    second = catalogue.load(as_of="2026-11-23", cache_folder=tmp_path)
    assert first.licenses == second.licenses and first.rules == second.rules and first.modules == second.modules
