# SPDX-License-Identifier: Apache-2.0
"""SPDX expressions as alternatives: each arm is the set of names that bind together.

AND joins, OR offers a choice, WITH keeps the exception, parentheses bind (SPDX 2.3 annex D).
"""

from __future__ import annotations

import itertools
import re
from functools import cache
from typing import Any

LONGEST = 1000
DEEPEST = 32
MOST_ARMS = 16
_OPERATOR = re.compile(r"\s(?:AND|OR|WITH|and|or|with)\s|[()]")

Arm = tuple[str, ...]  # names that all apply; an exception is written "X WITH Y"


def looks_like_one(text: str) -> bool:
    """Whether a license string has an operator or a parenthesis."""
    return bool(_OPERATOR.search(text))


def arms(text: str) -> list[Arm] | None:
    """The alternatives of an expression in the order written, or None for one that does not parse or is too large."""
    if len(text) > LONGEST or not text.isascii() or text.count("(") > DEEPEST:
        return None
    from boolean import ParseError
    from license_expression import ExpressionError

    try:
        tree = _licensing().parse(text)
    except (ExpressionError, ParseError, IndexError):  # the parser runs off the end of "()"
        return None
    return None if tree is None else _arms(tree)


def spdx_known(name: str) -> bool:
    """Whether the SPDX license list has this license or exception (case-insensitive)."""
    return name.isascii() and name.lower() in _spdx_names()


@cache
def _licensing() -> Any:
    from license_expression import Licensing

    return Licensing()


@cache
def _spdx_names() -> frozenset[str]:
    from license_expression import get_license_index

    keys = (entry.get("spdx_license_key") for entry in get_license_index())
    return frozenset(key.lower() for key in keys if key and not key.startswith("LicenseRef-"))


def _arms(tree: Any) -> list[Arm] | None:
    from boolean import AND, OR

    if isinstance(tree, OR | AND):
        parts = [_arms(part) for part in tree.args]
        if any(part is None for part in parts):
            return None
        found = _chosen(parts) if isinstance(tree, OR) else _joined(parts)
        return found if len(found) <= MOST_ARMS else None
    return [(_name(tree),)]


def _chosen(parts: list[list[Arm]]) -> list[Arm]:
    return list(dict.fromkeys(itertools.chain.from_iterable(parts)))


def _joined(parts: list[list[Arm]]) -> list[Arm]:
    combined: list[Arm] = [()]
    for part in parts:
        combined = [tuple(dict.fromkeys((*left, *right))) for left in combined for right in part]
        if len(combined) > MOST_ARMS:
            break
    return combined


def _name(symbol: Any) -> str:
    exception = getattr(symbol, "exception_symbol", None)
    if exception is not None:
        return f"{symbol.license_symbol.key} WITH {exception.key}"
    return symbol.key
