# SPDX-License-Identifier: Apache-2.0
"""The compiled catalogue on disk, by digest of its sources: a stale or foreign file never matches."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import Any

from licet import __version__

JSON = dict[str, Any]
FORM = 1  # raised whenever the compiled form changes
SHIPPED = "catalogue.json"


def find(digest: str, folders: list[Path]) -> JSON | None:
    """The compiled catalogue of this digest, from the wheel's own folder or the user's cache."""
    for folder in folders:
        for name in (SHIPPED, _name(digest)):
            stored = _read(folder / name)
            if stored is not None and _key(stored) == [FORM, __version__, digest]:
                return stored["catalogue"]
    return None


def store(digest: str, catalogue: JSON, folder: Path) -> None:
    """Write atomically. A folder that cannot be written costs time at the next start and nothing else."""
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(digest, catalogue, folder / _name(digest))


def write(digest: str, catalogue: JSON, path: Path) -> None:
    """Write one compiled catalogue; the wheel's build does this too."""
    stored = {"form": FORM, "licet": __version__, "digest": digest, "catalogue": catalogue}
    import tempfile

    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(stored, file, separators=(",", ":"))
    os.replace(temporary, path)


def _name(digest: str) -> str:
    return f"catalogue-{digest.removeprefix('sha256:')[:32]}.json"


def _read(path: Path) -> JSON | None:
    try:
        stored = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return stored if isinstance(stored, dict) else None


def _key(stored: JSON) -> list[Any]:
    return [stored.get(name) for name in ("form", "licet", "digest")]
