# SPDX-License-Identifier: Apache-2.0
"""Scenario files: merged, judged, and failing where they expect something else."""

from pathlib import Path
from typing import Any

import pytest
from in_process import RULES, engine, loaded

from licet import scenarios


def story(tmp_path: Path, text: str) -> list[scenarios.Scenario]:
    (tmp_path / "base.yaml").write_text((RULES / "base.yaml").read_text())
    (tmp_path / "x.yaml").write_text(text)
    return list(scenarios.load(tmp_path / "x.yaml", tmp_path))


def faults(tmp_path: Path, expect: str, add: str = "{}") -> list[str]:
    [one] = story(tmp_path, f"scenarios: [{{name: n, add: {add}, expect: {expect}}}]\n")
    return scenarios.run(one, loaded(), engine(), tmp_path).faults


def test_merging_and_removing(tmp_path: Path) -> None:
    text = "base: {labels: {a: 1}}\nscenarios: [{name: n, add: {labels: {b: 2}, models: [{name: m, license: MIT}]}, remove: [/labels/a, /models/0/license], expect: {}}]\n"
    [one] = story(tmp_path, text)
    assert one.manifest["labels"] == {"b": 2} and one.manifest["models"] == [{"name": "m"}]
    assert one.manifest["deployment"]["mode"] == "internal"


@pytest.mark.parametrize(
    ("under", "over", "merged"),
    [({"a": {"b": 1}}, {"a": {"c": 2}}, {"a": {"b": 1, "c": 2}}), ({"a": [1, 2]}, {"a": [3]}, {"a": [3]}), ({"a": {"b": 1}}, {"a": None}, {"a": None}), (1, {}, {})],
)
def test_merged(under: Any, over: Any, merged: Any) -> None:
    assert scenarios.merged(under, over) == merged


BAD = "{models: [{name: m, license: no such license}]}"


@pytest.mark.parametrize(
    ("expect", "add", "count"),
    [
        ("{verdict: allow}", "{}", 0),
        ("{verdict: deny}", "{}", 1),
        ("{findings: [{rule: license/unknown_license, outcome: deny}]}", BAD, 0),
        ("{findings: [{rule: license/unknown_license, outcome: deny, component: m}]}", BAD, 0),
        ("{findings: [{rule: license/unknown_license, outcome: deny, component: n}]}", BAD, 1),
        ("{findings: [{rule: license/unknown_license, outcome: review}]}", BAD, 1),
        ("{findings: [{rule: license/unknown_license, outcome: deny, reason: x}]}", BAD, 1),
        ("{silent: [license/unknown_license]}", "{}", 0),
        ("{silent: [license/unknown_license]}", BAD, 1),
        ("{obligations: [{duty: license_copy, status: open}]}", "{deployment: {mode: weights}}", 0),
        ("{obligations: [{duty: license_copy, status: met}]}", "{deployment: {mode: weights}}", 1),
        ("{obligations: [{duty: license_copy}]}", "{}", 1),
    ],
)
def test_expectations(expect: str, add: str, count: int, tmp_path: Path) -> None:
    assert len(faults(tmp_path, expect, add)) == count
