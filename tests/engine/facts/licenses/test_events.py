# SPDX-License-Identifier: Apache-2.0
"""What happens to material on its way: the strictest of all ways, never less than any."""

import pytest
from cases import facts, model, tune

NAMES = {
    "use", "commercial", "service", "handed_over", "distribution", "available", "modified", "converted", "outputs", "outputs_sold",
    "trains_model", "released_model", "shared", "produced_work", "network_users", "end_user_product", "multimodal", "upstream_notice",
    "over_limit",
}  # fmt: skip


def events(mode: str | None, license: str = "MIT", relation: str | None = None, **over: object) -> dict[str, object]:
    models = [model(license=license, **over)] if relation is None else tune("MIT", license, relation)
    terms = facts(deployment={"mode": mode}, models=models)["terms"]
    return terms["m<m" if relation is None else "m<base"]["events"]


@pytest.mark.parametrize("relation", [None, "finetune", "quantization", "trained_on_outputs", "distillation"])
def test_every_event_is_always_there(relation: str | None) -> None:
    assert set(events("hosted", relation=relation)) == NAMES


@pytest.mark.parametrize(
    ("mode", "license", "distributed"),
    [
        ("hosted", "MIT", False),
        ("hosted", "gemma-terms-2025-03-24", True),
        ("hosted", "CC-BY-4.0", None),
        ("weights", "MIT", True),
        ("internal", "gemma-terms-2025-03-24", False),
        ("outputs_only", "gemma-terms-2025-03-24", False),
        (None, "MIT", None),
    ],
)
def test_hosting_is_distribution_where_the_text_says_so(mode: str | None, license: str, distributed: bool | None) -> None:
    assert events(mode, license)["distribution"] is distributed


def test_a_teacher_is_not_handed_over() -> None:
    found = events("weights", relation="trained_on_outputs")
    assert found["handed_over"] is False and found["available"] is False and found["distribution"] is False
    assert found["trains_model"] is True and found["released_model"] is True
    base = events("weights", relation="finetune")
    assert base["handed_over"] is True and base["modified"] is True


@pytest.mark.parametrize(("license", "modified"), [("Apache-2.0", True), ("MIT", None), ("CC-BY-4.0", None)])
def test_quantizing_counts_as_the_text_says(license: str, modified: bool | None) -> None:
    assert events("weights", license, "quantization")["modified"] is modified


@pytest.mark.parametrize(("license", "modified"), [("Apache-2.0", False), ("gemma-terms-2025-03-24", True), ("MIT", None)])
def test_converting_counts_as_the_text_says(license: str, modified: bool | None) -> None:
    assert events("weights", license, "conversion")["modified"] is modified


def test_a_second_way_only_adds() -> None:
    edges = [{"model": "base", "relation": "trained_on_outputs"}, {"model": "base", "relation": "finetune"}]
    models = [model(license="MIT", derived_from=edges), model(name="base", license="MIT")]
    found = facts(deployment={"mode": "weights"}, models=models)["terms"]["m<base"]["events"]
    assert found["handed_over"] is True and found["modified"] is True


def test_modalities_are_the_ancestors_own() -> None:
    models = tune("MIT", "llama-3.2-community")
    models[1]["modalities"] = None
    assert facts(models=models)["terms"]["m<base"]["events"]["multimodal"] is None
    assert events("internal", modalities=["text", "image"])["multimodal"] is True
    assert events("internal", modalities=["text", "text"])["multimodal"] is False
    assert events("internal", modalities=[])["multimodal"] is None


def test_data_stay_where_they_are_unless_published_or_shown() -> None:
    def data(relation: str, mode: str, **more: object) -> dict[str, object]:
        models = [model(license="MIT", derived_from=[{"dataset": "d", "relation": relation}])]
        datasets = [{"name": "d", "license": "CC-BY-4.0", **more}]
        return facts(deployment={"mode": mode}, models=models, datasets=datasets)["terms"]["m<d"]["events"]

    assert data("trained_on", "weights", made_available=False)["shared"] is False
    assert data("trained_on", "internal", made_available=True)["shared"] is True
    assert data("retrieval", "hosted")["shared"] is True
    assert data("retrieval", "internal", made_available=False)["shared"] is False


@pytest.mark.parametrize(
    ("deployment", "sold"),
    [({"outputs_sold": True}, True), ({"outputs_sold": None}, None), ({"outputs_sold": None, "mode": "outputs_only"}, True)],
)
def test_outputs_that_are_sold(deployment: dict[str, object], sold: bool | None) -> None:
    assert facts(deployment=deployment)["terms"]["m<m"]["events"]["outputs_sold"] is sold
