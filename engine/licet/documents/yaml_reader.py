# SPDX-License-Identifier: Apache-2.0
"""YAML 1.2 with the core schema: values and places in one pass over the events of libyaml.

Events rather than nodes: composing is slower and recurses in C without a bound.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import yaml
from yaml.events import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from licet.documents import yaml_syntax
from licet.documents.aliases import Aliases
from licet.documents.reading import ReadError, Reading, quoted
from licet.documents.scalars import plain, tagged
from licet.documents.values import Json, Members, Place

_IS_MAP = {"tag:yaml.org,2002:map": True, "tag:yaml.org,2002:seq": False}
_TYPES = {bool: "true or false", int: "a number", float: "a number", type(None): "null"}


def read(text: str, name: str) -> tuple[Json, Place]:
    """The value of a YAML text and its places; InputError with every problem found."""
    reading = Reading(name, text)
    yaml_syntax.check_start(text, reading)
    try:
        result = _Reader(text, reading).document()
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        yaml_syntax.refuse(error, text, reading)
    reading.close()
    return result


class _Reader:
    """A recursive descent over the events of one text."""

    def __init__(self, text: str, reading: Reading) -> None:
        self._text = text
        self._reading = reading
        self._aliases = Aliases()
        # Any: the stubs make every mark optional, and the parser always sets it.
        self._next = cast("Callable[[], Any]", yaml.CBaseLoader(text).get_event)

    def document(self) -> tuple[Json, Place]:
        self._next()
        start = self._next()
        if not isinstance(start, yaml.DocumentStartEvent):
            self._reading.fail(0, "the file is empty", "write a YAML or JSON document into it")
        result = self._value(self._next(), 1)
        end = self._next()
        yaml_syntax.check_end(self._text, end.start_mark.index, self._reading)
        return result

    def _value(self, event: Any, depth: int) -> tuple[Json, Place]:
        kind = type(event)
        at: int = event.start_mark.index
        if kind is ScalarEvent:
            return self._scalar(event, at), at
        if kind is AliasEvent:
            return self._alias(event.anchor, at, depth)
        return self._collection(event, at, depth)

    def _collection(self, event: Any, at: int, depth: int) -> tuple[Json, Place]:
        self._reading.check_depth(at, depth)
        is_map = type(event) is MappingStartEvent
        if event.tag is not None and _IS_MAP.get(event.tag) is not is_map:
            message = f"the tag {quoted(event.tag)} does not fit a {'mapping' if is_map else 'list'}"
            self._reading.report(at, message, "write the value without a tag")
        if event.anchor is not None:
            self._check_anchor(event, at)
            self._aliases.open(event.anchor)
        result = self._mapping(at, depth) if is_map else self._sequence(at, depth)
        if event.anchor is not None:
            self._aliases.define(event.anchor, *result)
        return result

    def _mapping(self, at: int, depth: int) -> tuple[Json, Place]:
        data: dict[str, Json] = {}
        members: Members = {}
        path = self._reading.path
        while type(event := self._next()) is not MappingEndEvent:
            key = self._key(event)
            key_at = event.start_mark.index
            path.append(key)
            data[key], place = self._value(self._next(), depth + 1)
            path.pop()
            if key in members:
                self._reading.duplicate(key_at, key, members[key][0])
            else:
                members[key] = (key_at, place)
        return data, (at, members)

    def _sequence(self, at: int, depth: int) -> tuple[Json, Place]:
        data: list[Json] = []
        items: list[Place] = []
        path = self._reading.path
        while type(event := self._next()) is not SequenceEndEvent:
            path.append(len(data))
            value, place = self._value(event, depth + 1)
            path.pop()
            data.append(value)
            items.append(place)
        return data, (at, items)

    def _scalar(self, event: Any, at: int) -> Json:
        text: str = event.value
        value: Json = text
        try:
            if event.tag is not None:
                value = tagged(text, event.tag)
            elif event.implicit[0]:
                value = plain(text)
        except ReadError as error:
            self._reading.report(at, error.message, error.hint)
        if event.anchor is not None:
            self._check_anchor(event, at)
            self._aliases.define(event.anchor, value, at)
        return value

    def _check_anchor(self, event: Any, at: int) -> None:
        yaml_syntax.check_name(self._text, at, "&", event.anchor, self._reading)

    def _alias(self, anchor: str, at: int, depth: int) -> tuple[Json, Place]:
        yaml_syntax.check_name(self._text, at, "*", anchor, self._reading)
        try:
            value, place = self._aliases.expand(anchor, depth)
        except ReadError as error:
            self._reading.fail(at, error.message, error.hint)
        return value, at if isinstance(place, int) else cast("Place", (at, place[1]))

    def _key(self, event: Any) -> str:
        at: int = event.start_mark.index
        if type(event) is not ScalarEvent:
            self._reading.fail(at, "a key that is no text", "write the key out as one line of text")
        key: str = event.value
        if event.tag is not None or event.implicit[0]:
            self._check_bare_key(event, at)
        if event.anchor is not None:
            self._check_anchor(event, at)
            self._aliases.define(event.anchor, key, at)
        self._reading.check_key(at, key)
        return key

    def _check_bare_key(self, event: Any, at: int) -> None:
        key: str = event.value
        if key == "<<":
            self._reading.report(at, "a merge key <<", "write the keys out", key)
        try:
            value = plain(key) if event.tag is None else tagged(key, event.tag)
        except ReadError as error:
            self._reading.report(at, error.message, error.hint, key)
        else:
            if type(value) is not str:
                message = f"the key {quoted(key)} is read as {_TYPES[type(value)]}, not as text"
                self._reading.report(at, message, f'quote the key: "{key[:40]}"', key)
