# SPDX-License-Identifier: Apache-2.0
"""Properties that hold for every value and every file."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from licet import documents
from licet.documents.pointer import join
from licet.errors import InputError

KEY_CHARACTERS = st.characters(
    exclude_categories=["Cs", "Cc", "Zl", "Zp"],
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)
KEYS = st.text(KEY_CHARACTERS, max_size=20)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=20)

# What YAML writes in quotes only when it is asked to: PyYAML writes YAML 1.1, where these are texts.
NUMBERS_OF_1_2 = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|NaN|[-+]?Infinity"
)
NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for key, item in value.items() for text in [key, *texts(item)]]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


def pointers(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str, Any]]:
    found = [(join(path), value)]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        found += pointers(item, (*path, key))
    return found


def offset(text: str, position: documents.Position) -> int:
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: position.line - 1]) + position.column - 1


def same(one: Any, other: Any) -> bool:
    """Equal, and 1 is neither 1.0 nor true."""
    return json.dumps(one) == json.dumps(other)


def assert_positions_of_json(document: documents.Document) -> None:
    decoder = json.JSONDecoder()
    for pointer, value in pointers(document.data):
        start = offset(document.text, document.position(pointer))
        assert same(decoder.raw_decode(document.text, start)[0], value)
        parent, _, _ = pointer.rpartition("/")
        if pointer and isinstance(dict(pointers(document.data))[parent], dict):
            start = offset(document.text, document.key_position(pointer))
            assert join([decoder.raw_decode(document.text, start)[0]], base=parent) == pointer


@given(VALUES, st.booleans(), st.sampled_from([None, 0, 2, "\t"]))
def test_json_comes_back(value: Any, ascii_only: bool, indent: int | str | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    document = documents.parse(text.encode(), "m.json")
    assert same(document.data, value)
    assert_positions_of_json(document)


@given(VALUES, st.sampled_from([None, 0, 2]))
def test_json_inside_yaml_comes_back(value: Any, indent: int | None) -> None:
    text = NOT_IN_YAML.sub("", json.dumps(value, ensure_ascii=False, indent=indent))
    expected = dict_without_duplicates(text)
    if expected is None:
        return
    document = documents.parse(text.encode(), "m.yaml")
    assert same(document.data, expected[0])
    assert_positions_of_json(document)


def dict_without_duplicates(text: str) -> tuple[Any] | None:
    """The value of a text, unless removing characters made two keys equal."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            raise KeyError
        return dict(pairs)

    try:
        return (json.loads(text, object_pairs_hook=unique),)
    except KeyError:
        return None


@given(VALUES.filter(lambda value: not any(NUMBERS_OF_1_2.fullmatch(text) for text in texts(value))), st.booleans())
def test_yaml_comes_back(value: Any, flow: bool) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, sort_keys=False)
    document = documents.parse(text.encode(), "m.yaml")
    assert same(document.data, value)
    assert_positions_of_yaml(document)


@given(VALUES)
def test_yaml_in_quotes_and_with_tags_comes_back(value: Any) -> None:
    text = yaml.safe_dump(value, default_style='"', sort_keys=False)
    document = documents.parse(text.encode(), "m.yaml")
    assert same(document.data, value)
    assert_positions_of_yaml(document)


def assert_positions_of_yaml(document: documents.Document) -> None:
    """PyYAML's own parser, written in Python, is the witness."""
    _compare(document, yaml.compose(document.text, yaml.SafeLoader), ())


def _compare(document: documents.Document, node: Any, path: tuple[str | int, ...]) -> None:
    pointer = join(path)
    assert document.position(pointer) == (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        for key, item in node.value:
            below = join([key.value], base=pointer)
            assert document.key_position(below) == (key.start_mark.line + 1, key.start_mark.column + 1)
            _compare(document, item, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            _compare(document, item, (*path, number))


NAMES = st.sampled_from(["m.yaml", "m.json", "-"])
PIECES = st.sampled_from(
    [
        *"[]{}:,-?&*!|>'\"#%@`~ \n\t\\=<ab1.0",
        "\r\n",
        "- ",
        ": ",
        "? ",
        "&a ",
        "*a",
        "!!",
        "<<: ",
        "---\n",
        "...\n",
        "null",
        "true",
        "1e6",
        ".inf",
        "NaN",
        '"\\u',
        "d800",
        "%YAML 1.2\n",
        "  ",
        "é",
        "😀",
        "\u202e",
        "\x85",
        "\ufeff",
        "\0",
        '"a"',
        '"a":',
        "//",
        "\\n",
    ]
)


def assert_read_or_refused(data: bytes, name: str) -> documents.Document | None:
    try:
        document = documents.parse(data, name)
    except InputError as error:
        assert error.problems
        for problem in error.problems:
            assert problem.line >= 1
            assert problem.column >= 1
            assert f"{problem} {problem.pointer}".encode()
        return None
    for pointer, _ in pointers(document.data):
        document.position(pointer)
        document.key_position(pointer)
    json.dumps(document.data, allow_nan=False, ensure_ascii=False).encode()
    return document


@given(st.binary(), NAMES)
def test_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    assert_read_or_refused(data, name)


@given(st.text(), NAMES)
def test_texts_are_read_or_refused(text: str, name: str) -> None:
    assert_read_or_refused(text.encode(), name)


@given(st.lists(PIECES, max_size=30).map("".join), NAMES)
def test_pieces_of_both_languages_are_read_or_refused(text: str, name: str) -> None:
    assert_read_or_refused(text.encode(), name)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_nothing_is_json_that_the_standard_library_refuses(text: str) -> None:
    document = assert_read_or_refused(text.encode(), "m.json")
    if document is not None:
        assert same(document.data, json.loads(text.removeprefix("\ufeff")))


@given(VALUES, st.data())
def test_a_broken_json_file_is_never_half_read(value: Any, data: st.DataObject) -> None:
    text = json.dumps({"a": value})
    cut = data.draw(st.integers(0, len(text) - 1))
    assert assert_read_or_refused(text[:cut].encode(), "m.json") is None
