# SPDX-License-Identifier: Apache-2.0
"""Logs of trainings: read, compared with their digests, tested against what the training declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from licet.errors import InputError

JSON = dict[str, Any]
KINDS = ("batch_sizes", "noise")


def tested(manifest: JSON, base: Path) -> JSON:
    """By pointer of each log that the manifest names: `{state, tests, ...}`; `tested`, or why not."""
    found: JSON = {}
    for pointer, training in _trainings(manifest):
        logs = training.get("logs") or {}
        named = {kind: logs[kind] for kind in KINDS if logs.get(kind) is not None}
        if named:
            found |= _of_training(training, f"{pointer}/logs", named, base)
    return found


def _trainings(manifest: JSON) -> Iterator[tuple[str, JSON]]:
    for index, model in enumerate(manifest.get("models") or []):
        private = (model.get("training") or {}).get("differential_privacy")
        if private is not None:
            yield f"/models/{index}/training/differential_privacy", private


def _of_training(training: JSON, pointer: str, named: JSON, base: Path) -> JSON:
    from licet.dp import log_facts, logs

    readers: dict[str, Callable[[Path, str], Any]] = {"batch_sizes": logs.read_batch_sizes, "noise": logs.read_noise}
    read = {kind: _read(readers[kind], stated, base) for kind, stated in named.items()}
    good = {kind: log for kind, log in read.items() if not isinstance(log, str)}
    result = logs.tested(log_facts.declared(training), **good) if good else {}
    return {
        f"{pointer}/{kind}": logs.of_log(result, kind) if kind in good else {"state": log, "tests": []}
        for kind, log in read.items()
    }


def _read(reader: Callable[[Path, str], Any], stated: Any, base: Path) -> Any:
    """The log, or in a word why there is none. What a broken log says is not repeated: it may hold anything."""
    named = stated if isinstance(stated, dict) else {"path": stated}
    if named.get("path") is None:
        return "missing"
    path = base / named["path"]
    if not path.is_file():
        return "missing"
    try:
        log = reader(path, named["path"])
    except InputError:
        return "unreadable"
    wanted = named.get("sha256")
    if wanted is not None and wanted.removeprefix("sha256:").lower() != log.digest.removeprefix("sha256:"):
        return "differs"
    return log
