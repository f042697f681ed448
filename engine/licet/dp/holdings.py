# SPDX-License-Identifier: Apache-2.0
"""Which datasets hold the same units: for certain, and possibly.

For certain: the same name or the same digest, or one was made from nothing but the other. Possibly: also the same source,
or a common ancestor. The first is for refuting a claim, the second for refusing to prove one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from licet.dp.values import JSON, at, listed, name

_MADE = frozenset({"derived", "trained_on", None})  # null or absent: nobody knows how


class Holdings:
    """The datasets of a manifest."""

    def __init__(self, datasets: Iterable[JSON]) -> None:
        self._by_name = {known: one for one in datasets if isinstance(one, dict) and (known := name(one.get("name")))}
        self._ancestors: dict[str, frozenset[str]] = {}

    def holds(self, outer: str, inner: str) -> bool:
        """Whether the units of `inner` are in `outer` for certain."""
        return any(self._same(outer, one) for one in self._line(inner))

    def overlap(self, one: str, other: str) -> bool:
        """Whether the two may hold units in common, by what the manifest says."""
        mine, theirs = self.ancestors(one), self.ancestors(other)
        return any(self._alike(a, b) for a in mine for b in theirs)

    def ancestors(self, dataset: str) -> frozenset[str]:
        """The dataset and every dataset that it was made from."""
        if dataset not in self._ancestors:
            found, waiting = {dataset}, [dataset]
            while waiting:
                fresh = [parent for parent in self._parents(waiting.pop()) if parent not in found]
                found.update(fresh)
                waiting += fresh
            self._ancestors[dataset] = frozenset(found)
        return self._ancestors[dataset]

    def generators(self, dataset: str) -> Iterator[str]:
        """Models that made the dataset or one of its ancestors."""
        for one in self.ancestors(dataset):
            for edge in listed(self._get(one, "derived_from")):
                if (model := name(edge.get("model"))) is not None:
                    yield model

    def _line(self, dataset: str) -> Iterator[str]:
        """The dataset and its ancestors as long as there is but one parent, which is a dataset."""
        seen: set[str] = set()
        one: str | None = dataset
        while one is not None and one not in seen:
            yield one
            seen.add(one)
            edges = listed(self._get(one, "derived_from"))
            parents = self._parents(one)
            one = parents[0] if len(edges) == len(parents) == 1 and edges[0].get("relation") == "derived" else None

    def _parents(self, dataset: str) -> list[str]:
        edges = listed(self._get(dataset, "derived_from"))
        return [parent for edge in edges if edge.get("relation") in _MADE and (parent := name(edge.get("dataset"))) is not None]

    def _same(self, one: str, other: str) -> bool:
        return one == other or bool(self._digests(one) & self._digests(other))

    def _alike(self, one: str, other: str) -> bool:
        source = self._get(one, "source")
        return self._same(one, other) or (name(source) is not None and source == self._get(other, "source"))

    def _digests(self, dataset: str) -> set[str]:
        stated = at(self._by_name.get(dataset), "anonymization", "data", "sha256")
        return {stated.removeprefix("sha256:").lower()} if isinstance(stated, str) and stated else set()

    def _get(self, dataset: str, key: str) -> object:
        return self._by_name.get(dataset, {}).get(key)
