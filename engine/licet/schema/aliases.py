# SPDX-License-Identifier: Apache-2.0
"""Older names of facts, read as today's; where both are given and differ, nobody can say which one holds.

The table is `schemas/aliases.json`; its description says what each kind of entry does.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from licet.documents import Document
from licet.documents.pointer import split
from licet.schema import files
from licet.schema.problems import Fault
from licet.schema.renaming import Renaming
from licet.schema.tree import MISSING, matches, value_at


class Renamed(NamedTuple):
    """A document in today's names, and what could not be read as one of them."""

    document: Document
    faults: tuple[Fault, ...] = ()


def normalized(document: Document, of: str) -> Renamed:
    """The document itself when it holds no older name, else a rearranged copy."""
    table = files.aliases()
    if not _any(document, table, of):
        return Renamed(document)
    renaming = Renaming(document)
    for old, new in table["spellings"].items():
        renaming.spell(old, new)
    for entry in table[of]:
        renaming.apply(entry)
    for entry in table["words"]:
        renaming.translate(entry)
    return Renamed(renaming.tree.document(), tuple(renaming.faults))


def _any(document: Document, table: dict[str, Any], of: str) -> bool:
    if any(old in document.text for old in table["spellings"]):
        return True
    if any(_occurs(document.data, entry["from"]) for entry in table[of]):
        return True
    return any(_spoken(document.data, entry) for entry in table["words"])


def _occurs(data: Any, pointer: str) -> bool:
    return next(matches(data, split(pointer)), None) is not None


def _spoken(data: Any, entry: dict[str, Any]) -> bool:
    found = (value_at(data, path) for path in matches(data, split(entry["at"])))
    return any(isinstance(value, str) and value in entry["words"] for value in found if value is not MISSING)
