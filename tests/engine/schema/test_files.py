# SPDX-License-Identifier: Apache-2.0
"""The schema files themselves: valid, explained, closed, and read alike by every engine."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from licet import resources
from licet.schema import files

ALL = files.all_files()
PARTS = """organization deployment model dataset software outputs privacy regulation differential_privacy anonymization
license evidence common purposes""".split()
# Engines read these differently, or not at all.
NOT_PORTABLE = re.compile(r"\\[dwsbBDWSpPzZA]|\(\?(?!:)|\\[1-9]|[*+?}]\+|\[\[:")


def test_every_part_is_there() -> None:
    folder = resources.schemas()
    assert all((folder / "manifest" / f"{part}.schema.json").is_file() for part in PARTS)
    assert {Path(address).name for address in ALL} >= {"manifest.schema.json", "waiver.schema.json"}


@pytest.mark.parametrize("address", ALL)
def test_every_file_is_a_schema(address: str) -> None:
    assert ALL[address]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(ALL[address])


@pytest.mark.parametrize("address", ALL)
def test_every_reference_leads_somewhere(address: str) -> None:
    for _, schema in _schemas(ALL[address], ""):
        if "$ref" in schema:
            assert _target(address, schema["$ref"])[1]


@pytest.mark.parametrize("address", ALL)
def test_every_property_is_explained(address: str) -> None:
    bare = []
    for place, schema in _schemas(ALL[address], ""):
        for key, entry in schema.get("properties", {}).items():
            words = entry.get("description") or _described(address, entry)
            if place.endswith("/if") or "/if/" in place:
                continue
            if not words or not words.endswith("."):
                bare.append(f"{place}/{key}")
    assert bare == []


@pytest.mark.parametrize("address", ALL)
def test_every_object_is_closed(address: str) -> None:
    opened = [
        place
        for place, schema in _schemas(ALL[address], "")
        if "properties" in schema
        and schema.get("additionalProperties") is not False
        and not place.endswith("/if")
        and place != "/$defs/any_step"
    ]
    assert opened == []


@pytest.mark.parametrize("address", ALL)
def test_patterns_mean_the_same_everywhere(address: str) -> None:
    for place, schema in _schemas(ALL[address], ""):
        pattern = schema.get("pattern", "")
        assert not NOT_PORTABLE.search(pattern), place
        re.compile(pattern)
        # In Python a $ also stands before a line break at the end.
        fixed = schema.get("minLength", 0) == schema.get("maxLength")
        assert "$" not in pattern or fixed or "not" in schema, place
        for key in schema.get("patternProperties", {}):
            assert "$" not in key or schema["propertyNames"]["maxLength"] == 7, place


def test_closed_vocabularies_have_no_word_twice() -> None:
    for address in ALL:
        for place, schema in _schemas(ALL[address], ""):
            words = [json.dumps(word) for word in schema.get("enum", [])]
            assert len(words) == len(set(words)), f"{address}{place}"


def test_every_purpose_is_explained() -> None:
    purposes = ALL[files.address("manifest/purposes.schema.json")]["oneOf"]
    assert len({one["const"] for one in purposes}) == len(purposes) >= 70
    assert all(one["description"].endswith(".") for one in purposes)


def test_countries_and_currencies_are_complete() -> None:
    common = ALL[files.address("manifest/common.schema.json")]["$defs"]
    countries = common["country"]["enum"]
    assert len(countries) == 249 + 2
    assert {"EU", "EEA", "NO", "GB", "TW", "XK", "UK"} & set(countries) == {"EU", "EEA", "NO", "GB", "TW"}
    assert {"USD", "EUR", "CNY", "XOF", "XXX", "XTS"} & set(common["currency"]["enum"]) == {"USD", "EUR", "CNY", "XOF"}


def _described(address: str, entry: dict[str, Any]) -> str:
    if "$ref" not in entry:
        return ""
    where, target = _target(address, entry["$ref"])
    return target.get("description") or _described(where, target)


def _target(address: str, reference: str) -> tuple[str, dict[str, Any]]:
    name, _, pointer = reference.partition("#")
    where = address.rpartition("/")[0] + "/" + name if name else address
    found = ALL[where]
    for token in pointer.split("/")[1:]:
        found = found[token]
    return where, found


def _schemas(schema: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield place, schema
    for keyword in ("items", "if", "then", "else", "not", "propertyNames", "contains"):
        if keyword in schema:
            yield from _schemas(schema[keyword], f"{place}/{keyword}")
    for keyword in ("properties", "patternProperties", "$defs"):
        for key, entry in schema.get(keyword, {}).items():
            yield from _schemas(entry, f"{place}/{keyword}/{key}")
    for keyword in ("anyOf", "oneOf", "allOf"):
        for index, entry in enumerate(schema.get(keyword, [])):
            yield from _schemas(entry, f"{place}/{keyword}/{index}")
