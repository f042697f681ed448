# SPDX-License-Identifier: Apache-2.0
"""What is offered, what leaves, and what a component record always holds."""

import pytest
from cases import case, facts, model

from licet.facts.components import available, leaves


@pytest.mark.parametrize(
    ("mode", "said", "offered", "handed"),
    [
        ("internal", None, False, False),
        ("research", None, False, False),
        ("outputs_only", None, False, False),
        ("hosted", None, True, False),
        ("weights", None, True, True),
        ("embedded", None, True, True),
        (None, None, None, None),
        ("internal", True, True, True),
        ("hosted", True, True, False),
        (None, True, True, None),
        ("hosted", False, None, None),
        ("internal", False, False, False),
    ],
)
def test_mode_and_what_is_said_beside_it(mode: str | None, said: bool | None, offered: bool | None, handed: bool | None) -> None:
    made = case(deployment={"mode": mode}, models=[model(made_available=said)])
    item = made.components["m"]
    assert (available(made, item), leaves(made, item)) == (offered, handed)


@pytest.mark.parametrize(("mode", "handed"), [("hosted", False), ("internal", False), ("weights", None)])
def test_a_model_behind_an_api_does_not_leave_and_cannot_be_said_to(mode: str, handed: bool | None) -> None:
    made = case(deployment={"mode": mode}, models=[model(access="api")])
    assert leaves(made, made.components["m"]) is handed


def test_data_are_offered_only_where_that_is_said() -> None:
    made = case(deployment={"mode": "weights"}, datasets=[{"name": "d", "license": "MIT"}])
    assert available(made, made.components["d"]) is None and leaves(made, made.components["d"]) is None


@pytest.mark.parametrize(
    ("over", "undeclared"),
    [
        ({"modified": True}, True),
        ({"artifact": "adapter"}, True),
        ({"modification": {"compute_flop": 1e20}}, True),
        ({"modified": False}, False),
        ({"modified": None}, False),
        ({"derived_from": [{"model": None, "relation": "finetune"}]}, True),
    ],
)
def test_parents_that_nobody_declared(over: dict[str, object], undeclared: bool) -> None:
    assert facts(models=[model(**over)])["components"]["m"]["undeclared_parent"] is undeclared


def test_learning_from_a_teacher_is_no_base() -> None:
    models = [model(modified=True, derived_from=[{"model": "t", "relation": "trained_on_outputs"}]), model(name="t")]
    assert facts(models=models)["components"]["m"]["undeclared_parent"] is True


@pytest.mark.parametrize(("home", "inside"), [("DE", True), ("EU", True), ("CH", False), ("NO", False), ("US-CA", False), (None, None)])
def test_the_union_is_its_members(home: str | None, inside: bool | None) -> None:
    assert facts(organization={"principal_place_of_business": home})["organization"]["in_eu"] is inside


def test_what_is_not_said_is_null_and_there() -> None:
    found = facts(deployment={"discloses_ai": None, "data_sent": None})["deployment"]
    assert found["discloses_ai"] is None and found["data_sent"] is None and found["output_claim"] is None
