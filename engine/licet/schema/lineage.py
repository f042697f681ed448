# SPDX-License-Identifier: Apache-2.0
"""Whether `derived_from` makes sense: relations fit their parents, and nothing is its own ancestor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from licet.documents import Json
from licet.documents.reading import quoted
from licet.schema.problems import Fault

_FROM_WEIGHTS = frozenset({"finetune", "adapter", "merge", "quantization", "conversion", "distillation"})
_OF_MODELS = _FROM_WEIGHTS | {"trained_on_outputs", "generated_by"}
_OF_DATASETS = frozenset({"trained_on", "retrieval"})
_HINT = "a component cannot be among its own ancestors: remove one of these entries"
_SHOWN = 10

Edges = list[tuple[str, str]]


def misfit(pointer: str, edge: dict[str, Json]) -> Iterator[Fault]:
    """A relation that this kind of parent cannot have would put the parent's terms out of sight."""
    relation = edge.get("relation")
    held = [kind for kind in ("model", "dataset", "software") if kind in edge]
    if not isinstance(relation, str) or len(held) != 1:
        return
    needed = "model" if relation in _OF_MODELS else "dataset" if relation in _OF_DATASETS else held[0]
    if held[0] != needed:
        message = f"the relation {relation} leads to a {needed}, not to {held[0]}"
        fitting = _OF_MODELS if held[0] == "model" else _OF_DATASETS if held[0] == "dataset" else frozenset()
        hint = "write one of " + ", ".join(sorted(fitting | {"derived"}))
        yield Fault(f"{pointer}/relation", message, hint)


def cycles(components: Iterable[tuple[str, str, dict[str, Any]]]) -> Iterator[Fault]:
    """One fault for each entry that closes a cycle."""
    graph = {name: list(_edges(pointer, entry)) for name, pointer, entry in components}
    done: set[str] = set()
    for start in graph:
        if start not in done:
            yield from _closed_from(start, graph, done)


def _edges(pointer: str, entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    listed = entry.get("derived_from")
    for index, edge in enumerate(listed if isinstance(listed, list) else []):
        for kind in ("model", "dataset", "software"):
            if isinstance(edge, dict) and isinstance(edge.get(kind), str):
                yield edge[kind], f"{pointer}/derived_from/{index}/{kind}"


def _closed_from(start: str, graph: dict[str, Edges], done: set[str]) -> Iterator[Fault]:
    """Depth first without recursion: lineages can be as deep as files are long."""
    path = {start: None}
    waiting = [iter(graph[start])]
    while waiting:
        step = next(waiting[-1], None)
        if step is None:
            waiting.pop()
            done.add(path.popitem()[0])
            continue
        parent, pointer = step
        if parent in path:
            yield _cycle([*path], parent, pointer)
        elif parent in graph and parent not in done:
            path[parent] = None
            waiting.append(iter(graph[parent]))


def _cycle(path: Sequence[str], parent: str, pointer: str) -> Fault:
    names = [quoted(name) for name in [*path[path.index(parent) :], parent]]
    if len(names) > _SHOWN:
        names = [*names[: _SHOWN // 2], "…", *names[-_SHOWN // 2 :]]
    return Fault(pointer, f"the lineage runs in a circle: {' from '.join(names)}", _HINT)
