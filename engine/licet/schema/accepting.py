# SPDX-License-Identifier: Apache-2.0
"""The fast answer to "is it valid?": schemas as nested functions, built as far as a document needs them.

It only accepts. Whatever it refuses, and every keyword it does not know, is left to `jsonschema`, whose import alone
takes longer than a whole check; tests hold the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from licet.documents import Json
from licet.schema import files

Accepts = Callable[[Any], bool]
_SILENT = frozenset(
    ("$schema", "$id", "$defs", "$comment", "title", "description", "examples", "default", "deprecated")
)
_TYPES: dict[str, Accepts] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": lambda value: _is_number(value),
    "integer": lambda value: _is_number(value) and value == int(value),
}


def accepts(data: Json, of: str) -> bool:
    """Whether the document is valid as far as JSON Schema can say; False may also mean "ask jsonschema"."""
    return _at(files.root(of)["$ref"])(data)


@cache
def _at(address: str) -> Accepts:
    """The function of a schema by its address: a file, with a JSON Pointer behind `#` where it is a part of one."""
    return _built(_schema(address), address.partition("#")[0])


def _schema(address: str) -> Any:
    file, _, pointer = address.partition("#")
    schema: Any = files.all_files()[file]
    for token in pointer.split("/")[1:]:
        schema = schema[token.replace("~1", "/").replace("~0", "~")]
    return schema


def _built(schema: Any, file: str) -> Accepts:
    if isinstance(schema, bool):
        return lambda value: schema
    if schema.keys() - _SILENT - _KEYWORDS.keys() - _PARTS:
        return lambda value: False
    builders = dict.fromkeys(build for keyword, build in _KEYWORDS.items() if keyword in schema)
    checks = [build(schema, file) for build in builders]
    if len(checks) == 1:
        return checks[0]
    return lambda value: all(check(value) for check in checks)


def _reference(schema: Json, file: str) -> Accepts:
    target = _target(schema["$ref"], file)
    return lambda value: _at(target)(value)  # looked up when met: schemas refer to each other in circles


def _target(address: str, file: str) -> str:
    if address.startswith("#"):
        return file + address
    return address if "://" in address else f"{file.rsplit('/', 1)[0]}/{address}"


def _type(schema: Json, file: str) -> Accepts:
    named = schema["type"]
    checks = [_TYPES[name] for name in ([named] if isinstance(named, str) else named)]
    return checks[0] if len(checks) == 1 else lambda value: any(check(value) for check in checks)


def _enum(schema: Json, file: str) -> Accepts:
    listed = {_key(item) for item in schema.get("enum", [])}
    if "const" in schema:
        listed = {_key(schema["const"])} & listed if "enum" in schema else {_key(schema["const"])}
    return lambda value: _key(value) in listed


def _key(value: Any) -> tuple[str, str]:
    """JSON's equality: true is not 1, and 1.0 is."""
    if _is_number(value):
        return "number", repr(float(value))
    return type(value).__name__, repr(value)


def _object(schema: Json, file: str) -> Accepts:
    required = schema.get("required", ())
    known = {name: _lazy(part, file) for name, part in schema.get("properties", {}).items()}
    patterns = [
        (re.compile(pattern), _lazy(part, file)) for pattern, part in schema.get("patternProperties", {}).items()
    ]
    others = _lazy(schema.get("additionalProperties", True), file)
    names = _lazy(schema.get("propertyNames", True), file)

    def fits(name: str, value: Any) -> bool:
        matching = [check for pattern, check in patterns if pattern.search(name)]
        if name in known:
            matching.append(known[name])
        return names(name) and (all(check(value) for check in matching) if matching else others(value))

    return lambda value: (
        not isinstance(value, dict)
        or (all(name in value for name in required) and all(fits(name, item) for name, item in value.items()))
    )


def _lazy(schema: Any, file: str) -> Accepts:
    built: list[Accepts] = []

    def check(value: Any) -> bool:
        if not built:
            built.append(_built(schema, file))
        return built[0](value)

    return check


def _items(schema: Json, file: str) -> Accepts:
    check = _lazy(schema["items"], file)
    return lambda value: not isinstance(value, list) or all(check(item) for item in value)


def _sizes(schema: Json, file: str) -> Accepts:
    """Lengths of text and lists, bounds of numbers."""
    text = schema.get("minLength", 0), schema.get("maxLength", float("inf"))
    items = schema.get("minItems", 0), schema.get("maxItems", float("inf"))
    least, most = schema.get("minimum", -float("inf")), schema.get("maximum", float("inf"))
    above = schema.get("exclusiveMinimum")

    def fits(value: Any) -> bool:
        if isinstance(value, str):
            return text[0] <= len(value) <= text[1]
        if isinstance(value, list):
            return items[0] <= len(value) <= items[1]
        return not _is_number(value) or (least <= value <= most and (above is None or value > above))

    return fits


def _pattern(schema: Json, file: str) -> Accepts:
    compiled = cache(partial(re.compile, schema["pattern"]))  # the list of countries is long: only where it is met
    return lambda value: not isinstance(value, str) or compiled().search(value) is not None


def _format(schema: Json, file: str) -> Accepts:
    """A day of the calendar; other formats are not known here."""
    return lambda value: not isinstance(value, str) or (schema["format"] == "date" and _is_day(value))


def _is_day(text: str) -> bool:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _every(schema: Json, file: str) -> Accepts:
    checks = [_lazy(part, file) for part in schema["allOf"]]
    return lambda value: all(check(value) for check in checks)


def _any(schema: Json, file: str) -> Accepts:
    checks = [_lazy(part, file) for part in schema["anyOf"]]
    return lambda value: any(check(value) for check in checks)


def _one(schema: Json, file: str) -> Accepts:
    checks = [_lazy(part, file) for part in schema["oneOf"]]
    return lambda value: sum(check(value) for check in checks) == 1


def _not(schema: Json, file: str) -> Accepts:
    check = _exact(schema["not"], file)
    return lambda value: check is not None and not check(value)


def _condition(schema: Json, file: str) -> Accepts:
    test = _exact(schema["if"], file)
    then, otherwise = (_lazy(schema.get(name, True), file) for name in ("then", "else"))
    return lambda value: test is not None and (then(value) if test(value) else otherwise(value))


def _exact(schema: Any, file: str) -> Accepts | None:
    """A check whose "no" is asked for too, so it must know every keyword below it; None where it does not."""
    return _built(schema, file) if _known(schema, file, set()) else None


def _known(schema: Any, file: str, seen: set[str]) -> bool:
    if isinstance(schema, bool):
        return True
    if schema.keys() - _SILENT - _KEYWORDS.keys() - _PARTS:
        return False
    return _known_target(schema, file, seen) and all(_known(part, file, seen) for part in _parts(schema))


def _known_target(schema: Json, file: str, seen: set[str]) -> bool:
    address = _target(schema["$ref"], file) if "$ref" in schema else None
    if address is None or address in seen:
        return True
    seen.add(address)
    return _known(_schema(address), address.partition("#")[0], seen)


def _parts(schema: Json) -> list[Any]:
    single = ("items", "not", "if", "then", "else", "additionalProperties", "propertyNames")
    named = [part for name in ("properties", "patternProperties") for part in schema.get(name, {}).values()]
    listed = [part for name in ("allOf", "anyOf", "oneOf") for part in schema.get(name, [])]
    return [*(schema[name] for name in single if name in schema), *named, *listed]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_KEYWORDS: dict[str, Callable[[Json, str], Accepts]] = {
    "$ref": _reference,
    "type": _type,
    "enum": _enum,
    "const": _enum,
    "required": _object,
    "properties": _object,
    "additionalProperties": _object,
    "patternProperties": _object,
    "propertyNames": _object,
    "items": _items,
    "minLength": _sizes,
    "maxLength": _sizes,
    "minItems": _sizes,
    "maxItems": _sizes,
    "minimum": _sizes,
    "maximum": _sizes,
    "exclusiveMinimum": _sizes,
    "pattern": _pattern,
    "format": _format,
    "allOf": _every,
    "anyOf": _any,
    "oneOf": _one,
    "not": _not,
    "if": _condition,
}
_PARTS = frozenset({"then", "else"})
