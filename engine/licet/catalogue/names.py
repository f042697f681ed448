# SPDX-License-Identifier: Apache-2.0
"""The names that texts go by."""

from __future__ import annotations

from typing import Any

JSON = dict[str, Any]


def index(licenses: dict[str, JSON]) -> dict[str, list[str]]:
    """Lower-case name → ids of the texts that go by it; an id of a text always means that text alone."""
    found: dict[str, list[str]] = {}
    for key, record in licenses.items():
        spoken = [record["spdx"], record["hugging_face"], record["title"], *record["aliases"]]
        for name in {folded(name) for name in spoken if name}:
            found.setdefault(name, []).append(key)
    for key in licenses:
        found[folded(key)] = [key]
    return {name: sorted(ids) for name, ids in sorted(found.items())}


def folded(name: str) -> str:
    """Case and spacing do not make another license; look-alike letters do, so only ASCII is folded."""
    return " ".join(name.lower().split()) if name.isascii() else name
