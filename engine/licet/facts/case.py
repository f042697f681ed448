# SPDX-License-Identifier: Apache-2.0
"""What every part of the facts is derived from, and the three-valued questions they are made of."""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

from licet.catalogue import Catalogue
from licet.evidence import Result
from licet.manifest import components, section

JSON = dict[str, Any]
Truth = bool | None


class Component(NamedTuple):
    """One model, dataset or piece of software as the manifest has it."""

    kind: str
    pointer: str
    data: JSON

    @property
    def name(self) -> str:
        # No name begins with a space, so nothing can be called what a nameless component is called here.
        return self.data["name"] or f" {self.pointer}"

    def get(self, key: str) -> Any:
        return self.data.get(key)


class Case:
    """A manifest, the catalogue of the day and the evidence that was looked at."""

    def __init__(self, manifest: JSON, catalogue: Catalogue, evidence: dict[str, Result]) -> None:
        self.manifest = manifest
        self.catalogue = catalogue
        self.evidence = evidence
        self.lineages: dict[str, Any] = {}  # what lineage.ancestors found, by component

    @cached_property
    def components(self) -> dict[str, Component]:
        listed = (Component(kind, pointer, data) for kind, pointer, data in components(self.manifest))
        return {component.name: component for component in listed}

    @cached_property
    def organization(self) -> JSON:
        return section(self.manifest, "organization")

    @cached_property
    def deployment(self) -> JSON:
        return section(self.manifest, "deployment")

    @cached_property
    def deployed(self) -> list[str]:
        """The deployed models; where nobody said which, every model is taken to be."""
        named = self.deployment.get("models")
        if named is None:
            return [name for name, item in self.components.items() if item.kind == "model"]
        return list(named)

    @cached_property
    def bound(self) -> list[str]:
        """Components whose use is judged: deployed, shipped as software, or published."""
        return [name for name in self.components if self.is_bound(name)]

    def is_bound(self, name: str) -> bool:
        component = self.components[name]
        published = component.get("made_available") is True
        return name in self.deployed or component.kind == "software" or published

    def assume(self, name: str, *, allowed: bool) -> JSON:
        """The test that an unsettled question leaves open; `allowed` is how it holds where the position is allow."""
        position = self.catalogue.assumption(name)
        holds = None if position == "review" else allowed if position == "allow" else not allowed
        return {"holds": holds, "position": name, "needs": None}


def settled(holds: bool) -> JSON:
    """A question that the facts answer."""
    return {"holds": holds, "position": None, "needs": None}


def missing(needs: str) -> JSON:
    """A question that the fact at this pointer would answer."""
    return {"holds": None, "position": None, "needs": needs}


def either(*values: Truth) -> Truth:
    """True if any is, false if all are, else unknown."""
    if True in values:
        return True
    return None if None in values else False


def both(*values: Truth) -> Truth:
    """False if any is, true if all are, else unknown."""
    if False in values:
        return False
    return None if None in values else True
