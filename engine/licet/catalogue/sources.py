# SPDX-License-Identifier: Apache-2.0
"""Policy folders as bytes: what there is to compile, and its digest."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from licet.errors import PolicyError

FOLDERS = {
    "rules": ".rego",
    "lib": ".rego",
    "licenses": ".yaml",
    "parameters": ".yaml",
    "profiles": ".yaml",
    "topics": ".yaml",
}


class Source(NamedTuple):
    """One policy file: `kind` is its top folder, `name` its path below that folder without the ending."""

    kind: str
    name: str
    path: str
    content: bytes


def read(folders: list[Path]) -> list[Source]:
    """Every policy file of the folders, in a fixed order; the shipped folder comes first."""
    found: list[Source] = []
    for folder in folders:
        found.extend(_folder(folder))
    return found


def digest(sources: list[Source]) -> str:
    """`sha256:…` over names and contents: any change of any policy file changes it."""
    total = hashlib.sha256()
    for source in sources:
        line = f"{source.kind}/{source.name} {hashlib.sha256(source.content).hexdigest()}\n"
        total.update(line.encode())
    return f"sha256:{total.hexdigest()}"


def _folder(folder: Path) -> list[Source]:
    if not any((folder / kind).is_dir() for kind in FOLDERS):
        known = ", ".join(sorted(FOLDERS))
        raise PolicyError(f"{folder}: no policies here", f"A policy folder holds one of: {known}.")
    return [source for kind, ending in FOLDERS.items() for source in _kind(folder, kind, ending)]


def _kind(folder: Path, kind: str, ending: str) -> list[Source]:
    top = folder / kind
    paths = sorted(path for path in top.rglob(f"*{ending}") if path.is_file())
    return [
        Source(kind, path.relative_to(top).with_suffix("").as_posix(), str(path), path.read_bytes())
        for path in paths
    ]
