# SPDX-License-Identifier: Apache-2.0
"""Which files are manifests: a named file always is one, in folders and globs the name or the content tells."""

from __future__ import annotations

import glob
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from licet.bounds import MAX_BYTES
from licet.errors import UsageError

_NAMED = re.compile(r"(^|\.)licet\.(ya?ml|json)$", re.IGNORECASE)
_ENDINGS = (".yaml", ".yml", ".json")
_KEY = re.compile(rb"""^(?:\xef\xbb\xbf)?["']?manifest_version["']?[ \t]*:""", re.MULTILINE)
_SKIPPED = frozenset({"node_modules", "__pycache__"})
_HINT = "Name a manifest, or a folder that holds licet.yaml, *.licet.yaml or a file with manifest_version."


def discover(names: list[str]) -> list[Path]:
    """Every manifest of the paths given, each once, in order; a path that yields none is an error."""
    found: dict[str, Path] = {}
    for name in names:
        for path in _expand(name):
            found.setdefault(os.path.realpath(path), _near(path))
    if not found:
        raise UsageError("no manifest was named", _HINT)
    return list(found.values())


def _near(path: Path) -> Path:
    """Relative where the file lies below the working folder: reports then name it as a repository does."""
    if not path.is_absolute():
        return path
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else Path(relative)


def _expand(name: str) -> list[Path]:
    path = Path(name)
    if path.is_dir():
        matches = list(_folder(path))
    elif glob.has_magic(name) and not path.exists():
        matches = sorted(one for one in map(Path, glob.glob(name, recursive=True)) if one.is_file() and _is_one(one))
    else:
        return [path]
    if not matches:
        raise UsageError(f"{name}: no manifest found", _HINT)
    return matches


def _folder(folder: Path) -> Iterator[Path]:
    seen: set[str] = set()
    for parent, folders, files in os.walk(folder, onerror=_unreadable, followlinks=True):
        real = os.path.realpath(parent)
        if real in seen:  # a link back to a folder above
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(one for one in folders if not one.startswith(".") and one not in _SKIPPED)
        yield from (path for path in (Path(parent, file) for file in sorted(files)) if _is_one(path))


def _unreadable(error: OSError) -> NoReturn:
    raise UsageError(f"{error.filename}: the folder cannot be read: {error.strerror}", "Make it readable.") from None


def _is_one(path: Path) -> bool:
    """A file of the right name is one whatever it holds, a pipe or dangling link included: its fault is reported."""
    if _NAMED.search(path.name):
        return not path.is_dir()
    if not path.name.lower().endswith(_ENDINGS) or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES)
            if file.peek(1):
                return _names_key(file.fileno())
    except OSError:
        return True
    return _json_has_key(content) if path.suffix.lower() == ".json" else _yaml_has_key(content)


def _names_key(descriptor: int) -> bool:
    """A file that is too large to be read is taken for a manifest wherever it names the key."""
    import mmap

    with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as content:
        return content.find(b"manifest_version") >= 0


def _yaml_has_key(content: bytes) -> bool:
    """At the start of a line; in flow style, where the key may stand anywhere, a file that names it is taken for one."""
    flow = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b"manifest_version" in content
    return flow or bool(_KEY.search(content))


def _json_has_key(content: bytes) -> bool:
    """A JSON file that names the key but does not parse is taken for a manifest, so its fault is reported."""
    if b"manifest_version" not in content:
        return False
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return True
    return isinstance(data, dict) and "manifest_version" in data
