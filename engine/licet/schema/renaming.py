# SPDX-License-Identifier: Apache-2.0
"""The moves that turn a document with older names into one with today's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from licet.documents import Document, Position
from licet.documents.lines import Lines
from licet.documents.pointer import join, split
from licet.schema.deployed import Unclear, deployed_path
from licet.schema.problems import Fault
from licet.schema.tree import MISSING, Node, Path, Tree, matches

Entry = dict[str, Any]
_UNTOUCHED = frozenset({"labels"})  # free key-values


class Renaming:
    """One document on its way; `faults` are the older names that could not be read."""

    def __init__(self, document: Document) -> None:
        self.tree = Tree(document)
        self.faults: list[Fault] = []
        self._lines = Lines(document.text)
        self._made: set[Path] = set()

    def spell(self, old: str, new: str) -> None:
        """Write a word in keys with another spelling."""
        for path in list(self._keys((), old)):
            key = str(path[-1]).replace(old, new)
            target = (*path[:-1], key)
            if self.tree.value(target) is MISSING:
                self.tree.rename(path, key)
            else:
                self._merge(target, self.tree.take(path), path)

    def apply(self, entry: Entry) -> None:
        """Follow one entry of the table wherever it matches."""
        for path in list(matches(self.tree.value(()), split(entry["from"]))):
            if "item" in entry:
                self._item(path, entry)
            elif "sets" in entry:
                self._sets(path, entry)
            elif "instead" in entry:
                node = self.tree.take(path)
                self._fault(path, node, f"`{_dotted(path)}` is not a fact of the manifest", entry["instead"])
            else:
                self._move(path, entry)
            self._sweep(path[:-1])

    def translate(self, entry: Entry) -> None:
        """Say one value in today's word."""
        for path in list(matches(self.tree.value(()), split(entry["at"]))):
            value = self.tree.value(path)
            if isinstance(value, str) and value in entry["words"]:
                self.tree.value(path[:-1])[path[-1]] = entry["words"][value]

    def _move(self, path: Path, entry: Entry) -> None:
        node = self.tree.take(path)
        for target in self._targets(entry["to"], path, node):
            self._merge(target, node, path)
        for pointer, value in entry.get("with", {}).items():
            for target in self._targets(pointer, path, node):
                self._merge(target, node.saying(value), path)

    def _item(self, path: Path, entry: Entry) -> None:
        said = self.tree.value(path)
        if said is not None and not isinstance(said, bool):
            return
        target, node = tuple(split(entry["to"])), self.tree.take(path)
        listed = self.tree.value(target)
        if target not in self._made and isinstance(listed, list):
            if said is not None and (entry["item"] in listed) != said:
                self._conflict(target, node, path)
        elif target in self._made or listed is MISSING:
            self._listed(target, node, entry, said)
        elif said is not None:
            self._conflict(target, node, path)

    def _listed(self, target: Path, node: Node, entry: Entry, said: bool | None) -> None:
        """Add to a list that only older names made; one that is null among them leaves the whole list null."""
        listed = self.tree.value(target)
        if said is None or (target in self._made and listed is None):
            self._make(target, node.saying(None))
        elif said:
            self._make(target, node.saying([*(listed if isinstance(listed, list) else []), entry["item"]]))
        elif entry.get("closes") and listed is MISSING:
            self._make(target, node.saying([]))

    def _sets(self, path: Path, entry: Entry) -> None:
        said = self.tree.value(path)
        word = said if isinstance(said, str) else json.dumps(said)
        values = entry["sets"].get(word)
        if said is None:
            values = {pointer: None for group in entry["sets"].values() for pointer in group}
        if values is None:
            return
        node = self.tree.take(path)
        for pointer, value in values.items():
            for target in self._targets(pointer, path, node):
                if target in self._made and (entry.get("yields") or value is None):
                    continue
                if value is not None or self.tree.value(target) is MISSING:
                    self._merge(target, node.saying(value), path)

    def _targets(self, pointer: str, path: Path, node: Node) -> list[Path]:
        """Where a value goes; a * beyond those of the source means every entry of the list."""
        indexes = [token for token in path if isinstance(token, int)]
        try:
            found = list(self._expanded((), _steps(pointer), indexes))
        except Unclear as unclear:
            self._fault(path, node, f"`{_dotted(path)}` speaks of one model, {unclear}", "write it under that model")
            return []
        if not found:
            message = f"`{_dotted(path)}` speaks of something that is not declared"
            self._fault(path, node, message, f"declare it, and write {pointer}")
        return found

    def _expanded(self, done: Path, rest: list[str], indexes: list[int]) -> Iterator[Path]:
        if not rest:
            yield done
        elif rest[0] != "*":
            step = deployed_path(self.tree.value(()), rest[0]) if rest[0].startswith("{") else (rest[0],)
            yield from self._expanded((*done, *step), rest[1:], indexes)
        elif indexes:
            yield from self._expanded((*done, indexes[0]), rest[1:], indexes[1:])
        else:
            entries = self.tree.value(done)
            for index in range(len(entries) if isinstance(entries, list) else 0):
                yield from self._expanded((*done, index), rest[1:], [])

    def _merge(self, target: Path, node: Node, path: Path) -> None:
        """Bring a value to its place; objects are joined key by key."""
        known = self.tree.value(target)
        if known is MISSING:
            self._make(target, node)
        elif isinstance(known, dict) and isinstance(node.value, dict):
            for key, value in node.value.items():
                where, place = node.place[1][key]
                self._merge((*target, key), Node(value, where, place), (*path, key))
        elif not _same(known, node.value):
            self._conflict(target, node, path)

    def _make(self, target: Path, node: Node) -> None:
        above = (self.tree.value(target[:depth]) for depth in range(len(target)))
        if all(value is MISSING or value is None or isinstance(value, dict | list) for value in above):
            self.tree.put(target, node)
            self._made.add(target)
        else:
            self._conflict(target, node, target)

    def _sweep(self, path: Path) -> None:
        """Remove objects that older names left empty."""
        while path and isinstance(path[-1], str) and self.tree.value(path) == {}:
            self.tree.take(path)
            path = path[:-1]

    def _conflict(self, target: Path, node: Node, path: Path) -> None:
        message = f"`{_dotted(path)}` and `{_dotted(target)}` are one fact, and they differ"
        self._fault(path, node, message, f"keep `{_dotted(target)}` only")

    def _fault(self, path: Path, node: Node, message: str, hint: str) -> None:
        line, column = self._lines.position(node.key)
        self.faults.append(Fault(join(path), message, hint, True, -1, Position(line, column)))

    def _keys(self, path: Path, word: str) -> Iterator[Path]:
        value = self.tree.value(path)
        for key, _ in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
            if path or key not in _UNTOUCHED:
                yield from self._keys((*path, key), word)
            if isinstance(key, str) and word in key and (path or key not in _UNTOUCHED):
                yield (*path, key)


def _steps(pointer: str) -> list[str]:
    return split(pointer if pointer.startswith("/") else f"/{pointer}")


def _dotted(path: Path) -> str:
    return "".join(f"[{token}]" if isinstance(token, int) else f".{token}" for token in path).removeprefix(".")


def _same(one: Any, other: Any) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
