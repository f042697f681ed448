# SPDX-License-Identifier: Apache-2.0
"""Privacy claims recomputed and budgets composed: training logs and the ledger are read here, `licet.dp` computes.

What was computed is kept in the user's cache under a digest of everything that it was computed from.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from licet import cache
from licet.catalogue import Catalogue
from licet.evidence import training_logs
from licet.evidence.sources import Sources

JSON = dict[str, Any]
NOTHING: JSON = {"differential_privacy": {}, "privacy_budgets": {}}
READ = ("default_budget",)  # parameters of the area dp that accounting itself needs; rules compare with the others


def measure(manifest: JSON, catalogue: Catalogue, sources: Sources) -> JSON:
    """The tables `differential_privacy` and `privacy_budgets` of the facts; nothing is imported where nobody asks."""
    parameters = {name: catalogue.parameter(f"dp/{name}") for name in READ}
    if not _concerned(manifest, parameters, sources):
        return NOTHING
    logs = {} if sources.skip else training_logs.tested(manifest, sources.base)
    entries = _entries(manifest, sources.ledger)  # asked for by its URL: skipping evidence does not skip it
    asked = {"models": manifest.get("models"), "datasets": manifest.get("datasets"), "deployment": manifest.get("deployment")}
    digest = _digest([asked, parameters, logs, entries, _code()])
    folders = [sources.cache_folder] if sources.cache_folder else []
    known = cache.find(cache.EVIDENCE, digest, folders)
    if known is not None:
        return known
    found = _derived(manifest, parameters, logs, entries)
    for folder in folders:
        cache.store(cache.EVIDENCE, digest, found, folder)
    return found


def _concerned(manifest: JSON, parameters: JSON, sources: Sources) -> bool:
    models = (model.get("training") or {} for model in manifest.get("models") or [])
    datasets = manifest.get("datasets") or []
    budgets = any(dataset.get("privacy_budget") is not None for dataset in datasets)
    wanted = parameters["default_budget"] is not None or sources.ledger is not None
    return budgets or (wanted and bool(datasets)) or any(one.get("differential_privacy") is not None for one in models)


def _entries(manifest: JSON, url: str | None) -> JSON | None:
    """What the ledger holds on the manifest's data sets, None without a ledger."""
    if url is None:
        return None
    from licet.dp.ledger import open_ledger

    of = open_ledger(url).snapshot()
    names = [dataset["name"] for dataset in manifest.get("datasets") or [] if dataset.get("name")]
    return {name: list(of(name)) for name in names}


def _derived(manifest: JSON, parameters: JSON, logs: JSON, entries: JSON | None) -> JSON:
    from licet.dp import records

    return records.derive(manifest, parameters=parameters, logs=logs, ledger=entries)


def _code() -> list[list[Any]]:
    """What computes: an accountant that was changed must not be answered for by the one before."""
    folder = Path(__file__).parents[1] / "dp"
    files = sorted(folder.rglob("*.py"))
    return [[file.name, *_state(file)] for file in files]


def _state(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_size, found.st_mtime_ns


def _digest(inputs: Any) -> str:
    return hashlib.sha256(json.dumps(inputs, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
