# SPDX-License-Identifier: Apache-2.0
"""JSON Pointers (RFC 6901)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from licet.documents.values import Json

_INDEX = re.compile(r"0|[1-9][0-9]{0,9}")
_BAD_ESCAPE = re.compile(r"~(?![01])")


def escape(token: str | int) -> str:
    """One reference token as it is written inside a pointer."""
    return str(token).replace("~", "~0").replace("/", "~1")


def unescape(token: str) -> str:
    """The key or index that a written token stands for; ValueError for a `~` that escapes nothing."""
    if _BAD_ESCAPE.search(token):
        raise ValueError(f"{token!r} holds a ~ that is neither ~0 nor ~1")
    return token.replace("~1", "/").replace("~0", "~")


def join(tokens: Iterable[str | int], *, base: str = "") -> str:
    """The pointer that leads through these keys and indexes, from the root or from another pointer."""
    return base + "".join(f"/{escape(token)}" for token in tokens)


def split(pointer: str) -> list[str]:
    """Keys and indexes of a pointer, unescaped; ValueError when it is not one."""
    if not pointer:
        return []
    if not pointer.startswith("/"):
        raise ValueError(f"{pointer!r} is not a JSON Pointer: it does not start with /")
    return [unescape(token) for token in pointer[1:].split("/")]


def index(token: str, length: int) -> int | None:
    """The position that a token names in a list of that length; None when there is none."""
    if _INDEX.fullmatch(token) is None:
        return None
    number = int(token)
    return number if number < length else None


def resolve(data: Json, pointer: str) -> Json:
    """The value a pointer leads to; LookupError when nothing is there, ValueError when it is not a pointer."""
    value = data
    for token in split(pointer):
        value = _step(value, token)
    return value


def _step(value: Json, token: str) -> Json:
    if isinstance(value, dict):
        return value[token]
    if isinstance(value, list) and (number := index(token, len(value))) is not None:
        return value[number]
    raise LookupError(token)
