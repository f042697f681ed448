# SPDX-License-Identifier: Apache-2.0
"""What a value may look like, as JSON Schema: {} is anything, False is nothing yet known."""

import json
from collections.abc import Iterable
from typing import Any

Shape = Any

ANY: Shape = {}
NOTHING: Shape = False


class Shapes:
    """Questions to shapes that may refer to the definitions of one schema."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._definitions = schema["$defs"]

    def field(self, shape: Shape, name: str) -> Shape | None:
        """The shape of one field; None when no alternative has it."""
        hits = [hit for case in self.cases(shape) if (hit := _field(case, name)) is not None]
        return union(hits) if hits else None if self.cases(shape) else NOTHING

    def each(self, shape: Shape) -> Shape:
        """The shape of any element."""
        return union(part for case in self.cases(shape) for part in _elements(case))

    def item(self, shape: Shape, index: int) -> Shape:
        """The shape of one place of an array."""
        found = [_item(case, index) for case in self.cases(shape)]
        return union(found)

    def merged(self, left: Shape, right: Shape) -> Shape:
        """object.union: all fields of both, in any combination of their alternatives."""
        pairs = [(first, second) for first in self.cases(left) for second in self.cases(right)]
        return union(_merged(first, second) for first, second in pairs)

    def known(self, shape: Shape) -> bool:
        """Whether it can be told which fields there are."""
        return bool(self.cases(shape)) and not any(_is_any(case) or _is_open(case) for case in self.cases(shape))

    def is_collection(self, shape: Shape) -> bool:
        """Whether it has elements in every alternative that is known."""
        return all(_is_any(case) or _kinds(case) <= {"object", "array"} for case in self.cases(shape))

    def cases(self, shape: Shape) -> list[dict[str, Any]]:
        """The alternatives, with references followed."""
        if shape is NOTHING:
            return []
        if "$ref" in shape:
            return self.cases(self._definitions[shape["$ref"].removeprefix("#/$defs/")])
        for key in ("anyOf", "oneOf"):
            if key in shape:
                return [case for alternative in shape[key] for case in self.cases(alternative)]
        return [shape]


def union(shapes: Iterable[Shape]) -> Shape:
    """Any of these; anything when one of them is."""
    found: dict[str, Shape] = {}
    for shape in shapes:
        for case in [] if shape is NOTHING else shape["anyOf"] if shape.keys() == {"anyOf"} else [shape]:
            found.setdefault(json.dumps(case, sort_keys=True), case)
    if not found:
        return NOTHING
    if any(_is_any(case) for case in found.values()):
        return ANY
    return next(iter(found.values())) if len(found) == 1 else {"anyOf": list(found.values())}


def closed(fields: dict[str, Shape]) -> Shape:
    """An object with these fields and no others."""
    return {"type": "object", "properties": fields, "additionalProperties": False}


def table(element: Shape) -> Shape:
    """An object keyed by ids."""
    return {"type": "object", "properties": {}, "additionalProperties": element}


def sequence(element: Shape) -> Shape:
    """An array or set of such elements."""
    return {"type": "array", "items": element}


def row(elements: list[Shape]) -> Shape:
    """An array of fixed places."""
    return {"type": "array", "prefixItems": elements}


def _is_any(case: dict[str, Any]) -> bool:
    return not case.keys() - {"description", "title"}


def _is_open(case: dict[str, Any]) -> bool:
    return _may_be(case, "object") and case.get("additionalProperties", True) is True


def _may_be(case: dict[str, Any], kind: str) -> bool:
    return kind in _kinds(case) or ("type" not in case and "properties" in case)


def _kinds(case: dict[str, Any]) -> set[str]:
    kinds = case.get("type", [])
    return {kinds} if isinstance(kinds, str) else set(kinds)


def _field(case: dict[str, Any], name: str) -> Shape | None:
    if _is_any(case):
        return ANY
    if not _may_be(case, "object"):
        return None
    more = case.get("additionalProperties", ANY)
    found = case.get("properties", {}).get(name, ANY if more is True else more)
    return None if found is False and name not in case.get("properties", {}) else found


def _elements(case: dict[str, Any]) -> list[Shape]:
    if _is_any(case):
        return [ANY]
    if _may_be(case, "object"):
        more = case.get("additionalProperties", ANY)
        return [*case.get("properties", {}).values(), ANY if more is True else more]
    if _may_be(case, "array"):
        return [*case.get("prefixItems", []), *([case.get("items", ANY)] if "prefixItems" not in case else [])]
    return []


def _item(case: dict[str, Any], index: int) -> Shape:
    places = case.get("prefixItems", [])
    return places[index] if index < len(places) else case.get("items", ANY)


def _merged(left: dict[str, Any], right: dict[str, Any]) -> Shape:
    if any(case.get("additionalProperties") is not False for case in (left, right)):
        return ANY
    return closed({**left["properties"], **right["properties"]})
