# SPDX-License-Identifier: Apache-2.0
"""Positions of values and keys."""

from __future__ import annotations

import pytest

from licet import documents
from licet.documents import Position

YAML = """\
# the manifest
name: größe
models:
  - name: m
    license: &l "MIT"   # quoted
    tags: [a, {b: 1}]
  - name: n
    note: |
      text
    more:
      deep: 1e-6
a/b: {m~n: 0}
"""


@pytest.fixture
def document() -> documents.Document:
    return documents.parse(YAML.encode(), "m.yaml")


@pytest.mark.parametrize(
    ("pointer", "value", "key"),
    [
        ("", (2, 1), (2, 1)),
        ("/name", (2, 7), (2, 1)),
        ("/models", (4, 3), (3, 1)),
        ("/models/0", (4, 5), (4, 5)),
        ("/models/0/license", (5, 14), (5, 5)),
        ("/models/0/tags/0", (6, 12), (6, 12)),
        ("/models/0/tags/1/b", (6, 19), (6, 16)),
        ("/models/1/note", (8, 11), (8, 5)),
        ("/models/1/more/deep", (11, 13), (11, 7)),
        ("/a~1b/m~0n", (12, 12), (12, 7)),
    ],
)
def test_values_and_keys(
    document: documents.Document, pointer: str, value: tuple[int, int], key: tuple[int, int]
) -> None:
    assert document.position(pointer) == value
    assert document.key_position(pointer) == key


@pytest.mark.parametrize("pointer", ["/models/1/license", "/models/1/license/0", "/models/1/", "/models/1/no~1key/x"])
def test_what_does_not_exist_is_at_its_nearest_ancestor(document: documents.Document, pointer: str) -> None:
    assert document.position(pointer) == document.position("/models/1")
    assert document.key_position(pointer) == document.key_position("/models/1")


def test_below_a_scalar_and_past_the_end_of_a_list(document: documents.Document) -> None:
    assert document.key_position("/models/0/license/x") == document.key_position("/models/0/license")
    assert document.position("/models/7/name") == document.position("/models")
    assert document.position("/models/-") == document.position("/models")


def test_what_is_no_pointer_is_a_value_error(document: documents.Document) -> None:
    with pytest.raises(ValueError, match="JSON Pointer"):
        document.position("models")


def test_json_positions() -> None:
    document = documents.parse(b'{\n  "a": [1,\n    "\xf0\x9f\x98\x80", {"b": null}]\r\n, "c" : 2 }', "m.json")
    assert document.position("") == (1, 1)
    assert document.key_position("/a") == (2, 3)
    assert document.position("/a/1") == (3, 5)
    assert document.position("/a/2/b") == (3, 16)
    assert document.key_position("/c") == (4, 3)
    assert document.position("/c") == (4, 9)


def test_a_document_is_a_frozen_value(document: documents.Document) -> None:
    assert document.digest.startswith("sha256:")
    assert document.text == YAML
    assert document == documents.parse(YAML.encode(), "m.yaml")
    assert isinstance(document.position(""), Position)
    for name in document._fields:
        with pytest.raises(AttributeError):
            setattr(document, name, None)
