# SPDX-License-Identifier: Apache-2.0
"""JSON (RFC 8259) with the place of every value; depth is bounded, so recursion is."""

from __future__ import annotations

import json
import re

from licet.documents import json_syntax
from licet.documents.numbers import decimal, integer
from licet.documents.reading import ReadError, Reading
from licet.documents.values import Json, Members, Place

_SPACE = re.compile(r"[ \t\r\n]*")
_COLON = re.compile(r"[ \t\r\n]*:[ \t\r\n]*")
_NEXT = re.compile(r"[ \t\r\n]*([,\]}])[ \t\r\n]*")
_SCALAR = re.compile(
    r'"(?P<text>[^"\\\x00-\x1f]*)"'
    r"|(?P<integer>-?(?:0|[1-9][0-9]*))(?![0-9.eE+-])"
    r"|(?P<decimal>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)(?![0-9.eE+-])"
    r"|(?P<word>true|false|null)\b"
)
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_NOT_FINITE = re.compile(r"-?(?:NaN|Infinity)\b")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DECODE = json.JSONDecoder().raw_decode


def read(text: str, name: str) -> tuple[Json, Place]:
    """The value of a JSON text and its places; InputError with every problem found."""
    reader = _Reader(text, name)
    result = reader.document()
    reader.reading.close()
    return result


class _Reader:
    """A recursive descent over one text; `at` is where it stands."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.at = 0
        self.reading = Reading(name, text)

    def document(self) -> tuple[Json, Place]:
        self._skip_space()
        result = self._value(1)
        self._skip_space()
        if self.at < len(self.text):
            json_syntax.refuse_rest(self.text, self.at, self.reading)
        return result

    def _value(self, depth: int) -> tuple[Json, Place]:
        start = self.at
        match = _SCALAR.match(self.text, start)
        if match is not None:
            self.at = match.end()
            return self._scalar(match), start
        first = self.text[start : start + 1]
        if first == "{":
            return self._object(depth)
        if first == "[":
            return self._array(depth)
        if first == '"':
            return self._escaped_text(), start
        return self._not_finite(), start

    def _object(self, depth: int) -> tuple[dict[str, Json], Place]:
        start, path = self.at, self.reading.path
        data: dict[str, Json] = {}
        members: Members = {}
        more = self._enter("}", depth)
        while more:
            key_at = self.at
            key = self._key()
            path.append(key)
            data[key], place = self._value(depth + 1)
            path.pop()
            self.reading.check_key(key_at, key)
            if key in members:
                self.reading.duplicate(key_at, key, members[key][0])
            else:
                members[key] = (key_at, place)
            more = self._next("}")
        return data, (start, members)

    def _array(self, depth: int) -> tuple[list[Json], Place]:
        start, path = self.at, self.reading.path
        data: list[Json] = []
        items: list[Place] = []
        more = self._enter("]", depth)
        while more:
            path.append(len(data))
            value, place = self._value(depth + 1)
            path.pop()
            data.append(value)
            items.append(place)
            more = self._next("]")
        return data, (start, items)

    def _enter(self, close: str, depth: int) -> bool:
        """Step over an opening bracket; False when the collection is empty."""
        self.reading.check_depth(self.at, depth)
        self.at += 1
        self._skip_space()
        if self.text.startswith(close, self.at):
            self.at += 1
            return False
        return True

    def _next(self, close: str) -> bool:
        """Step over a comma (True) or the closing bracket (False)."""
        match = _NEXT.match(self.text, self.at)
        if match is None or match[1] not in {",", close}:
            self._skip_space()
            json_syntax.refuse(f"a comma or {close} is missing here", self.text, self.at, self.reading)
        more = match[1] == ","
        self.at = match.end() if more else match.end(1)
        return more

    def _key(self) -> str:
        match = _SCALAR.match(self.text, self.at)
        if match is not None and match["text"] is not None:
            key: str = match["text"]
            self.at = match.end()
        elif self.text.startswith('"', self.at):
            key = self._escaped_text()
        else:
            json_syntax.refuse("a key in double quotes is missing here", self.text, self.at, self.reading)
        colon = _COLON.match(self.text, self.at)
        if colon is None:
            self._skip_space()
            self.reading.fail(self.at, "a colon is missing here", "write a colon between key and value", key)
        self.at = colon.end()
        return key

    def _scalar(self, match: re.Match[str]) -> Json:
        kind, written = match.lastgroup, match[match.lastindex or 0]
        if kind == "text":
            return written
        if kind == "word":
            return _WORDS[written]
        try:
            return integer(written) if kind == "integer" else decimal(written)
        except ReadError as error:
            self.reading.report(match.start(), error.message, error.hint)
            return None

    def _escaped_text(self) -> str:
        start = self.at
        value: str
        try:
            value, self.at = _DECODE(self.text, start)
        except json.JSONDecodeError as error:
            json_syntax.refuse_text(error, self.reading)
        if _SURROGATE.search(value):
            hint = "write both halves of the pair, or the character itself"
            self.reading.fail(start, "a text with half of a surrogate pair", hint)
        return value

    def _not_finite(self) -> Json:
        """Step over what other languages write for numbers that are none; refuse everything else."""
        match = _NOT_FINITE.match(self.text, self.at)
        if match is None:
            json_syntax.refuse_value(self.text, self.at, self.reading)
        self.reading.report(self.at, f"{match[0]} is not a finite number", "write null for an unknown value")
        self.at = match.end()
        return None

    def _skip_space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        if match is not None:
            self.at = match.end()
