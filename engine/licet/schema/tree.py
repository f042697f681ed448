# SPDX-License-Identifier: Apache-2.0
"""A copy of a document that can be rearranged: every value takes the place where it was written along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from licet.documents import Document, Json
from licet.documents.values import Place

Path: TypeAlias = "tuple[str | int, ...]"


class Missing:
    """Nothing is there; null is something."""


MISSING = Missing()


class Node(NamedTuple):
    """A value that was taken out, with the offsets of its key and of itself."""

    value: Any
    key: int
    place: Any

    def saying(self, value: Any) -> Node:
        """Another scalar or list of words at the same place."""
        where = self.place if isinstance(self.place, int) else self.place[0]
        return Node(value, self.key, (where, [where] * len(value)) if isinstance(value, list) else where)


class Tree:
    """Data and places of a document, side by side."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._data: Any = _copied(document.data)
        self._places: Any = _copied_place(document.places)

    def document(self) -> Document:
        """The document as it stands now."""
        old = self._document
        return Document(name=old.name, data=self._data, text=old.text, digest=old.digest, places=self._places)

    def value(self, path: Path) -> Any:
        """What is at the path, or MISSING."""
        return value_at(self._data, path)

    def take(self, path: Path) -> Node:
        """Remove a value from its object."""
        value = self.value(path[:-1]).pop(path[-1])
        key, place = self._members(path[:-1]).pop(path[-1])
        return Node(value, key, place)

    def put(self, path: Path, node: Node) -> None:
        """Write a value, with the objects that lead to it; the value that was there is gone."""
        for depth in range(1, len(path)):
            if self.value(path[:depth]) is MISSING or self.value(path[:depth]) is None:
                self._write(path[:depth], Node({}, node.key, (node.key, {})))
        self._write(path, node)

    def rename(self, path: Path, key: str) -> None:
        """Give a value another key and its old rank among the keys."""
        for entries in (self.value(path[:-1]), self._members(path[:-1])):
            renamed = {key if old == path[-1] else old: entry for old, entry in entries.items()}
            entries.clear()
            entries.update(renamed)

    def _write(self, path: Path, node: Node) -> None:
        members = self._members(path[:-1])
        self.value(path[:-1])[path[-1]] = node.value
        members[path[-1]] = (node.key, node.place) if isinstance(members, dict) else node.place

    def _members(self, path: Path) -> Any:
        place = self._places
        for token in path:
            members = place[1]
            place = members[token][1] if isinstance(members, dict) else members[token]
        return place[1]


def value_at(data: Any, path: Path) -> Any:
    """What is at a path of keys and indexes, or MISSING."""
    for token in path:
        in_list = isinstance(data, list) and isinstance(token, int) and token < len(data)
        if not in_list and not (isinstance(data, dict) and token in data):
            return MISSING
        data = data[token]
    return data


def matches(data: Any, pattern: Sequence[str]) -> Iterator[Path]:
    """Every path that fits a pattern in which * stands for each entry of a list."""
    if not pattern:
        yield ()
        return
    token, rest = pattern[0], pattern[1:]
    if token == "*" and isinstance(data, list):
        for index, entry in enumerate(data):
            yield from ((index, *path) for path in matches(entry, rest))
    elif isinstance(data, dict) and token in data:
        yield from ((token, *path) for path in matches(data[token], rest))


def _copied(value: Json) -> Json:
    if isinstance(value, dict):
        return {key: _copied(entry) for key, entry in value.items()}
    return [_copied(entry) for entry in value] if isinstance(value, list) else value


def _copied_place(place: Place) -> Place:
    if isinstance(place, int):
        return place
    offset, members = place
    if isinstance(members, dict):
        return offset, {key: (where, _copied_place(entry)) for key, (where, entry) in members.items()}
    return offset, [_copied_place(entry) for entry in members]
