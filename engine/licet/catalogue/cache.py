# SPDX-License-Identifier: Apache-2.0
"""The compiled catalogue on disk, by digest of its sources: a stale or foreign file never matches."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from licet import __version__

JSON = dict[str, Any]
FORM = 2  # raised whenever the compiled form changes
SHIPPED = "catalogue.json"


def find(digest: str, folders: list[Path]) -> JSON | None:
    """The compiled catalogue of this digest, from the wheel's own folder or the user's cache."""
    for folder in folders:
        for name in (SHIPPED, _name(digest)):
            stored = _read(folder / name, digest)
            if stored is not None:
                return stored
    return None


def store(digest: str, catalogue: JSON, folder: Path) -> None:
    """Write atomically. A folder that cannot be written costs time at the next start and nothing else."""
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(digest, catalogue, folder / _name(digest))


def write(digest: str, catalogue: JSON, path: Path) -> None:
    """Write one compiled catalogue: its key and its own digest on the first line, then the content."""
    import tempfile

    content = json.dumps(catalogue, separators=(",", ":")).encode()
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_head(digest, content) + content)
        os.replace(temporary, path)
    except OSError:
        os.unlink(temporary)
        raise


def _name(digest: str) -> str:
    return f"catalogue-{digest.removeprefix('sha256:')[:32]}.json"


def _read(path: Path, digest: str) -> JSON | None:
    """The content, where it is byte for byte what was written: a damaged file must not change a verdict."""
    try:
        stored = path.read_bytes()
    except OSError:
        return None
    content = stored[stored.find(b"\n") + 1 :]
    if stored[: -len(content) or None] != _head(digest, content):
        return None
    found: JSON = json.loads(content)
    return found


def _head(digest: str, content: bytes) -> bytes:
    key = {"form": FORM, "licet": __version__, "digest": digest, "sha256": hashlib.sha256(content).hexdigest()}
    return json.dumps(key).encode() + b"\n"
