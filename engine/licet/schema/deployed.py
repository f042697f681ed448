# SPDX-License-Identifier: Apache-2.0
"""Which model older names mean that speak of `model` and `model.base` as if there were only one."""

from __future__ import annotations

from typing import Any

from licet.schema.tree import Path

_CHANGES = frozenset({"finetune", "adapter", "merge", "quantization", "conversion"})


class Unclear(Exception):
    """No model or several fit."""


def deployed_path(data: Any, word: str) -> Path:
    """The path of the one deployed model, or of the one model it was changed from."""
    models = data.get("models") if isinstance(data, dict) else None
    entries = [entry for entry in models if isinstance(entry, dict)] if isinstance(models, list) else []
    names = [entry.get("name") for entry in entries]
    deployed = _one(_named(data, names), "deployed")
    if word == "{deployed}":
        return "models", names.index(deployed)
    edges = entries[names.index(deployed)].get("derived_from")
    bases = [
        edge.get("model")
        for edge in (edges if isinstance(edges, list) else [])
        if isinstance(edge, dict) and edge.get("relation") in _CHANGES
    ]
    return "models", names.index(_one([base for base in bases if base in names], "its base"))


def _named(data: Any, names: list[Any]) -> list[Any]:
    deployment = data.get("deployment") if isinstance(data, dict) else None
    said = deployment.get("models") if isinstance(deployment, dict) else None
    return names if said is None else [name for name in said if name in names] if isinstance(said, list) else []


def _one(found: list[Any], what: str) -> Any:
    if len(found) != 1:
        raise Unclear(f"and {len(found)} are {what}")
    return found[0]
