# SPDX-License-Identifier: Apache-2.0
"""Anchors and aliases of YAML: every use is a copy of its own, and all copies together are bounded."""

from __future__ import annotations

from licet.documents.reading import MAX_DEPTH, ReadError
from licet.documents.values import Json, Place

MAX_EXPANSION = 100_000
# This much text counts as one more value.
_LONG_TEXT = 64
_WRITE_OUT = "write the values out instead of using aliases"


class Aliases:
    """The anchors seen so far; an anchor without a value is still open."""

    def __init__(self) -> None:
        self._anchors: dict[str, tuple[Json, Place] | None] = {}
        self._room = MAX_EXPANSION

    def open(self, anchor: str) -> None:
        """A collection with this anchor starts."""
        self._anchors[anchor] = None

    def define(self, anchor: str, value: Json, place: Place) -> None:
        """What the anchor stands for from here on."""
        self._anchors[anchor] = (value, place)

    def expand(self, anchor: str, depth: int) -> tuple[Json, Place]:
        """A copy of what the anchor stands for, to be put on this level; ReadError when that is not allowed."""
        if anchor not in self._anchors:
            raise ReadError(
                f"the alias *{anchor} has no anchor before it", f"define &{anchor} first, or write the value out"
            )
        found = self._anchors[anchor]
        if found is None:
            raise ReadError(f"the alias *{anchor} stands inside its own anchor", _WRITE_OUT)
        value, place = found
        return self._copy(value, depth), place

    def _copy(self, value: Json, depth: int) -> Json:
        self._spend(value)
        if isinstance(value, dict | list) and depth > MAX_DEPTH:
            raise ReadError(f"an alias makes more than {MAX_DEPTH} levels of lists and mappings", _WRITE_OUT)
        if isinstance(value, dict):
            for key in value:
                self._spend(key)
            return {key: self._copy(item, depth + 1) for key, item in value.items()}
        if isinstance(value, list):
            return [self._copy(item, depth + 1) for item in value]
        return value

    def _spend(self, value: Json) -> None:
        self._room -= 1 + (len(value) // _LONG_TEXT if isinstance(value, str) else 0)
        if self._room < 0:
            raise ReadError(f"aliases expand to more than {MAX_EXPANSION} values", _WRITE_OUT)
