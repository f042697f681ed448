# SPDX-License-Identifier: Apache-2.0
"""Reading a validated manifest: absent and null stay apart from false, zero and permission."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

JSON = dict[str, Any]
KINDS = {"models": "model", "datasets": "dataset", "software": "software"}


def components(manifest: JSON) -> Iterator[tuple[str, str, JSON]]:
    """(kind, JSON Pointer, component) of every model, dataset and piece of software."""
    for key, kind in KINDS.items():
        for index, component in enumerate(manifest.get(key) or []):
            yield kind, f"/{key}/{index}", component


def section(manifest: JSON, name: str) -> JSON:
    """A top-level object; an absent or null one is empty, so each of its fields is unknown."""
    return manifest.get(name) or {}
