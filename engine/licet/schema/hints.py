# SPDX-License-Identifier: Apache-2.0
"""What to do about a value that does not fit, in a few words."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from licet.documents import Json
from licet.schema import files

EMPTY = "null means unknown; leave nothing empty"
_QUOTED = frozenset({"true", "false"})
_YES_NO = frozenset({"yes", "no", "on", "off", "y", "n"})
_UNKNOWN = frozenset({"unknown", "n/a", "na", "none", "null", "nil", "tbd", "?", "-", "unclear", "undefined"})
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_SPELLED = re.compile(r"[+-]?[0-9][0-9 ,._']*(?: ?[kKmMbB%€$£]| ?[A-Za-z]{3,9})?")
_SEARCHED = 300
_LISTED = 12
_BRIEF = 40


def nearest(found: str, options: Sequence[str]) -> str | None:
    """The hint that names the option a writer most likely meant."""
    known = set(options)
    said = files.aliases()["hints"].get(found)
    for word in (said, found.upper(), found.lower(), found.strip().lower().replace("-", "_").replace(" ", "_")):
        if word in known:
            return f'did you mean "{word}"?'
    import difflib  # only a file with problems pays for it

    close = difflib.get_close_matches(found[:100], _searched(found, options), n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"?' if close else None


# Comparing every unknown word with every name of a large file would be quadratic.
def _searched(found: str, options: Sequence[str]) -> Sequence[str]:
    if len(options) <= _SEARCHED:
        return options
    return [option for option in options if option[:2] == found[:2]][:_SEARCHED]


def one_of(options: Sequence[str]) -> str:
    """The hint that lists what is possible."""
    if not options:
        return "there is nothing to choose from"
    more = "" if len(options) <= _LISTED else f" or {len(options) - _LISTED} more"
    return "write one of " + ", ".join(options[:_LISTED]) + more


def for_type(value: Json, expected: frozenset[str]) -> str | None:
    """The hint on a value of the wrong type; None where only a description helps."""
    if isinstance(value, str):
        return _for_text(value, expected)
    if isinstance(value, list) or "array" in expected:
        return "write a list, such as [" + _brief(value) + "]" if "array" in expected else "write one value, not a list"
    if "string" in expected and not isinstance(value, dict):
        return "put it in quotes" if value is not None else None
    return None


def _for_text(value: str, expected: frozenset[str]) -> str | None:
    word = value.strip().lower()
    if not word:
        return EMPTY
    if word in _UNKNOWN:
        return "write null if nobody knows"
    if "boolean" in expected and (word in _QUOTED or word in _YES_NO):
        return "remove the quotes" if word in _QUOTED else "write true or false"
    if expected & {"integer", "number"} and (_NUMBER.fullmatch(value) or _SPELLED.fullmatch(value)):
        return "remove the quotes" if _NUMBER.fullmatch(value) else "write digits only, without separators or units"
    return f"write a list, such as [{_brief(value)}]" if "array" in expected else None


def _brief(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=True) if not isinstance(value, dict) else "..."
    return text if len(text) <= _BRIEF else "..."
