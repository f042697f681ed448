# SPDX-License-Identifier: Apache-2.0
"""Models of a manifest, the data they were trained on, and the models they were made from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from licet.dp.declared import phases
from licet.dp.holdings import Holdings
from licet.dp.values import JSON, at, listed, name

_NOT_TRAINED = frozenset({"retrieval", "generated_by"})


class Model:
    """One model; `training` is its `differential_privacy`, None where it has none."""

    def __init__(self, index: int, data: JSON) -> None:
        self.name = name(data.get("name")) or f" /models/{index}"  # no name begins with a space
        self.pointer = f"/models/{index}/training/differential_privacy"
        self.place = f"/models/{index}"
        self.data = data
        found = at(data, "training", "differential_privacy")
        self.training: JSON | None = found if isinstance(found, dict) else None

    @cached_property
    def phases_on(self) -> list[str]:
        """The datasets that its phases name."""
        named = (name(phase.data.get("dataset")) for phase in phases(self.training))
        return list(dict.fromkeys(one for one in named if one is not None))

    @cached_property
    def trained_on(self) -> list[str]:
        """The datasets that it was trained on itself, by lineage and by phases."""
        edges = [edge for edge in listed(self.data.get("derived_from")) if edge.get("relation") not in _NOT_TRAINED]
        named = (name(edge.get("dataset")) for edge in edges)
        return list(dict.fromkeys([*(one for one in named if one is not None), *self.phases_on]))

    @property
    def accounted(self) -> bool:
        """Whether each of its phases names a mechanism that gives differential privacy."""
        stated = [phase.mechanism for phase in phases(self.training)]
        return bool(stated) and all(one not in (None, "none", "unlearning") for one in stated)

    @property
    def without_privacy(self) -> bool:
        """Whether it is said that nothing protects a part of the training."""
        stated = [phase.mechanism for phase in phases(self.training)] or [at(self.training, "mechanism")]
        return "none" in stated

    def claim(self, key: str) -> Any:
        """One value of the claim."""
        return at(self.training, "claim", key)


class Family:
    """All models and datasets of a manifest."""

    def __init__(self, manifest: JSON) -> None:
        models = manifest.get("models")
        entries = models if isinstance(models, list) else []
        self.models = [Model(index, data) for index, data in enumerate(entries) if isinstance(data, dict)]
        self.datasets = listed(manifest.get("datasets"))
        self.holdings = Holdings(self.datasets)
        self._by_name = {model.name: model for model in self.models}

    def ancestors(self, model: Model) -> list[Model]:
        """Every model whose training shows in this one: its bases, teachers, and the makers of synthetic data."""
        found: dict[str, Model] = {model.name: model}
        waiting = [model]
        while waiting:
            for parent in self._parents(waiting.pop()):
                if parent.name not in found:
                    found[parent.name] = parent
                    waiting.append(parent)
        return [one for one in found.values() if one is not model]

    def share_data(self, one: Model, other: Model) -> bool:
        """Whether the two may have been trained on the same units."""
        return any(self.holdings.overlap(mine, theirs) for mine in one.trained_on for theirs in other.trained_on)

    def _parents(self, model: Model) -> Iterator[Model]:
        named = [name(edge.get("model")) for edge in listed(model.data.get("derived_from"))]
        for dataset in model.trained_on:
            named += self.holdings.generators(dataset)
        for one in named:
            if one is not None and one in self._by_name:
                yield self._by_name[one]
