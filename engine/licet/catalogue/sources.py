# SPDX-License-Identifier: Apache-2.0
"""Policy folders as bytes: what there is to compile, and its digest."""

from __future__ import annotations

import hashlib
import os
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

BUNDLE = "lib/bundle.rego"  # the module that the loader itself writes


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
    found = [source for kind, ending in FOLDERS.items() for source in _kind(folder, kind, ending)]
    if not found:
        raise PolicyError(f"{folder}: no policies here", "Its folders hold no rule, license or parameter.")
    return found


def _kind(folder: Path, kind: str, ending: str) -> list[Source]:
    # os.walk and open: with Path objects for each file this took longer than all the rest of loading.
    top = str(folder / kind)
    paths = []
    for parent, folders, names in os.walk(top, onerror=lambda error: _unreadable(error, top)):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in folders:
            if os.path.islink(os.path.join(parent, name)):
                raise PolicyError(f"{parent}/{name} is a link to a folder", "Copy the policies; links are not followed.")
        paths += [os.path.join(parent, name) for name in names if _is_policy(parent, name, ending)]
    return [_source(kind, top, path, ending) for path in sorted(paths)]


def _is_policy(parent: str, name: str, ending: str) -> bool:
    """Notes and hidden files are let be; a rule whose ending is misspelled must not be passed over."""
    if name.startswith(".") or name.endswith((".md", ".txt", "~")):
        return False
    if not name.endswith(ending):
        raise PolicyError(f"{parent}/{name} is no policy file", f"Let its name end in {ending}, or move it elsewhere.")
    return True


def _unreadable(error: OSError, top: str) -> None:
    if error.filename != top or not isinstance(error, FileNotFoundError):
        raise PolicyError(f"{error.filename} cannot be read: {error.strerror}", "Make the policy folder readable.")


def _source(kind: str, top: str, path: str, ending: str) -> Source:
    name = os.path.relpath(path, top).removesuffix(ending).replace(os.sep, "/")
    try:
        with open(path, "rb") as file:
            return Source(kind, name, path, file.read())
    except OSError as error:
        raise PolicyError(f"{path} cannot be read: {error.strerror}", "Make the policy folder readable.") from None
