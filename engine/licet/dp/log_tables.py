# SPDX-License-Identifier: Apache-2.0
"""Columns of numbers from text: separated values with or without a header, JSON, or JSON lines."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

import numpy as np

from licet.documents.files import refusal
from licet.documents.text import decode

Array = np.ndarray[Any, np.dtype[Any]]

MOST_ROWS = 2**20
_LINES = (".jsonl", ".ndjson")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,9})?")
_ONE_FORM = "keep one form: a number, or an object with the same keys, in each row"
_PLAIN = "write a plain decimal number such as 1800 or 2.5e3"
Row = tuple[int, Mapping[str, Any]]


class Columns(NamedTuple):
    """The wanted columns; a column without a name has the key "". `lines` tells where each row stands, if known."""

    values: dict[str, Array]
    names: tuple[str, ...]
    name: str
    lines: Sequence[int]


def columns(data: bytes, suffix: str, name: str, wanted: tuple[str, ...]) -> Columns:
    """The columns named in `wanted`, or the only one. InputError with the line of the first thing that is wrong."""
    if data[:1] == b"\x80":
        raise refusal(name, "this looks like a pickle, which is never opened", "export the log as CSV, JSON or .npy")
    if not data.strip():
        raise refusal(name, "the log is empty", "log one row a step")
    text = decode(data, name)
    if suffix != ".json":
        _bounded(text.count("\n"), name)
    if suffix == ".json":
        rows = _json_rows(_parsed(text, name, 1), name)
    elif suffix in _LINES:
        rows = [_json_row(_parsed(line, name, at), name, at) for at, line in enumerate(text.split("\n"), 1) if line.strip()]
    elif text.lstrip().startswith(("{", "[")):
        raise refusal(name, "this looks like JSON", "name the file .json, or .jsonl for one value a line")
    else:
        rows = _text_rows(text, name)
    return _collected(rows, name, wanted)


def _text_rows(text: str, name: str) -> list[Row]:
    lines = [(at, line.strip()) for at, line in enumerate(text.split("\n"), 1)]
    kept = [(at, line) for at, line in lines if line and not line.startswith("#")]
    if not kept:
        raise refusal(name, "the log is empty", "log one row a step")
    mark = next((mark for mark in ("\t", ",", ";") if mark in kept[0][1]), None)
    first = _cells(kept[0][1], mark)
    named = any(not _NUMBER.fullmatch(cell) for cell in first)
    names = [cell.lower() for cell in first] if named else _unnamed(len(first))
    if named and len(set(names)) < len(names):
        raise refusal(name, "two columns of one name", "name each column once", kept[0][0])
    return [_text_row(at, _cells(line, mark), names, name) for at, line in kept[1 if named else 0 :]]


def _unnamed(size: int) -> list[str]:
    return [""] if size == 1 else [str(number) for number in range(1, size + 1)]


def _bounded(rows: int, name: str) -> None:
    if rows > MOST_ROWS:
        raise refusal(name, f"more than {MOST_ROWS} rows", "give the log of fewer steps", MOST_ROWS + 1)


def _cells(line: str, mark: str | None) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split(mark)]


def _text_row(line: int, cells: list[str], names: list[str], name: str) -> Row:
    if len(cells) != len(names):
        raise refusal(name, f"{len(cells)} values where the first row has {len(names)}", "write one row a step", line)
    return line, dict(zip(names, cells, strict=True))


def _parsed(text: str, name: str, line: int) -> Any:
    def refuse(word: str) -> NoReturn:
        raise ValueError(word)

    try:
        return json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise refusal(name, f"no JSON: {error.msg}", "repair the file", line + error.lineno - 1, error.colno) from error
    except (ValueError, RecursionError) as error:
        raise refusal(name, "a value that no log has (NaN, infinity, a huge number or depth)", _PLAIN, line) from error


def _json_rows(value: Any, name: str) -> list[Row]:
    if isinstance(value, dict):
        lists = {key: item for key, item in value.items() if isinstance(item, list)}
        if not lists or len({len(item) for item in lists.values()}) > 1:
            raise refusal(name, "an object without lists of one length", "write an object of lists, one number a step in each")
        _bounded(len(next(iter(lists.values()))), name)
        return [(1, dict(zip(lists, row, strict=True))) for row in zip(*lists.values(), strict=True)]
    if not isinstance(value, list):
        raise refusal(name, "neither a list nor an object of lists", "write a list with one number a step")
    _bounded(len(value), name)
    return [_json_row(item, name, 1) for item in value]


def _json_row(value: Any, name: str, line: int) -> Row:
    if isinstance(value, list):
        raise refusal(name, "a list inside a list", _ONE_FORM, line)
    return line, value if isinstance(value, dict) else {"": value}


def _collected(rows: Sequence[Row], name: str, wanted: tuple[str, ...]) -> Columns:
    if not rows:
        raise refusal(name, "the log has no rows", "log one row a step")
    names = tuple(rows[0][1])
    kept = [one for one in names if one in wanted] or [one for one in names[:1] if len(names) == 1]
    values = {key: np.array(list(_numbers(rows, key, name))) for key in kept}
    return Columns({key if key in wanted else "": found for key, found in values.items()}, names, name, [at for at, _ in rows])


def _numbers(rows: Iterable[Row], key: str, name: str) -> Iterable[float]:
    for step, (line, row) in enumerate(rows, 1):
        if key not in row:
            raise refusal(name, f"step {step} has no {f'`{key}`' if key else 'plain number'}", _ONE_FORM, line)
        yield _number(row[key], step, name, line)


def _number(value: Any, step: int, name: str, line: int) -> float:
    plain = isinstance(value, str) and len(value) <= 64 and _NUMBER.fullmatch(value)
    if plain or (isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 2**1023):
        found = float(value)
        if math.isfinite(found):
            return found
    raise refusal(name, f"the value of step {step} is no finite number: {str(value)[:40]!r}", _PLAIN, line)
