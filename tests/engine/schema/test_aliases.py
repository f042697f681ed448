# SPDX-License-Identifier: Apache-2.0
"""Older names of facts: every one that the legal reference uses is read as today's name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from licet import documents, schema
from licet.documents import pointer as pointers
from licet.schema import files
from licet.schema.tree import MISSING, value_at

TABLE = files.aliases()
NAMED = {name: path for name, path in TABLE["facts"].items() if path and not name.startswith("waivers")}
GONE = [name for name, path in TABLE["facts"].items() if not path]
LEAST = {"models": None, "mode": None, "commercial": None, "purposes": None, "regions": None}
# Values that the reference itself uses where the first word of a vocabulary would not do.
SAID = {
    "model.access": "hosted_api",
    "model.name": "m",
    "privacy.data_status_claimed": "deidentified",
    "privacy.dp.accountant_sampling": "without_replacement",
    "act.eu.documents": ["annex_xi"],
    "privacy.anonymity_evidence": ["dp"],
    "training.datasets[].signals_checked": ["robots", "tdmrep"],
    "deployment.synthetic_content": ["image"],
    "counsel_signoff": {"by": "GC"},
    "training.datasets[].id": "d",
    "privacy.transfers[].to_country": "US",
}
READ = {
    "model.access": "api",
    "privacy.data_status_claimed": "deidentified_hipaa",
    "privacy.dp.accountant_sampling": "fixed_batch",
    "org.annual_revenue_usd": 1,
}


def test_the_table_names_every_kind_of_fact() -> None:
    assert len(TABLE["facts"]) >= 180
    assert {"output.ip.claim", "act.eu.risk_class", "training.datasets[].legal_basis"} <= set(NAMED)
    assert all(len(path) > 1 for path in NAMED.values())


@pytest.mark.parametrize("name", NAMED)
def test_a_fact_is_read_under_its_older_name(name: str) -> None:
    value = SAID[name] if name in SAID else _value(name)
    document = _document(name, value)
    read = schema.normalize(document)
    canonical = _concrete(NAMED[name])
    found = value_at(read.data, _path(canonical))
    assert found is not MISSING
    if not isinstance(found, list) or isinstance(value, list):
        assert found == READ.get(name, found if name in _SETTING else value)
    old = _old(name)
    if old != canonical:
        assert value_at(read.data, _path(old)) is MISSING
    if name != "model.name":
        assert read.position(canonical) == document.position(old)
    assert schema.validate(document) == []


@pytest.mark.parametrize("name", [name for name in GONE if not name.startswith("waivers")])
def test_a_fact_that_follows_from_others_says_so(name: str) -> None:
    (problem,) = schema.validate(_document(name, "x"))
    shown = "evaluation" if name.startswith("evaluation") else name
    assert problem.message == f"`{shown}` is not a fact of the manifest"
    assert problem.hint.startswith(("leave it out", "write "))


@pytest.mark.parametrize("name", [name for name in TABLE["facts"] if name.startswith("waivers")])
def test_older_names_in_waivers(name: str) -> None:
    waiver = {"rule": "license/user_limit", "reason": "r", "approvers": ["a"], "expires": "2027-01-01"}
    old, path = name.partition(".")[2], TABLE["facts"][name]
    if path:
        key = path.rpartition("/")[2]
        waiver[old] = waiver.pop(key)
        document = documents.parse(json.dumps({"waivers": [waiver]}).encode(), "w.json")
        assert schema.validate(document, of=schema.WAIVER) == []
        read = schema.normalize(document, of=schema.WAIVER)
        assert value_at(read.data, ("waivers", 0, key)) == waiver[old]
    else:
        document = documents.parse(json.dumps({"waivers": [{**waiver, old: 2}]}).encode(), "w.json")
        (problem,) = schema.validate(document, of=schema.WAIVER)
        assert "is not a fact of the manifest" in problem.message


def test_a_document_without_older_names_is_left_alone(changed: Any) -> None:
    document = changed({})
    assert schema.normalize(document) is document


def test_reading_twice_changes_nothing(changed: Any) -> None:
    once = schema.normalize(changed({"/act": {"eu": {"risk_class": "annex_iii"}}}))
    assert schema.normalize(once) is once


def test_every_word_is_translated() -> None:
    for entry in TABLE["words"]:
        for old, new in entry["words"].items():
            tokens = pointers.split(entry["at"])
            data: Any = old
            for token in reversed(tokens):
                data = [data] if token == "*" else {token: data}
            read = schema.normalize(documents.parse(json.dumps(data).encode(), "m.json"))
            assert value_at(read.data, tuple(0 if token == "*" else token for token in tokens)) == new


def test_words_for_hints_are_never_applied(said: Any) -> None:
    (line,) = said({"/deployment/regions": ["UK"]})
    assert "did you mean" in line


_SETTING = {
    "deployment.decision." + key
    for key in ("significant", "consequential", "solely_automated", "materially_influences")
}


def _value(name: str) -> Any:
    old = _old(name).replace("/0/", "/*/")
    for entry in TABLE["manifest"]:
        if entry["from"] == old and ("item" in entry or "sets" in entry):
            return True
    return _sample(_schema_at(NAMED[name]))


def _document(name: str, value: Any) -> documents.Document:
    model: dict[str, Any] = {"name": "m", "license": None, "derived_from": [{"model": "b", "relation": "finetune"}]}
    base = {"name": "b", "license": None}
    if name == "model.base.license_id":
        del base["license"]
    data: dict[str, Any] = {
        "manifest_version": 1,
        "name": "x",
        "organization": {"principal_place_of_business": None},
        "deployment": {**LEAST, "models": ["m"]},
        "models": [model, base],
    }
    if name.startswith("org."):
        data["org"] = data.pop("organization")
    if name == "privacy.data_status_claimed":
        data["datasets"] = [{"name": "d", "license": None}]
    if name.startswith("training.datasets"):
        data["training"] = {
            "datasets": [{"license": None} if name.endswith("].id") else {"name": "d", "license": None}]
        }
    _put(data, pointers.split(_old(name)), value)
    return documents.parse(json.dumps(data).encode(), "m.json")


def _old(name: str) -> str:
    return "/" + name.replace("[].", "/0/").replace(".", "/")


def _concrete(path: str) -> str:
    path = path.replace("{deployed}", "/models/0").replace("{base}", "/models/1")
    return path.replace("*", "0")


def _path(pointer: str) -> tuple[str | int, ...]:
    return tuple(int(token) if token.isdigit() else token for token in pointers.split(pointer))


def _put(data: Any, tokens: list[str], value: Any) -> None:
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        key: Any = int(token) if isinstance(data, list) else token
        if after is None:
            data[key] = value
        elif isinstance(data, list) and key == len(data):
            data.append({})
        elif isinstance(data, dict):
            data.setdefault(key, [] if after == "0" else {})
        data = data[key]


def _schema_at(path: str) -> dict[str, Any]:
    name, schema_ = "manifest.schema.json", files.all_files()[files.address("manifest.schema.json")]
    for token in pointers.split(path.replace("{deployed}", "/models/*").replace("{base}", "/models/*")):
        schema_ = schema_["items"] if token == "*" else schema_["properties"][token]
        while "$ref" in schema_:
            file, _, inner = schema_["$ref"].partition("#")
            name = file if file.startswith("manifest/") else f"manifest/{file}" if file else name
            schema_ = files.all_files()[files.address(name)]
            for step in inner.split("/")[1:]:
                schema_ = schema_[step]
    return schema_


def _sample(entry: dict[str, Any]) -> Any:
    enum = entry.get("enum") or entry.get("then", {}).get("enum")
    if enum:
        return enum[0]
    first = entry["type"] if isinstance(entry["type"], str) else entry["type"][0]
    if entry.get("format") == "date":
        return "2026-01-01"
    if "Fa-f" in entry.get("pattern", ""):
        return "a" * 64
    return {"object": {}, "string": "x", "boolean": True, "integer": 1, "number": 1}[first]
