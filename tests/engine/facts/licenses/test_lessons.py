# SPDX-License-Identifier: Apache-2.0
"""Students and teachers: who generated, whom the text aims at, and what its permission depends on."""

from typing import Any

import pytest
from cases import facts, model

OPENAI = "openai-services-agreement-2026-01-01"
API = {"access": "api", "api_tier": "paid", "plan": "business"}


def lesson(license: str, student: dict[str, Any] | None = None, mode: str | None = "internal", **edge: Any) -> dict[str, Any]:
    parents = [{"model": "t", "relation": "trained_on_outputs", **edge}]
    teacher = model(name="t", license=license, **(API if license == OPENAI else {}))
    models = [model(license="MIT", derived_from=parents, **(student or {})), teacher]
    found: dict[str, Any] = facts(models=models, deployment={"mode": mode})["lessons"]["m<t"]
    return found


def holds(test: dict[str, Any]) -> tuple[bool | None, str | None]:
    return test["holds"], test["position"] or test["needs"]


def test_who_generated_is_what_is_said_else_who_holds_the_weights() -> None:
    assert lesson("llama-3-community")["made_by"] == "us"
    assert lesson(OPENAI)["made_by"] is None
    assert lesson(OPENAI, generated_by="us")["made_by"] == "us"
    assert lesson("llama-3-community", generated_by="third_party")["made_by"] == "third_party"
    assert lesson("llama-3-community", generated_by=None)["made_by"] is None


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("language_model", True), ("classifier", None), ("embedding", None), (None, None), ("image_generation", False)],
)
def test_a_clause_on_language_models_aims_at_language_models(kind: str | None, expected: bool | None) -> None:
    assert lesson("llama-3-community", {"type": kind})["targeted"]["holds"] is expected


def test_a_clause_on_any_model_aims_at_all() -> None:
    assert lesson(OPENAI, {"type": "classifier"})["targeted"]["holds"] is True


@pytest.mark.parametrize(
    ("license", "edge", "expected"),
    [
        ("gemma-terms-2025-03-24", {"imitates": True}, True),
        ("gemma-terms-2025-03-24", {"imitates": False}, False),
        ("gemma-terms-2025-03-24", {}, None),
        ("gemma-terms-2025-03-24", {"relation": "distillation"}, True),
        ("test-training-derivative", {"imitates": False}, True),
        ("llama-3.1-community", {"imitates": True}, False),
    ],
)
def test_who_becomes_a_derivative(license: str, edge: dict[str, Any], expected: bool | None) -> None:
    assert lesson(license, **edge)["derivative"]["holds"] is expected


def test_a_narrow_student_is_the_named_open_question() -> None:
    found = lesson("gemma-terms-2025-03-24", {"type": "classifier"}, imitates=False)
    assert holds(found["derivative"]) == (None, "small_student")


@pytest.mark.parametrize(
    ("student", "mode", "edge", "expected"),
    [
        ({}, "weights", {}, (False, None)),
        ({}, "weights", {"competes": True}, (False, None)),
        ({}, "weights", {"competes": False}, (None, "declared_noncompeting")),
        ({}, "internal", {"competes": False}, (True, None)),
        ({}, "internal", {}, (None, "/models/0/derived_from/0/competes")),
        ({}, None, {}, (None, "/deployment/mode")),
        ({"type": "classifier"}, "internal", {}, (True, None)),
        ({"type": "classifier"}, "weights", {}, (None, "small_student")),
        ({"type": "classifier"}, None, {}, (None, "/deployment/mode")),
    ],
)
def test_competing(student: dict[str, Any], mode: str | None, edge: dict[str, Any], expected: tuple[bool | None, str | None]) -> None:
    assert holds(lesson(OPENAI, student, mode, **edge)["tests"]["noncompeting"]) == expected


def test_a_narrow_student_that_is_said_to_compete_does() -> None:
    found = lesson("gemini-api-additional-2025-05-20", {"type": "classifier"}, "internal", competes=True)
    assert holds(found["tests"]["noncompeting"])[0] is False
    assert holds(lesson(OPENAI, {"type": "classifier"}, "internal", competes=True)["tests"]["noncompeting"])[0] is True


def test_the_own_family_is_the_text_of_a_base_not_the_vendor() -> None:
    edges = [{"model": "b", "relation": "finetune"}, {"model": "t", "relation": "trained_on_outputs"}]

    def own(base: str) -> bool | None:
        models = [model(license=base, modified=True, derived_from=edges), model(name="b", license=base)]
        found = facts(models=[*models, model(name="t", license="llama-3-community")])
        answer: bool | None = found["lessons"]["m<t"]["tests"]["own_family"]["holds"]
        return answer

    assert own("llama-3-community") is True
    assert own("llama-3.1-community") is False
    assert own("MIT") is False


def test_lessons_through_data_and_through_a_teachers_base() -> None:
    models = [
        model(license="MIT", derived_from=[{"dataset": "d", "relation": "trained_on"}]),
        model(name="t", license="MIT", modified=True, derived_from=[{"model": "b", "relation": "finetune"}]),
        model(name="b", license="llama-3-community"),
    ]
    steps = [{"dataset": "e", "relation": "derived"}]
    data = [
        {"name": "d", "license": "MIT", "derived_from": steps},
        {"name": "e", "license": "MIT", "source_kind": "first_party", "derived_from": [{"model": "t", "relation": "generated_by"}]},
    ]
    found = facts(models=models, datasets=data)["lessons"]
    assert {"m<t", "m<b"} <= set(found)
    assert found["m<b"]["path"] == ["m", "d", "e", "t", "b"] and found["m<b"]["made_by"] == "us"
