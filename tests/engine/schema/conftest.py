# SPDX-License-Identifier: Apache-2.0
"""How the tests of the schema stage ask: one complete manifest, a change, and what is said about it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from licet import documents, schema
from licet.documents import Document

HERE = Path(__file__).parent
Said = Callable[..., list[str]]
Changed = Callable[..., Document]


@pytest.fixture(scope="session")
def base() -> Any:
    """The complete manifest that every scenario starts from."""
    return documents.load(HERE.parents[1] / "rules" / "base.yaml").data


@pytest.fixture(scope="session")
def full() -> Any:
    """A manifest with every field of the design page."""
    return documents.load(HERE / "full_example.yaml").data


@pytest.fixture
def changed(base: Any) -> Changed:
    """The base with values set, or removed where the value is ..., by JSON Pointer."""

    def change(changes: dict[str, Any], *, start: Any = None) -> Document:
        data = copy.deepcopy(base if start is None else start)
        for pointer, value in changes.items():
            _set(data, documents.pointer.split(pointer), value)
        return documents.parse(json.dumps(data).encode(), "m.json")

    return change


@pytest.fixture
def said(changed: Changed) -> Said:
    """The problems of a changed base as `pointer: message (hint)`."""

    def ask(changes: dict[str, Any], **options: Any) -> list[str]:
        found = schema.validate(changed(changes, **options))
        return [f"{one.pointer}: {one.message} ({one.hint})" for one in found]

    return ask


def _set(data: Any, tokens: list[str], value: Any) -> None:
    for token in tokens[:-1]:
        data = data[int(token)] if isinstance(data, list) else data.setdefault(token, {})
    key: Any = int(tokens[-1]) if isinstance(data, list) else tokens[-1]
    if value is ...:
        del data[key]
    elif isinstance(data, list) and key == len(data):
        data.append(value)
    else:
        data[key] = value


@pytest.fixture(scope="session")
def pointers() -> Callable[[Any], list[str]]:
    """Every JSON Pointer into some data, outside of the free labels."""

    def walk(value: Any, pointer: str = "") -> list[str]:
        entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        found: list[str] = []
        for key, entry in entries:
            if pointer or key != "labels":
                found += [f"{pointer}/{key}", *walk(entry, f"{pointer}/{key}")]
        return found

    return walk
