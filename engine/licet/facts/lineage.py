# SPDX-License-Identifier: Apache-2.0
"""Every ancestor of a component with all the ways that lead to it.

Merges of merges have exponentially many paths, so a way is summed up in a small state and each pair of
component and state is visited once; the shortest path is kept and the others are counted.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple

from licet.facts.case import Case, Component, Truth, both

JSON = dict[str, Any]
UNSTATED = "unstated"  # nobody knows how: taken for the way that brings everything along
CHANGES = frozenset({"finetune", "adapter", "merge", UNSTATED})
CONVERSIONS = frozenset({"quantization", "conversion"})
TEACHING = frozenset({"distillation", "trained_on_outputs"})
_MANY = 2**53


class Edge(NamedTuple):
    """One entry of `derived_from`."""

    child: str
    parent: str
    relation: str
    pointer: str
    data: JSON


class Way(NamedTuple):
    """How material of an ancestor came into a component.

    phase: own, derived, taught, data or retrieval. `imitates` is asked of taught ways only.
    """

    phase: str = "own"
    imitates: Truth = None
    modified: bool = False
    quantized: bool = False
    converted: bool = False
    trains: bool = False


class Ancestor(NamedTuple):
    """One ancestor with its ways, the shortest path and the number of all paths."""

    name: str
    path: list[str]
    pointer: str
    relations: list[str]
    ways: tuple[Way, ...]
    paths: int

    def joined(self, other: Ancestor) -> Ancestor:
        """Both, with the shorter path."""
        shorter = min(self, other, key=lambda one: len(one.path))
        return shorter._replace(ways=self.ways + other.ways, paths=min(self.paths + other.paths, _MANY))


def edges(component: Component) -> list[Edge]:
    """The component's parents as far as the manifest names them; `gaps` says whether it leaves anything out."""
    listed = component.get("derived_from") or []
    return [
        Edge(component.name, parent, entry.get("relation") or UNSTATED, f"{component.pointer}/derived_from/{index}", entry)
        for index, entry in enumerate(listed)
        if (parent := _parent(entry)) is not None
    ]


def gaps(component: Component) -> bool:
    """Whether somebody says that the parents are not known, or names one without saying from what or how."""
    if "derived_from" in component.data and component.get("derived_from") is None:
        return True
    listed = component.get("derived_from") or []
    return any(_parent(entry) is None or entry.get("relation") is None for entry in listed)


def ancestors(case: Case, name: str) -> dict[str, Ancestor]:
    """The component itself and everything it was made from, by name."""
    if name not in case.lineages:
        case.lineages[name] = _ancestors(case, name)
    return case.lineages[name]


def _ancestors(case: Case, name: str) -> dict[str, Ancestor]:
    start = (name, Way())
    shortest: dict[tuple[str, Way], tuple[list[str], str, list[str]]] = {start: ([name], "", [])}
    counts = {start: 1}
    for node, way in _ordered(case, start):
        for edge in edges(case.components[node]):
            step = follow(way, edge)
            if step is None:
                continue
            after = (edge.parent, step)
            counts[after] = min(counts.get(after, 0) + counts[node, way], _MANY)
            path, pointer, relations = shortest[node, way]
            longer = ([*path, edge.parent], pointer or edge.pointer, [*relations, edge.relation])
            if after not in shortest or len(longer[0]) < len(shortest[after][0]):
                shortest[after] = longer
    return _collected(shortest, counts)


def follow(way: Way, edge: Edge) -> Way | None:
    """The way after one more step, or None where the ancestor's material does not come along."""
    relation = edge.relation
    unspecific = relation == "derived" and edge.data.get("model") is not None
    step = way._replace(
        modified=way.modified or relation in CHANGES or unspecific,
        quantized=way.quantized or relation == "quantization",
        converted=way.converted or relation in CONVERSIONS,
        trains=way.trains or (relation not in CONVERSIONS and way.phase not in ("retrieval", "taught")),
    )
    if way.phase in ("data", "retrieval"):
        return _behind_data(way, step, edge)
    if relation in CHANGES | CONVERSIONS or relation == "derived":
        return step._replace(phase="derived" if way.phase == "own" else way.phase)
    if relation == "retrieval":
        return step._replace(phase="retrieval", trains=way.trains) if way.phase in ("own", "derived") else None
    if relation == "trained_on":
        return step._replace(phase="data", imitates=_stated(edge)) if way.phase in ("own", "derived") else None
    return _taught(way, step, edge)


def _behind_data(way: Way, step: Way, edge: Edge) -> Way:
    """Data hold the data they were made from, whatever the entry calls that; a model behind them wrote them."""
    if edge.data.get("model") is None:
        return step
    if way.phase == "retrieval":
        return step._replace(phase="taught", imitates=False, modified=False)
    return _taught(way, step, edge)


def _taught(way: Way, step: Way, edge: Edge) -> Way:
    said = _stated(edge)
    if said is None and edge.relation == "distillation":
        said = True
    if way.phase == "data" and said is None:
        said = way.imitates
    if way.phase == "taught":
        said = both(way.imitates, said)
    return step._replace(phase="taught", imitates=said, modified=False)


def _stated(edge: Edge) -> Truth:
    return edge.data.get("imitates")


def _parent(entry: JSON) -> str | None:
    return entry.get("model") or entry.get("dataset") or entry.get("software")


def _ordered(case: Case, start: tuple[str, Way]) -> Iterator[tuple[str, Way]]:
    """Pairs in an order in which every pair comes after all that lead to it; lineage has no cycles."""
    waiting: dict[tuple[str, Way], int] = {start: 0}
    found = deque([start])
    while found:
        node, way = found.popleft()
        for after in _after(case, node, way):
            if after not in waiting:
                found.append(after)
            waiting[after] = waiting.get(after, 0) + 1
    ready = deque([start])
    while ready:
        node, way = ready.popleft()
        yield node, way
        for after in _after(case, node, way):
            waiting[after] -= 1
            if waiting[after] == 0:
                ready.append(after)


def _after(case: Case, node: str, way: Way) -> list[tuple[str, Way]]:
    steps = ((edge.parent, follow(way, edge)) for edge in edges(case.components[node]))
    return [(parent, step) for parent, step in steps if step is not None]


def _collected(shortest: JSON, counts: JSON) -> dict[str, Ancestor]:
    found: dict[str, Ancestor] = {}
    for (name, way), (path, pointer, relations) in shortest.items():
        one = Ancestor(name, path, pointer, relations, (way,), counts[name, way])
        found[name] = found[name].joined(one) if name in found else one
    return found
