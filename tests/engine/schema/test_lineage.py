# SPDX-License-Identifier: Apache-2.0
"""Lineage: relations fit their parents and never run in a circle."""

from __future__ import annotations

from typing import Any

import pytest


def _models(*edges: tuple[str, str]) -> dict[str, Any]:
    names = sorted({name for edge in edges for name in edge})
    models = [
        {"name": name, "license": None, "derived_from": [{"model": to} for child, to in edges if child == name]}
        for name in names
    ]
    return {"/models": models, "/deployment/models": [names[0]]}


def test_a_diamond_is_no_circle(said: Any) -> None:
    assert said(_models(("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"))) == []


def test_nothing_is_its_own_parent(said: Any) -> None:
    (line,) = said(_models(("a", "a")))
    assert line.startswith('/models/0/derived_from/0/model: the lineage runs in a circle: "a" from "a" (a component')


def test_a_circle_is_named(said: Any) -> None:
    (line,) = said(_models(("a", "b"), ("b", "c"), ("c", "b")))
    assert 'the lineage runs in a circle: "b" from "c" from "b" (' in line
    assert line.startswith("/models/2/derived_from/0/model: ")


def test_two_circles_are_two_problems(said: Any) -> None:
    assert len(said(_models(("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")))) == 2


def test_a_circle_through_data(said: Any) -> None:
    (line,) = said(
        {
            "/models/0/derived_from": [{"dataset": "d", "relation": "trained_on"}],
            "/datasets": [{"name": "d", "license": None, "derived_from": [{"model": "m", "relation": "generated_by"}]}],
        }
    )
    assert '"m" from "d" from "m"' in line


def test_a_deep_lineage_needs_no_recursion(said: Any) -> None:
    chain = [(f"n{n:05}", f"n{n + 1:05}") for n in range(5000)]
    assert said(_models(*chain)) == []
    (line,) = said(_models(*chain, ("n05000", "n00000")))
    assert '"n00004" from … from "n04997"' in line


def test_many_circles_are_cut_short(said: Any) -> None:
    names = [f"n{n:02}" for n in range(20)]
    lines = said(_models(*[(one, other) for one in names for other in names]))
    assert len(lines) == 50


@pytest.mark.parametrize(
    ("relation", "kind"),
    [
        ("trained_on", "model"),
        ("retrieval", "model"),
        ("finetune", "dataset"),
        ("generated_by", "dataset"),
        ("merge", "software"),
    ],
)
def test_a_relation_fits_its_parent(said: Any, relation: str, kind: str) -> None:
    lines = said({"/models/0/derived_from": [{kind: None, "relation": relation}]})
    (line,) = lines
    assert line.startswith(f"/models/0/derived_from/0/relation: the relation {relation} leads to a ")
    assert line.endswith("derived)") or "derived, " in line


@pytest.mark.parametrize("kind", ["model", "dataset", "software"])
def test_anything_may_be_derived(said: Any, kind: str) -> None:
    assert said({"/models/0/derived_from": [{kind: None, "relation": "derived"}]}) == []
