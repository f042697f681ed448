# SPDX-License-Identifier: Apache-2.0
"""The join that rules walk: one entry per component, ancestor, text and arm, never per path."""

from typing import Any

import pytest
from cases import facts, model, tune


def terms(*models: dict[str, Any], **over: Any) -> dict[str, Any]:
    found: dict[str, Any] = facts(models=list(models), **over)["terms"]
    return found


def test_ids_name_component_ancestor_text_and_arm() -> None:
    assert set(terms(model(license="MIT"))) == {"m<m"}
    assert set(terms(model(license="MIT AND Apache-2.0"))) == {"m<m@MIT", "m<m@Apache-2.0"}
    assert set(terms(model(license="MIT OR Apache-2.0"))) == {"m<m#MIT@MIT", "m<m#Apache-2.0@Apache-2.0"}
    assert len(terms(model(license="gemma terms"))) == 2


def test_arms_say_why_they_are_open() -> None:
    [one, other] = terms(model(license="MIT OR Apache-2.0")).values()
    assert {one["arm"]["kind"], other["arm"]["kind"]} == {"choice"} and one["arm"]["group"] == other["arm"]["group"] == "/models/0/license"
    assert {term["arm"]["kind"] for term in terms(model(license="gemma terms")).values()} == {"candidate"}


@pytest.mark.parametrize(
    ("relation", "license", "role", "reach"),
    [
        ("finetune", "MIT", "base", "full"),
        ("quantization", "MIT", "base", "full"),
        ("trained_on_outputs", "MIT", "teacher", "use"),
        ("trained_on_outputs", "gemma-terms-2025-03-24", "teacher", "undecided"),
        ("distillation", "gemma-terms-2025-03-24", "teacher", "full"),
        ("trained_on_outputs", "test-training-derivative", "teacher", "full"),
        (None, "llama-3.1-community", "base", "full"),
    ],
)
def test_roles_and_reach(relation: str, license: str, role: str, reach: str) -> None:
    found = terms(*tune("MIT", license, relation))["m<base"]
    assert (found["role"], found["reach"]) == (role, reach)


def test_the_strictest_role_of_several_ways() -> None:
    edges = [{"model": "base", "relation": "trained_on_outputs"}, {"model": "base", "relation": "finetune"}]
    found = terms(model(license="MIT", modified=True, derived_from=edges), model(name="base", license="gemma-terms-2025-03-24"))
    assert (found["m<base"]["role"], found["m<base"]["reach"], found["m<base"]["more_paths"]) == ("base", "full", 1)


def test_ones_own_release_license_puts_no_duty_on_oneself() -> None:
    assert terms(model(license="GPL-3.0-only", owned=True)) == {}
    assert set(terms(*tune("GPL-3.0-only", "MIT", owned=True))) == {"m<base"}


def test_unlicensed_ancestors_have_no_terms_and_are_not_forgotten() -> None:
    found = facts(models=tune("MIT", "no such license"))
    assert "m<base" not in found["terms"] and found["components"]["base"]["identity"]["state"] == "unknown"


def test_an_agreement_on_the_tune_covers_the_base_only_under_the_same_text() -> None:
    said = {"path": "x.pdf", "covers": ["user_limit"]}
    same = terms(*tune("llama3.1", "llama3.1", separate_agreement=said))["m<base"]["agreement"]
    other = terms(*tune("MIT", "llama3.1", separate_agreement=said))["m<base"]["agreement"]
    assert (same["state"] != "none", other["state"]) == (True, "none")


def test_data_and_software_have_roles_of_their_own() -> None:
    edges = [{"dataset": "d", "relation": "trained_on"}, {"dataset": "e", "relation": "retrieval"}]
    data = [{"name": name, "license": "CC-BY-4.0"} for name in "de"]
    found = terms(model(license="MIT", derived_from=edges), datasets=data, software=[{"name": "s", "license": "MIT"}])
    assert {key: term["role"] for key, term in found.items()} == {"m<m": "own", "m<d": "training_data", "m<e": "retrieval", "s<s": "software"}
