# SPDX-License-Identifier: Apache-2.0
"""What JSON Schema cannot say: names are unique, references lead somewhere, and lineage has no cycle.

The document may be invalid in other ways at the same time, so nothing is taken for granted.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from licet.documents import Json
from licet.documents.reading import quoted
from licet.manifest import KINDS
from licet.schema import lineage
from licet.schema.problems import Fault

_MAX_CYCLES = 50


class Part(NamedTuple):
    """One component: its kind, place, name and entry."""

    kind: str
    pointer: str
    name: str | None
    data: dict[str, Any]


def faults(data: Json) -> list[Fault]:
    """Everything wrong with names and references."""
    if not isinstance(data, dict):
        return []
    parts = list(_parts(data))
    names = Names(parts)
    return [
        *_repeated(parts),
        *_deployed(data, names),
        *(fault for part in parts for fault in _parents(part, names)),
        *(fault for part in parts for fault in _phases(part, names)),
        *islice(lineage.cycles([(part.name, part.pointer, part.data) for part in parts if part.name]), _MAX_CYCLES),
    ]


class Names:
    """The names that references may use, by kind."""

    def __init__(self, parts: list[Part]) -> None:
        self._by_kind = {kind: {part.name: None for part in parts if part.kind == kind} for kind in KINDS.values()}
        self._options = {kind: tuple(name for name in names if name) for kind, names in self._by_kind.items()}

    def missing(self, pointer: str, name: Json, kind: str) -> Iterator[Fault]:
        """A fault when a reference leads nowhere; other types than text are the schema's to refuse."""
        if not isinstance(name, str) or name in self._by_kind[kind]:
            return
        message = f"{quoted(name)} is no {kind} of this manifest"
        other = next((found for found, names in self._by_kind.items() if name in names), None)
        if other is not None:
            yield Fault(pointer, message, f"it is declared as {other}; name it as `{other}`")
            return
        hint = f"declare it under `{_SECTION[kind]}`"
        yield Fault(pointer, message, hint, found=name, options=self._options[kind])


_SECTION = {kind: section for section, kind in KINDS.items()}


def _parts(data: dict[str, Json]) -> Iterator[Part]:
    for section, kind in KINDS.items():
        for index, entry in enumerate(_listed(data.get(section))):
            if isinstance(entry, dict):
                name = entry.get("name")
                yield Part(kind, f"/{section}/{index}", name if isinstance(name, str) else None, entry)


def _repeated(parts: list[Part]) -> Iterator[Fault]:
    """References go by name, so two components of one name could hide each other."""
    first: dict[str | None, Part] = {}
    for part in parts:
        if part.name is None and part.data.get("name", "") is not None:
            continue
        known = first.setdefault(part.name, part)
        if known is not part:
            said = "null" if part.name is None else quoted(part.name)
            message = f"the name {said} is taken by {known.pointer}"
            yield Fault(f"{part.pointer}/name", message, "give every model, dataset and software a name of its own")


def _deployed(data: dict[str, Json], names: Names) -> Iterator[Fault]:
    deployment = data.get("deployment")
    if isinstance(deployment, dict):
        for index, name in enumerate(_listed(deployment.get("models"))):
            yield from names.missing(f"/deployment/models/{index}", name, "model")


def _parents(part: Part, names: Names) -> Iterator[Fault]:
    for index, edge in enumerate(_listed(part.data.get("derived_from"))):
        if not isinstance(edge, dict):
            continue
        pointer = f"{part.pointer}/derived_from/{index}"
        for kind in _SECTION:
            yield from names.missing(f"{pointer}/{kind}", edge.get(kind), kind)
        yield from lineage.misfit(pointer, edge)


def _phases(part: Part, names: Names) -> Iterator[Fault]:
    training = part.data.get("training")
    claim = training.get("differential_privacy") if isinstance(training, dict) else None
    phases = claim.get("phases") if isinstance(claim, dict) else None
    for index, phase in enumerate(_listed(phases)):
        if isinstance(phase, dict):
            pointer = f"{part.pointer}/training/differential_privacy/phases/{index}/dataset"
            yield from names.missing(pointer, phase.get("dataset"), "dataset")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
