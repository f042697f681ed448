# SPDX-License-Identifier: Apache-2.0
"""A file that was read: its data, its text and the place of every value."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from licet.documents.lines import Lines, Position
from licet.documents.pointer import index, split
from licet.documents.values import Json, Place


class _Found(NamedTuple):
    """Where a pointer leads, or the nearest ancestor that exists."""

    key: int
    value: int


class _Fields(NamedTuple):
    name: str
    data: Json
    text: str
    digest: str
    places: Place


class Document(_Fields):
    """Data of one file; positions are computed when somebody asks, because most are never shown."""

    def __repr__(self) -> str:
        return f"Document({self.name!r}, {self.digest})"

    def position(self, pointer: str) -> Position:
        """Where the value starts, or its nearest ancestor that exists; ValueError for what is not a pointer."""
        return self._lines.position(_find(self.places, pointer).value)

    def key_position(self, pointer: str) -> Position:
        """Where the key of the value starts; a list item and the root have no key, so their own place."""
        return self._lines.position(_find(self.places, pointer).key)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)


def _find(root: Place, pointer: str) -> _Found:
    place = root
    key = offset(root)
    for token in split(pointer):
        if isinstance(place, int):
            break
        members = place[1]
        if isinstance(members, dict):
            if token not in members:
                break
            key, place = members[token]
        elif (number := index(token, len(members))) is not None:
            place = members[number]
            key = offset(place)
        else:
            break
    return _Found(key, offset(place))


def offset(place: Place) -> int:
    """Where a value starts, counted in characters of the text."""
    return place if isinstance(place, int) else place[0]
