# SPDX-License-Identifier: Apache-2.0
"""One file or one piece of text, in the format that its name or its content says."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal, TypeAlias

from licet.documents import json_reader, yaml_reader
from licet.documents.document import Document
from licet.documents.files import check_size, read
from licet.documents.text import decode

if TYPE_CHECKING:
    from pathlib import Path

Format: TypeAlias = Literal["yaml", "json"]

_EXTENSIONS: dict[str, Format] = {".json": "json", ".yaml": "yaml", ".yml": "yaml"}
_READERS = {"json": json_reader.read, "yaml": yaml_reader.read}


def load(path: Path, *, name: str | None = None) -> Document:
    """Read a file; `name` is the path to show where it differs. InputError for anything that is doubtful."""
    shown = _printable(str(path) if name is None else name)
    return parse(read(path, shown), shown)


def parse(data: bytes, name: str, *, format: Format | None = None) -> Document:
    """Read the bytes of a file; without a format the extension of its name decides, then its first character."""
    shown = _printable(name)
    check_size(len(data), shown)
    text = decode(data, shown)
    value, places = _READERS[format or _format(shown, text)](text, shown)
    return Document(shown, value, text, f"sha256:{hashlib.sha256(data).hexdigest()}", places)


def _format(name: str, text: str) -> Format:
    _, dot, extension = name.rpartition(".")
    by_name = _EXTENSIONS.get(f"{dot}{extension}".lower())
    return by_name or ("json" if text.lstrip().startswith(("{", "[")) else "yaml")


def _printable(name: str) -> str:
    """File names are bytes: those that are not UTF-8 come as lone surrogates, which no report could hold."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
