# SPDX-License-Identifier: Apache-2.0
"""Files behind claims: what the manifest points at, and whether it is there and is what it says.

`plan` is pure; `run` looks. The answer for each pointer is one of
`verified` (file and digest match), `present` (file without a digest), `differs`, `missing`, `unchecked`.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from licet.documents import Document
from licet.documents.pointer import join
from licet.errors import InputError, Problem
from licet.manifest import components

JSON = dict[str, Any]
_PATH_KEYS = frozenset({"path", "file", "batch_sizes", "noise"})  # keys whose value is a path in the manifest
_TESTED_ELSEWHERE = frozenset({"anonymization", "differential_privacy", "labels"})
_NORMALIZED_LIMIT = 8 * 1024 * 1024
_CHUNK = 1 << 20


class Job(NamedTuple):
    """One file to look at; `texts` asks for the digest that license texts are recorded under."""

    pointer: str
    path: str
    sha256: str | None
    texts: bool = False


class Result(NamedTuple):
    """What was found at one pointer."""

    state: str
    sha256: str | None = None
    sha256_normalized: str | None = None


def plan(manifest: JSON) -> list[Job]:
    """Every file behind a claim, but for data sets and training logs: those are read by whoever tests the claim."""
    return [*_license_files(manifest), *_evidence(manifest, "")]


def run(jobs: list[Job], document: Document, base: Path, root: Path, *, skip: bool = False) -> dict[str, Result]:
    """Look at each file. Paths that leave the root are an InputError, whoever would have read them."""
    _inside(document, base, root)
    if skip:
        return {job.pointer: Result("unchecked") for job in jobs}
    return {job.pointer: _look(job, base) for job in jobs}


def _license_files(manifest: JSON) -> Iterator[Job]:
    for _, pointer, component in components(manifest):
        stated = component.get("license")
        if isinstance(stated, dict) and stated.get("file"):
            yield Job(f"{pointer}/license", stated["file"], stated.get("sha256"), texts=True)


def _evidence(value: Any, pointer: str) -> Iterator[Job]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _evidence(item, join([index], base=pointer))
    elif isinstance(value, dict):
        if isinstance(value.get("path"), str):
            yield Job(pointer, value["path"], value.get("sha256"))
        for key, item in value.items():
            if key not in _TESTED_ELSEWHERE:
                yield from _evidence(item, join([key], base=pointer))


def _inside(document: Document, base: Path, root: Path) -> None:
    bound = os.path.realpath(root)
    problems = [
        _outside(document, pointer, value)
        for pointer, value in _paths(document.data, "")
        if not _contained(value, base, bound)
    ]
    if problems:
        raise InputError(f"{document.name}: paths leave the root", "Keep evidence below the root.", problems)


def _paths(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            place = join([key], base=pointer)
            if key in _PATH_KEYS and isinstance(item, str):
                yield place, item
            else:
                yield from _paths(item, place)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _paths(item, join([index], base=pointer))


def _contained(value: str, base: Path, bound: str) -> bool:
    if "\0" in value or os.path.isabs(value) or re.match(r"[A-Za-z]:|\\", value):
        return False
    found = os.path.realpath(base / value)
    return os.path.commonpath([bound, found]) == bound


def _outside(document: Document, pointer: str, value: str) -> Problem:
    place = document.position(pointer)
    message = f"the path {value!r} leaves the root"
    hint = "Write a path below the root, relative to the manifest, or name another root with --root."
    return Problem(document.name, place.line, place.column, pointer, message, hint)


def _look(job: Job, base: Path) -> Result:
    path = base / job.path
    try:
        if not path.is_file():
            return Result("missing")
        found, normalized = _digests(path, job.texts)
    except OSError:
        return Result("missing")
    if job.sha256 is None:
        return Result("present", found, normalized)
    stated = job.sha256.removeprefix("sha256:").lower()
    return Result("verified" if stated in (found, normalized) else "differs", found, normalized)


def _digests(path: Path, texts: bool) -> tuple[str, str | None]:
    total = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            total.update(chunk)
    return total.hexdigest(), _normalized(path) if texts and path.stat().st_size <= _NORMALIZED_LIMIT else None


def _normalized(path: Path) -> str:
    """The digest of a license text with runs of white space collapsed: how the catalogue records texts."""
    text = b" ".join(path.read_bytes().split())
    return hashlib.sha256(text).hexdigest()
