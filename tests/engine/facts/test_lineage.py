# SPDX-License-Identifier: Apache-2.0
"""Ancestors by every way, on graphs whose paths nobody could list."""

from typing import Any

import pytest
from cases import case, model
from hypothesis import given
from hypothesis import strategies as st

from licet.facts import lineage
from licet.facts.case import Case
from licet.facts.lineage import Ancestor, Way

JSON = dict[str, Any]


def family(*edges: tuple[str, str, str], **more: Any) -> Case:
    """`child, parent, relation` of models; the first child is the deployed `m`."""
    names = list(dict.fromkeys(name for child, parent, _ in edges for name in (child, parent)))
    models = []
    for name in names:
        parents = [{"model": parent, "relation": relation, **more} for child, parent, relation in edges if child == name]
        models.append(model(name=name, license="MIT", derived_from=parents))
    return case(models=models)


def found(*edges: tuple[str, str, str], **more: Any) -> dict[str, Ancestor]:
    return lineage.ancestors(family(*edges, **more), "m")


def phases(ancestor: Ancestor) -> set[str]:
    return {way.phase for way in ancestor.ways}


def test_the_component_is_its_own_first_ancestor() -> None:
    assert found(("m", "a", "finetune"))["m"].ways == (Way(),)


@pytest.mark.parametrize(
    ("relation", "way"),
    [
        ("finetune", Way("derived", None, True, False, False, True)),
        ("adapter", Way("derived", None, True, False, False, True)),
        ("merge", Way("derived", None, True, False, False, True)),
        ("quantization", Way("derived", None, False, True, True, False)),
        ("conversion", Way("derived", None, False, False, True, False)),
        ("trained_on_outputs", Way("taught", None, False, False, False, True)),
        ("distillation", Way("taught", True, False, False, False, True)),
        (None, Way("derived", None, True, False, False, True)),
    ],
)
def test_what_one_step_does(relation: str, way: Way) -> None:
    assert found(("m", "a", relation))["a"].ways == (way,)


def test_a_teacher_stays_one_whatever_follows() -> None:
    assert phases(found(("m", "a", "trained_on_outputs"), ("a", "b", "finetune"))["b"]) == {"taught"}
    assert phases(found(("m", "a", "finetune"), ("a", "b", "trained_on_outputs"))["b"]) == {"taught"}


def test_imitation_goes_through_only_if_every_step_imitates() -> None:
    steps = (("m", "a", "trained_on_outputs"), ("a", "b", "trained_on_outputs"))
    assert found(*steps, imitates=True)["b"].ways[0].imitates is True
    assert found(*steps, imitates=False)["b"].ways[0].imitates is False
    assert found(*steps)["b"].ways[0].imitates is None


def test_data_carry_what_generated_them() -> None:
    data = [{"name": "d", "license": "MIT", "derived_from": [{"model": "t", "relation": "generated_by", "imitates": True}]}]
    models = [model(license="MIT", derived_from=[{"dataset": "d", "relation": "trained_on"}]), model(name="t", license="MIT")]
    ancestors = lineage.ancestors(case(models=models, datasets=data), "m")
    assert phases(ancestors["d"]) == {"data"} and phases(ancestors["t"]) == {"taught"}
    assert ancestors["t"].path == ["m", "d", "t"] and ancestors["t"].relations == ["trained_on", "generated_by"]


def test_who_wrote_what_is_looked_up_was_used_and_taught_nothing() -> None:
    data = [{"name": "d", "license": "MIT", "derived_from": [{"model": "t", "relation": "generated_by"}]}]
    tuned = model(name="t", license="MIT", derived_from=[{"model": "b", "relation": "finetune"}])
    models = [model(license="MIT", derived_from=[{"dataset": "d", "relation": "retrieval"}]), tuned, model(name="b", license="MIT")]
    made = case(models=models, datasets=data)
    ancestors = lineage.ancestors(made, "m")
    assert phases(ancestors["d"]) == {"retrieval"} and phases(ancestors["t"]) == phases(ancestors["b"]) == {"taught"}
    assert {(way.imitates, way.trains) for name in "tb" for way in ancestors[name].ways} == {(False, False)}


@pytest.mark.parametrize(("first", "phase"), [("trained_on", "data"), ("retrieval", "retrieval")])
@pytest.mark.parametrize("then", ["derived", "trained_on", "retrieval", None])
def test_data_behind_data_come_along_whatever_the_entry_says(first: str, phase: str, then: str | None) -> None:
    data = [{"name": "d", "license": "MIT", "derived_from": [{"dataset": "e", "relation": then}]}, {"name": "e", "license": "MIT"}]
    made = case(models=[model(license="MIT", derived_from=[{"dataset": "d", "relation": first}])], datasets=data)
    [way] = lineage.ancestors(made, "m")["e"].ways
    assert (way.phase, way.trains) == (phase, first == "trained_on")


def test_the_shortest_path_is_told_and_the_others_are_counted() -> None:
    ancestor = found(("m", "a", "merge"), ("m", "b", "merge"), ("a", "c", "finetune"), ("b", "c", "finetune"), ("m", "c", "merge"))["c"]
    assert (ancestor.path, ancestor.paths, ancestor.pointer) == (["m", "c"], 3, "/models/0/derived_from/2")


def test_exponentially_many_paths_are_counted_up_to_a_bound() -> None:
    edges = [(f"{'m' if n == 0 else f'n{n}'}", side, "merge") for n in range(400) for side in (f"l{n}", f"r{n}")]
    edges += [(side, f"n{n + 1}", "merge") for n in range(400) for side in (f"l{n}", f"r{n}")]
    assert found(*edges)["n10"].paths == 2**10
    assert found(*edges)["n400"].paths == 2**53


def test_gaps_are_seen_and_the_rest_is_followed() -> None:
    edges: list[JSON] = [{"model": None, "relation": "finetune"}, {"model": "a", "relation": None}]
    made = case(models=[model(license="MIT", derived_from=edges), model(name="a", license="MIT")])
    assert lineage.gaps(made.components["m"]) and not lineage.gaps(made.components["a"])
    assert [edge.parent for edge in lineage.edges(made.components["m"])] == ["a"]
    assert not lineage.gaps(case().components["m"])


RELATIONS = ["finetune", "merge", "quantization", "conversion", "trained_on_outputs", "distillation"]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 4), st.sampled_from(RELATIONS)), max_size=14))
def test_ways_are_those_of_every_single_path(steps: list[tuple[int, int, str]]) -> None:
    """The search by states finds what listing all paths finds."""
    named = {0: "m"}
    edges = [(named.get(low, f"n{low}"), f"n{low + more}", relation) for low, more, relation in steps]
    edges = [("m", "n1", "finetune"), *dict.fromkeys(edges)]
    made = family(*edges)
    expected: dict[str, set[Way]] = {}
    paths: dict[str, int] = {}

    def walk(name: str, way: Way) -> None:
        expected.setdefault(name, set()).add(way)
        paths[name] = paths.get(name, 0) + 1
        for edge in lineage.edges(made.components[name]):
            step = lineage.follow(way, edge)
            if step is not None:
                walk(edge.parent, step)

    walk("m", Way())
    ancestors = lineage.ancestors(made, "m")
    assert {name: set(one.ways) for name, one in ancestors.items()} == expected
    assert {name: one.paths for name, one in ancestors.items()} == paths
