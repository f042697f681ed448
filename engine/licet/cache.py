# SPDX-License-Identifier: Apache-2.0
"""Derived content on disk, by kind and by digest of what it was derived from: a stale or foreign file never matches."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from licet import __version__

JSON = dict[str, Any]
FORM = 3  # raised whenever the form of any kind changes
CATALOGUE = "catalogue"
EVIDENCE = "evidence"
SHIPPED = f"{CATALOGUE}.json"


def find(kind: str, digest: str, folders: list[Path]) -> JSON | None:
    """The content of this kind and digest, from the wheel's own folder or the user's cache."""
    for folder in folders:
        for name in (f"{kind}.json", _name(kind, digest)):
            stored = _read(folder / name, _key(kind, digest))
            if stored is not None:
                return stored
    return None


def store(kind: str, digest: str, content: JSON, folder: Path) -> None:
    """Write atomically. A folder that cannot be written costs time at the next start and nothing else."""
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(kind, digest, content, folder / _name(kind, digest))


def write(kind: str, digest: str, value: JSON, path: Path) -> None:
    """Write one file: its key and its own digest on the first line, then the content."""
    import tempfile

    content = json.dumps(value, separators=(",", ":"), allow_nan=False).encode()
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_head(_key(kind, digest), content) + content)
        os.replace(temporary, path)
    except OSError:
        os.unlink(temporary)
        raise


def _name(kind: str, digest: str) -> str:
    return f"{kind}-{digest.removeprefix('sha256:')[:32]}.json"


def _key(kind: str, digest: str) -> JSON:
    return {"kind": kind, "form": FORM, "licet": __version__, "digest": digest}


def _read(path: Path, key: JSON) -> JSON | None:
    """The content, where it is byte for byte what was written: a damaged file must not change a verdict."""
    try:
        stored = path.read_bytes()
    except OSError:
        return None
    content = stored[stored.find(b"\n") + 1 :]
    if stored[: -len(content) or None] != _head(key, content):
        return None
    found: JSON = json.loads(content)
    return found


def _head(key: JSON, content: bytes) -> bytes:
    return json.dumps({**key, "sha256": hashlib.sha256(content).hexdigest()}).encode() + b"\n"
