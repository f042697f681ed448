# SPDX-License-Identifier: Apache-2.0
"""The schema files, read once, under the addresses by which they refer to each other."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from licet import resources

# Never fetched: relative references in the files are resolved against it.
_BASE = "https://licet.invalid/schemas/"


@cache
def all_files() -> dict[str, dict[str, Any]]:
    """Every schema that a manifest or waiver file needs, by address."""
    folder = resources.schemas()
    paths = [*folder.glob("manifest/*.schema.json"), folder / "manifest.schema.json", folder / "waiver.schema.json"]
    return {address(path.relative_to(folder).as_posix()): json.loads(path.read_bytes()) for path in paths}


def root(of: str) -> dict[str, str]:
    """A schema that stands for the whole of one kind of document."""
    return {"$ref": address(f"{of}.schema.json")}


def address(name: str) -> str:
    """The address of a schema file."""
    return _BASE + name


@cache
def aliases() -> dict[str, Any]:
    """The table of older names and words."""
    table: dict[str, Any] = json.loads((resources.schemas() / "aliases.json").read_bytes())
    return table
