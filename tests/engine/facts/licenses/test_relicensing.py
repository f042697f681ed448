# SPDX-License-Identifier: Apache-2.0
"""Declared licenses against the bases', and merges whose terms exclude each other."""

from typing import Any

import pytest
from cases import facts, model, tune


def looser(declared: str, base: str, mode: str = "weights", **over: Any) -> tuple[bool | None, str | None]:
    found = facts(deployment={"mode": mode}, models=tune(declared, base, **over))["terms"]["m<base"]["looser"]
    return found["holds"], found["position"]


@pytest.mark.parametrize(
    ("declared", "base", "holds"),
    [
        ("MIT", "MIT", False),
        ("MIT", "Apache-2.0", False),
        ("GPL-3.0-only", "MIT", False),
        ("MIT", "GPL-3.0-only", True),
        ("GPL-3.0-only", "GPL-3.0-only", False),
        ("MIT", "llama-3.1-community", True),
        ("llama-3.1-community", "llama-3.1-community", False),
        ("MIT", "gemma-terms-2025-03-24", True),
        ("MIT", "CC-BY-NC-4.0", True),
        ("CC-BY-NC-4.0", "CC-BY-NC-4.0", False),
        ("MIT", "CC-BY-SA-4.0", True),
        ("MIT", "CC-BY-4.0", False),
    ],
)
def test_a_looser_tag(declared: str, base: str, holds: bool) -> None:
    assert looser(declared, base)[0] is holds


def test_another_revision_of_the_family_is_a_question() -> None:
    assert looser("llama-3-community", "llama-3.1-community") == (None, "revision_differs")


def test_stricter_terms_are_seen() -> None:
    assert facts(models=tune("CC-BY-NC-4.0", "MIT"))["terms"]["m<base"]["stricter"] is True
    assert facts(models=tune("MIT", "MIT"))["terms"]["m<base"]["stricter"] is False


def merge(*licenses: str, mode: str | None = "weights") -> dict[str, Any]:
    parents = [{"model": f"p{number}", "relation": "merge"} for number in range(len(licenses))]
    models = [model(license=licenses[0], modified=True, derived_from=parents)]
    models += [model(name=f"p{number}", license=license) for number, license in enumerate(licenses)]
    found: dict[str, Any] = facts(models=models, deployment={"mode": mode})["merges"]["m"]
    return found


@pytest.mark.parametrize(
    ("licenses", "together"),
    [
        (("MIT", "Apache-2.0"), True),
        (("GPL-3.0-only", "MIT"), True),
        (("GPL-3.0-only", "AGPL-3.0-only"), True),
        (("GPL-3.0-only", "gemma-terms-2025-03-24"), False),
        (("GPL-3.0-only", "CC-BY-NC-4.0"), False),
        (("llama-3.1-community", "gemma-terms-2025-03-24"), True),
        (("llama-3.1-community", "MIT", "GPL-3.0-only"), False),
    ],
)
def test_terms_that_can_be_met_together(licenses: tuple[str, ...], together: bool) -> None:
    assert merge(*licenses)["together"]["holds"] is together


def test_a_conflict_that_stays_inside_is_for_a_person() -> None:
    kept = merge("GPL-3.0-only", "gemma-terms-2025-03-24", mode="internal")["together"]
    assert (kept["holds"], kept["position"]) == (None, "not_offered")
    assert merge("GPL-3.0-only", "gemma-terms-2025-03-24", mode=None)["together"]["needs"] == "/deployment/mode"


def test_one_name_for_all_prefixes() -> None:
    found = merge("llama-3-community", "llama-3.1-community")
    assert found["prefixes"] == ["Llama", "Llama 3"] and found["one_name"]["holds"] is True
    assert merge("llama-3.1-community", "test-name-prefix")["one_name"]["holds"] is False


def test_one_parent_is_no_merge() -> None:
    assert facts(models=tune("MIT", "MIT", "merge"))["merges"] == {}
