# SPDX-License-Identifier: Apache-2.0
"""Names are unique and references lead to what they name."""

from __future__ import annotations

from typing import Any

import pytest

TWO: dict[str, Any] = {"/models/1": {"name": "base-model", "license": "MIT"}}


def test_a_deployed_model_must_be_declared(said: Any) -> None:
    assert said({"/deployment/models": ["base-modle"], **TWO}) == [
        '/deployment/models/0: "base-modle" is no model of this manifest (did you mean "base-model"?)'
    ]
    assert said({"/deployment/models": ["zzz"]}) == [
        '/deployment/models/0: "zzz" is no model of this manifest (declare it under `models`)'
    ]


def test_only_models_are_deployed(said: Any) -> None:
    lines = said({"/deployment/models": ["d"], "/datasets": [{"name": "d", "license": None}]})
    assert lines == [
        '/deployment/models/0: "d" is no model of this manifest (it is declared as dataset; name it as `dataset`)'
    ]


@pytest.mark.parametrize("kind", ["model", "dataset", "software"])
def test_a_parent_must_be_declared(said: Any, kind: str) -> None:
    (line,) = said({"/models/0/derived_from": [{kind: "lost"}]})
    assert line.startswith(f'/models/0/derived_from/0/{kind}: "lost" is no {kind} of this manifest (declare it under')


def test_an_unknown_parent_is_allowed(said: Any) -> None:
    assert said({"/models/0/derived_from": [{"model": None, "relation": None}]}) == []
    assert said({"/models/0/derived_from": None}) == []


def test_a_phase_uses_a_declared_dataset(said: Any) -> None:
    training = {"differential_privacy": {"phases": [{"dataset": "lost"}, {"dataset": None}, {}]}}
    (line,) = said({"/models/0/training": training})
    assert line.startswith('/models/0/training/differential_privacy/phases/0/dataset: "lost" is no dataset')


@pytest.mark.parametrize("section", ["models", "datasets", "software"])
def test_names_are_unique_among_all_components(said: Any, section: str) -> None:
    at = "/models/1" if section == "models" else f"/{section}/0"
    entries = (
        {at: {"name": "m", "license": None}}
        if section == "models"
        else {f"/{section}": [{"name": "m", "license": None}]}
    )
    (line,) = said(entries)
    assert line.startswith(f'{at}/name: the name "m" is taken by /models/0 (give every model')


def test_two_components_without_a_name_could_hide_each_other(said: Any) -> None:
    nameless = {"name": None, "license": None}
    assert said({"/datasets": [nameless]}) == []
    (line,) = said({"/datasets": [nameless, nameless]})
    assert line.startswith("/datasets/1/name: the name null is taken by /datasets/0")


def test_references_are_read_in_invalid_documents_too(said: Any) -> None:
    lines = said({"/models/0/type": "llm", "/deployment/models": ["lost", 5], "/datasets": [5], "/software": "x"})
    assert [line.partition(": ")[0] for line in lines] == [
        "/deployment/models/0",
        "/deployment/models/1",
        "/models/0/type",
        "/datasets/0",
        "/software",
    ]


def test_many_unknown_names_in_a_large_file_are_found_fast(said: Any) -> None:
    models = [{"name": f"model-{n}", "license": None, "derived_from": [{"model": f"molde-{n}"}]} for n in range(3000)]
    lines = said({"/models": models, "/deployment/models": ["model-1"]})
    assert len(lines) == 201
    assert lines[-1] == ": 2800 more problems are not shown (mend the ones above first)"
