# SPDX-License-Identifier: Apache-2.0
"""Three-valued logic, components by name, and what is judged at all."""

import itertools

import pytest
from cases import case, model

from licet.facts.case import both, either, missing, settled

TRUTHS = (True, False, None)


@pytest.mark.parametrize("values", list(itertools.product(TRUTHS, repeat=3)))
def test_kleene(values: tuple[bool | None, ...]) -> None:
    assert either(*values) is (True if True in values else None if None in values else False)
    assert both(*values) is (False if False in values else None if None in values else True)


def test_nothing_asked() -> None:
    assert either() is False and both() is True


def test_tests_have_one_form() -> None:
    assert settled(True) == {"holds": True, "position": None, "needs": None}
    assert missing("/x") == {"holds": None, "position": None, "needs": "/x"}


def test_deployed_published_and_shipped_components_are_judged() -> None:
    made = case(
        models=[model(), model(name="base"), model(name="open", made_available=True), model(name="kept", made_available=None)],
        software=[{"name": "s", "license": "MIT"}],
        datasets=[{"name": "d", "license": "MIT"}],
    )
    assert made.bound == ["m", "open", "s"]


def test_where_nobody_said_which_models_are_deployed_all_are() -> None:
    assert case(models=[model(), model(name="n")], deployment={"models": None}).deployed == ["m", "n"]


def test_a_component_without_a_name_is_a_component() -> None:
    made = case(models=[model(), {"name": None, "license": None}], deployment={"models": None})
    assert len(made.components) == 2 and len(made.bound) == 2
    assert all(isinstance(name, str) for name in made.components)


def test_absent_sections_are_empty() -> None:
    made = case(organization=None)
    assert made.organization == {} and case().organization["name"] == "Example Corp."


def test_an_assumption_is_open_until_somebody_takes_a_position() -> None:
    assert case().assume("small_student", allowed=True) == {"holds": None, "position": "small_student", "needs": None}
    assert case().assume("snapshot_inference", allowed=False)["holds"] is False
