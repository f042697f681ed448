# SPDX-License-Identifier: Apache-2.0
"""The URL of a ledger: `sqlite:///FILE` or `postgresql://USER@HOST/DATABASE`, and what of it may be shown."""

from __future__ import annotations

import re
from typing import NamedTuple

from licet.errors import UsageError
from licet.settings import masked_url

FORMS = "Write sqlite:///FILE (sqlite:////FILE for an absolute path) or postgresql://USER@HOST/DATABASE."
_POSTGRESQL = re.compile(r"postgres(?:ql)?(?:\+psycopg)?://")


class Address(NamedTuple):
    """`kind` is sqlite or postgresql; `place` a file's path, or the URL after its scheme. Only `shown` may be printed."""

    kind: str
    place: str
    shown: str


def parse(url: str) -> Address:
    """UsageError for anything but the two forms; the message never repeats the URL, which may hold a password."""
    if url.startswith("sqlite:///"):
        return _file(url.removeprefix("sqlite:///"))
    if found := _POSTGRESQL.match(url):
        return Address("postgresql", url[found.end() :], masked_url(url))
    scheme = url.partition(":")[0]
    named = f"{scheme}:" if ":" in url and re.fullmatch(r"[a-z0-9+.-]{1,32}", scheme) else "this text"
    raise UsageError(f"{named} is no address of a ledger", FORMS)


def _file(path: str) -> Address:
    if path in ("", ":memory:"):
        raise UsageError("a ledger in memory would be lost", FORMS)
    if "?" in path or "\0" in path:
        raise UsageError("the ledger's path holds a question mark or a zero byte", "Give a plain path, without options.")
    return Address("sqlite", path, f"sqlite:///{path}")
