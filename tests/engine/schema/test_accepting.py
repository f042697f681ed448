# SPDX-License-Identifier: Apache-2.0
"""Valid manifests are accepted fast, without the slow validator; both validators agree on everything else."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet import documents, schema
from licet.schema import accepting, explaining

HERE = Path(__file__).parent
FULL: Any = documents.load(HERE / "full_example.yaml").data
REQUIRED = [
    "/manifest_version",
    "/name",
    "/organization/principal_place_of_business",
    *(f"/deployment/{key}" for key in ("models", "mode", "commercial", "purposes", "regions")),
    "/models/0/name",
    "/models/0/license",
]


@pytest.mark.parametrize("name", ["../../rules/base.yaml", "full_example.yaml"])
def test_complete_manifests_are_valid(name: str) -> None:
    assert schema.validate(documents.load(HERE / name)) == []


@pytest.mark.parametrize("pointer", REQUIRED)
def test_required_keys_must_be_there_and_may_be_null(said: Any, pointer: str) -> None:
    more = {"/deployment/models": None} if pointer == "/models/0/name" else {}
    assert said({pointer: None, **more}) == []
    lines = said({pointer: ..., **more})
    key = pointer.rpartition("/")[2]
    assert [line for line in lines if line.startswith(f"{pointer}: ")]
    assert f"lacks `{key}` (write `{key}: null` if nobody knows)" in "".join(lines)


def test_nothing_else_is_required(changed: Any) -> None:
    deployment = {"models": None, "mode": None, "commercial": None, "purposes": None, "regions": None}
    least = {
        "manifest_version": 1,
        "name": None,
        "organization": {"principal_place_of_business": None},
        "deployment": deployment,
    }
    assert schema.validate(changed({}, start=least)) == []
    more = {"models": [{"name": "m", "license": None}], "datasets": [{"name": "d", "license": None}]}
    assert schema.validate(changed({}, start=least | more | {"software": [{"name": "s", "license": None}]})) == []


def test_almost_every_field_may_be_null(changed: Any) -> None:
    kept = {"organization", "deployment", "manifest_version", "datasets", "models", "software"}
    structural = {"step", "labels", "legal_basis"}
    for pointer in _pointers(FULL, ""):
        key = pointer.rpartition("/")[2]
        if key.isdigit() or key in structural or pointer.removeprefix("/") in kept:
            continue
        data = copy.deepcopy(FULL)
        _replace(data, pointer, None)
        assert accepting.accepts(data, schema.MANIFEST), pointer


def test_a_dataset_may_lack_its_license_only_under_a_statutory_exception(said: Any) -> None:
    lines = said({"/datasets": [{"name": "d"}]})
    assert lines == ["/datasets/0/license: datasets[0] lacks `license` (write `license: null` if nobody knows)"]
    assert said({"/datasets": [{"name": "d", "legal_basis": "tdm_art4"}]}) == []
    for basis in ("license", ["license", "fair_use"], [], None, "own_data"):
        assert said({"/datasets": [{"name": "d", "legal_basis": basis}]}), basis


def test_valid_manifests_never_import_the_slow_validator() -> None:
    code = """import sys
from licet import documents, schema
assert not schema.validate(documents.load(sys.argv[1]))
print(sorted({name.partition(".")[0] for name in sys.modules} & {"jsonschema", "referencing", "numpy", "requests"}))"""
    path = str(HERE / "full_example.yaml")
    ran = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_the_fast_path_is_fast() -> None:
    document = documents.load(HERE / "full_example.yaml")
    schema.validate(document)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        schema.validate(document)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.01


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/deployment/regions", ["US\n"]),
        ("/deployment/regions", ["US-CA\n"]),
        ("/deployment/system_placed_on", "2026-02-28\n"),
        ("/deployment/system_placed_on", "2026-02-31"),
        ("/deployment/system_placed_on", "0000-01-01"),
        ("/deployment/system_placed_on", "2026-2-1"),
        ("/deployment/system_placed_on", "２０２６-01-01"),
        ("/organization/founded", "2019-03\n"),
        ("/organization/founded", "2019-13"),
        ("/models/0/license", {"sha256": "a" * 64 + "\n"}),
        ("/models/0/license", {"sha256": "sha256:" + "a" * 63}),
        ("/models/0/name", "m\n"),
        ("/models/0/name", "m\u200b"),
        ("/models/0/name", "m\u202e"),
        ("/models/0/name", " m"),
        ("/models/0/name", "m" * 201),
        ("/models/0/source", "hf://a\u2066b"),
        ("/deployment/duties", {"display": {"url": "javascript:alert(1)"}}),
        ("/deployment/duties", {"display": {"url": "\nhttps://example.com"}}),
        ("/organization/daily_active_users", -1),
        ("/organization/daily_active_users", 1.5),
        ("/organization/daily_active_users", True),
        ("/manifest_version", True),
        ("/manifest_version", "1"),
    ],
)
def test_both_validators_refuse_what_deceives(changed: Any, pointer: str, value: Any) -> None:
    data = changed({pointer: value}).data
    assert not accepting.accepts(data, schema.MANIFEST)
    assert not explaining.agrees(data, schema.MANIFEST)


def test_both_validators_refuse_a_month_with_a_line_break(base: Any) -> None:
    organization = {**base["organization"], "monthly_active_users": {"2024-06\n": 1}}
    data = {**base, "organization": organization}
    assert not accepting.accepts(data, schema.MANIFEST)
    assert [fault.message for fault in explaining.faults(data, schema.MANIFEST)]


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/deployment/regions", ["EU", "EEA", "NO", "US-CA", "GB-ENG", "AT-9"]),
        ("/deployment/system_placed_on", "2024-02-29"),
        ("/models/0/license", "A pasted\nlicense text\n"),
        ("/models/0/license", ""),
        ("/models/0/license", {"sha256": "sha256:" + "A" * 64}),
        ("/models/0/name", "Modell № 1 (größer), 模型"),
        ("/organization/daily_active_users", 7.0),
        ("/privacy", {"lia_ref": "TBD", "upstream_assessment_ref": False}),
    ],
)
def test_both_validators_accept(changed: Any, pointer: str, value: Any) -> None:
    data = changed({pointer: value}).data
    assert explaining.agrees(data, schema.MANIFEST)
    assert accepting.accepts(data, schema.MANIFEST)


_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=5),
    st.sampled_from(
        ["US", "US\n", "2026-02-31", "2026-10", "true", "weights", "m", "", "a" * 64, "EU", [], {}, [1], {"a": 1}]
    ),
)


_HOWS = ("replace", "remove", "add")
_MUTANTS = {"pick": st.integers(0, 10_000), "leaf": _LEAVES, "how": st.sampled_from(_HOWS)}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(**_MUTANTS)
def test_the_validators_agree_on_mutants(pick: int, leaf: Any, how: str) -> None:
    assert _agree(pick, leaf, how)


@pytest.mark.long
@settings(max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(**_MUTANTS)
def test_the_validators_agree_on_very_many_mutants(pick: int, leaf: Any, how: str) -> None:
    assert _agree(pick, leaf, how)


def _agree(pick: int, leaf: Any, how: str) -> bool:
    data = copy.deepcopy(FULL)
    pointers = list(_pointers(data, ""))
    pointer = pointers[pick % len(pointers)]
    if how == "add":
        _replace(data, f"{pointer.rpartition('/')[0]}/added", leaf)
    else:
        _replace(data, pointer, ... if how == "remove" else leaf)
    data = json.loads(json.dumps(data))
    return accepting.accepts(data, schema.MANIFEST) == explaining.agrees(data, schema.MANIFEST)


def _pointers(value: Any, pointer: str) -> Any:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in entries:
        yield f"{pointer}/{key}"
        yield from _pointers(entry, f"{pointer}/{key}")


def _replace(data: Any, pointer: str, value: Any) -> None:
    *above, last = documents.pointer.split(pointer)
    for token in above:
        data = data[int(token)] if isinstance(data, list) else data[token]
    if isinstance(data, list):
        data[int(last) if last.isdigit() else 0] = None if value is ... else value
    elif value is ...:
        data.pop(last)
    else:
        data[last] = value
