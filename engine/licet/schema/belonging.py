# SPDX-License-Identifier: Apache-2.0
"""What the schema files say about keys as a whole: where each one is at home."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from licet.schema import files

_MAX_HOMES = 4
# Without these an object says nothing at all, so null would not do.
_STRUCTURAL = frozenset({"organization", "deployment", "step", "waivers", "rule", "reason", "approvers", "expires"})


def is_structural(key: str) -> bool:
    """Whether a required key must be more than null."""
    return key in _STRUCTURAL


def homes(key: str) -> list[str]:
    """The parts of the manifest in which a key is known; empty where it is nowhere or almost everywhere."""
    found = _homes().get(key, [])
    return found if len(found) <= _MAX_HOMES else []


@cache
def countries() -> tuple[str, ...]:
    """Every country code and group of countries."""
    common = files.all_files()[files.address("manifest/common.schema.json")]
    return tuple(common["$defs"]["country"]["enum"])


@cache
def _homes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for schema in files.all_files().values():
        for key, part in _keys(schema, str(schema["title"])):
            if part not in found.setdefault(key, []):
                found[key].append(part)
    return found


def _keys(schema: Any, part: str) -> Iterator[tuple[str, str]]:
    """Every key with the part of the manifest it is in; parts are named by their keys."""
    for key, entry in schema.get("properties", {}).items():
        yield key, part
        yield from _keys(entry, f"{part}.{key}")
    inner = [schema[keyword] for keyword in ("items", "then", "else") if keyword in schema]
    for entry in [*inner, *schema.get("$defs", {}).values()]:
        yield from _keys(entry, part)
