# SPDX-License-Identifier: Apache-2.0
"""Rearranging a document: values move with their places, and the original stays as it was."""

from __future__ import annotations

from licet import documents
from licet.schema.tree import MISSING, Node, Tree, matches, value_at

TEXT = b"a: {b: 1, c: [2, 3]}\nd: null\n"


def _document() -> documents.Document:
    return documents.parse(TEXT, "m.yaml")


def test_values_and_missing_ones() -> None:
    tree = Tree(_document())
    assert tree.value(("a", "c", 1)) == 3
    assert tree.value(("d",)) is None
    for path in (("x",), ("a", "c", 2), ("a", "c", "0"), ("d", "x"), ("a", "b", "x")):
        assert tree.value(path) is MISSING


def test_taking_and_putting() -> None:
    document = _document()
    tree = Tree(document)
    node = tree.take(("a", "c"))
    tree.put(("d", "e", "f"), node)
    moved = tree.document()
    assert moved.data == {"a": {"b": 1}, "d": {"e": {"f": [2, 3]}}}
    assert moved.position("/d/e/f/1") == document.position("/a/c/1")
    assert moved.key_position("/d/e/f") == document.key_position("/a/c")
    assert document.data == documents.parse(TEXT, "m.yaml").data


def test_putting_into_a_list_replaces() -> None:
    tree = Tree(_document())
    tree.put(("a", "c", 0), Node(9, 5, 5))
    assert value_at(tree.document().data, ("a", "c")) == [9, 3]


def test_renaming_keeps_the_order() -> None:
    tree = Tree(_document())
    tree.rename(("a", "b"), "z")
    assert list(tree.value(("a",))) == ["z", "c"]
    assert tree.document().key_position("/a/z") == _document().key_position("/a/b")


def test_matches() -> None:
    data = {"x": [{"y": 1}, {}, 5, {"y": 2}], "z": {}}
    assert list(matches(data, ["x", "*", "y"])) == [("x", 0, "y"), ("x", 3, "y")]
    assert list(matches(data, ["z", "*"])) == []
    assert list(matches(data, [])) == [()]
    assert value_at(data, ("x", 3, "y")) == 2
