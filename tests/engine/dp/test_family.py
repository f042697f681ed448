# SPDX-License-Identifier: Apache-2.0

from dp_trainings import manifest, training

from licet.dp.family import Family


def model(name: str, *edges: dict, **more: object) -> dict:
    return {"name": name, "derived_from": list(edges), **more}


def test_a_model_knows_its_data() -> None:
    edges = [{"dataset": "d", "relation": "trained_on"}, {"dataset": "docs", "relation": "retrieval"}, {"dataset": "x"}, {"model": "b", "relation": "finetune"}]
    (found,) = Family(manifest(training(phases__0__dataset="e"), derived_from=edges)).models
    assert found.trained_on == ["d", "x", "e"] and found.phases_on == ["e"]
    assert found.pointer == "/models/0/training/differential_privacy"
    assert found.claim("unit") == "example" and found.accounted and not found.without_privacy


def test_training_shows_in_everything_made_from_a_model() -> None:
    synthetic = {"name": "s", "derived_from": [{"model": "generator", "relation": "generated_by"}]}
    family = Family(
        {
            "models": [
                model("m", {"model": "base", "relation": "quantization"}, {"dataset": "s", "relation": "trained_on"}),
                model("base", {"model": "teacher", "relation": "distillation"}, {"model": "m"}),
                model("teacher"),
                model("generator"),
                model("stranger"),
            ],
            "datasets": [synthetic],
        }
    )
    assert [one.name for one in family.ancestors(family.models[0])] == ["base", "generator", "teacher"]


def test_models_without_differential_privacy() -> None:
    family = Family(
        {
            "models": [
                model("silent"),
                model("null", training={"differential_privacy": None}),
                model("none", training={"differential_privacy": {"mechanism": "none"}}),
                model("open", training={"differential_privacy": {"claim": None}}),
                model("part", training={"differential_privacy": {"phases": [{"rho": 1}, {"mechanism": "none"}]}}),
                {"name": None},
            ]
        }
    )
    assert [one.accounted for one in family.models] == [False] * 6
    assert [one.without_privacy for one in family.models] == [False, False, True, False, True, False]
    assert family.models[5].name == " /models/5"


def test_shared_data() -> None:
    edge = {"dataset": "d", "relation": "trained_on"}
    family = Family({"models": [model("a", edge), model("b", edge), model("c")], "datasets": [{"name": "d"}]})
    one, other, third = family.models
    assert family.share_data(one, other) and not family.share_data(one, third)
