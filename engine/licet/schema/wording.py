# SPDX-License-Identifier: Apache-2.0
"""One sentence and one hint for each failure of a schema; nobody has to know JSON Schema to read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from licet.documents import Json
from licet.documents.pointer import join, split
from licet.documents.reading import quoted
from licet.schema import belonging, hints
from licet.schema.problems import Fault

_NOUNS = {
    "object": "an object",
    "array": "a list",
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}
_LONGEST = 80


class Failure(NamedTuple):
    """One value that one keyword of one schema refuses; `in_name`: the value is the key of an object."""

    pointer: str
    keyword: str
    limit: Any
    value: Json
    schema: Mapping[str, Any]
    in_name: bool = False


def faults(failure: Failure) -> list[Fault]:
    """What to say about it."""
    if failure.in_name:
        pointer = join([str(failure.value)], base=failure.pointer)
        message = f"`{_shown(str(failure.value))}` is not {_expected(failure)}"
        return [Fault(pointer, message, "write another key", on_key=True)]
    return _SAYING.get(failure.keyword, _bound)(failure)


def label(pointer: str) -> str:
    """A pointer as people write it: `models[0].license`."""
    text = ""
    for token in split(pointer):
        text += f"[{token}]" if token.isdecimal() else f".{token}" if text else token
    return _shown(text) or "the file"


def _shown(text: str) -> str:
    """A key or path of somebody's file, short and without characters that deceive."""
    if len(text) > _LONGEST:
        text = "…" + text[-_LONGEST:]
    return text if text.isprintable() else quoted(text)


def _type(failure: Failure) -> list[Fault]:
    limit = failure.limit if isinstance(failure.limit, list) else [failure.limit]
    hint = hints.for_type(failure.value, frozenset(limit)) or _described(failure)
    return [_fault(failure, f"must be {_expected(failure)}, not {_named(failure.value)}", hint, rank=0)]


def _enum(failure: Failure) -> list[Fault]:
    listed = failure.limit if failure.keyword == "enum" else [branch["const"] for branch in failure.limit]
    return [_choice(failure, tuple(str(option) for option in listed if option is not None))]


def _choice(failure: Failure, options: tuple[str, ...]) -> Fault:
    message = f"cannot be {_named(failure.value)}"
    typed = None
    if not isinstance(failure.value, str) or not failure.value.strip():
        typed = hints.for_type(failure.value, frozenset())
    elif failure.value.lower() not in options:
        typed = hints.for_type(failure.value, frozenset({"null"}))
    text = failure.value if isinstance(failure.value, str) and not typed else None
    return _fault(failure, message, typed or hints.one_of(options), rank=1, found=text, options=options)


def _one_of(failure: Failure) -> list[Fault]:
    if all("const" in branch for branch in failure.limit):
        return _enum(failure)
    keys = [key for branch in failure.limit for key in branch["required"]]
    held = [key for key in keys if isinstance(failure.value, dict) and key in failure.value]
    found = " and ".join(held) if held else "none of them"
    message = f"must name exactly one of {', '.join(keys)}, not {found}"
    return [_fault(failure, message, "write one entry for each parent", rank=1)]


def _any_of(failure: Failure) -> list[Fault]:
    options = belonging.countries() if "country" in str(failure.schema.get("title")) else ()
    return [_choice(failure, options)._replace(hint=f"write {_expected(failure)}")]


def _unknown_keys(failure: Failure) -> list[Fault]:
    assert isinstance(failure.value, dict)
    known = tuple(failure.schema.get("properties", ()))
    patterns = [re.compile(pattern) for pattern in failure.schema.get("patternProperties", ())]
    extra = [key for key in failure.value if key not in known and not any(one.search(key) for one in patterns)]
    return [_unknown_key(failure, key, known) for key in extra]


def _unknown_key(failure: Failure, key: str, known: tuple[str, ...]) -> Fault:
    pointer = join([key], base=failure.pointer)
    if failure.schema.get("patternProperties") and not known:
        return Fault(pointer, f"`{_shown(key)}` does not fit: {_expected(failure)}", _described(failure), on_key=True)
    message = f"`{_shown(key)}` is not a key of {label(failure.pointer)}"
    here = split(failure.pointer)
    homes = [home for home in belonging.homes(key) if home.rpartition(".")[2].removesuffix("[]") not in here]
    hint = f"it belongs in {', '.join(homes)}" if homes else hints.one_of(known)
    return Fault(pointer, message, hint, on_key=True, found=key, options=known)


def _missing(failure: Failure) -> list[Fault]:
    assert isinstance(failure.value, dict)
    keys = [key for key in failure.limit if key not in failure.value]
    return [_lacking(failure, key) for key in keys]


def _lacking(failure: Failure, key: str) -> Fault:
    entry = failure.schema.get("properties", {}).get(key, {})
    hint = f"write `{key}: null` if nobody knows"
    if belonging.is_structural(key):
        hint = f"add it: {_described(failure._replace(schema=entry))}"
    message = f"{label(failure.pointer)} lacks `{key}`"
    return Fault(join([key], base=failure.pointer), message, hint)


def _length(failure: Failure) -> list[Fault]:
    if failure.value in ("", []) and failure.keyword.startswith("min"):
        hint = hints.EMPTY if failure.value == "" else _described(failure)
        return [_fault(failure, "must not be empty", hint, rank=2)]
    return [_fault(failure, f"must be {_expected(failure)}, not {_named(failure.value)}", _described(failure), rank=2)]


def _deceiving(failure: Failure) -> list[Fault]:
    message = "holds control, invisible or reordering characters"
    return [_fault(failure, f"{message}: {_named(failure.value)}", "type it again as plain text on one line", rank=3)]


def _bound(failure: Failure) -> list[Fault]:
    hint = _described(failure)
    if isinstance(failure.value, str):
        hint = hints.for_type(failure.value, frozenset({"string"})) or hint
    return [_fault(failure, f"must be {_expected(failure)}, not {_named(failure.value)}", hint, rank=4)]


def _calendar(failure: Failure) -> list[Fault]:
    message = f"is not a day of the calendar: {_named(failure.value)}"
    return [_fault(failure, message, "write a day that exists", rank=5)]


_SAYING: dict[str, Callable[[Failure], list[Fault]]] = {
    "type": _type,
    "enum": _enum,
    "const": _bound,
    "oneOf": _one_of,
    "anyOf": _any_of,
    "additionalProperties": _unknown_keys,
    "required": _missing,
    "minLength": _length,
    "maxLength": _length,
    "minItems": _length,
    "maxItems": _length,
    "not": _deceiving,
    "format": _calendar,
}


def _fault(failure: Failure, message: str, hint: str, **more: Any) -> Fault:
    place = f"`{label(failure.pointer)}`" if failure.pointer else "the file"
    return Fault(failure.pointer, f"{place} {message}", hint, **more)


def _expected(failure: Failure) -> str:
    title = failure.schema.get("title")
    if isinstance(title, str) and " " in title:
        return title
    types = failure.schema.get("type", [])
    nouns = [_NOUNS[name] for name in ([types] if isinstance(types, str) else types) if name in _NOUNS]
    return " or ".join(nouns) or "another value"


def _described(failure: Failure) -> str:
    first = str(failure.schema.get("description") or f"write {_expected(failure)}").partition(". ")[0]
    return first.removesuffix(".")


def _named(value: Json) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    return str(value) if isinstance(value, int | float) else "a list" if isinstance(value, list) else "an object"
