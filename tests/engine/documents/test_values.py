# SPDX-License-Identifier: Apache-2.0
"""Readers return plain JSON values, and a tree of places of the same shape."""

from __future__ import annotations

import pytest

from licet import documents
from licet.documents.values import Json, Place

TEXT = '{"a": [1, "x", null, {"b": true}], "c": {}, "d": [[], 1e-6]}'


def assert_same_shape(value: Json, place: Place) -> None:
    if not isinstance(value, dict | list):
        assert type(value) in {str, int, float, bool, type(None)}
        assert isinstance(place, int)
        return
    assert not isinstance(place, int)
    members = place[1]
    if isinstance(value, dict):
        assert isinstance(members, dict)
        assert list(members) == list(value)
        for key, item in value.items():
            assert_same_shape(item, members[key][1])
    else:
        assert isinstance(members, list)
        for item, below in zip(value, members, strict=True):
            assert_same_shape(item, below)


@pytest.mark.parametrize("name", ["m.yaml", "m.json"])
def test_data_and_places_have_one_shape(name: str) -> None:
    document = documents.parse(TEXT.encode(), name)
    assert_same_shape(document.data, document.places)


def test_an_alias_has_the_shape_of_its_value() -> None:
    document = documents.parse(b"a: &x [1, {b: 2}]\nc: [*x, *x]\n", "m.yaml")
    assert_same_shape(document.data, document.places)
