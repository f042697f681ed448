# SPDX-License-Identifier: Apache-2.0
"""The report as plain JSON."""

import json
from typing import Any

import jsonschema
import pytest
from cases import manifest, model, tune
from in_process import derive, engine, header, loaded

from licet import findings, report, resources
from licet.errors import Problem


def judged(**over: Any) -> dict[str, Any]:
    read, derived = derive(manifest(**over))
    found = findings.collect(engine().evaluate(json.dumps(derived)), loaded(), derived)
    return report.judged(read, found, derived, len(loaded().rules))


NOT = report.not_judged("x.yaml", [Problem("x.yaml", 1, 2, "/a", "bad", "mend it")])
DENIED = {"models": tune("MIT", "llama3.1"), "deployment": {"mode": "hosted", "duties": {"display": {"text": "Powered by Llama"}}}}


@pytest.mark.parametrize(
    ("manifests", "codes", "verdict", "code"),
    [
        ([judged()], [0], "allow", 0),
        ([judged(), judged(**DENIED)], [0, 1], "deny", 1),
        ([judged(**DENIED), NOT], [1, 2], "error", 2),
        ([NOT], [2], "error", 2),
        ([], [], "error", 2),
    ],
)
def test_the_whole(manifests: list[dict[str, Any]], codes: list[int], verdict: str, code: int) -> None:
    data = report.whole(header(), manifests, codes)
    assert (data["verdict"], data["exit_code"]) == (verdict, code)
    if manifests:
        jsonschema.validate(data, json.loads((resources.schemas() / "report.schema.json").read_text("utf-8")))
    assert "not legal advice" in data["disclaimer"]
    whole = report.Report(data, {})
    assert (whole.verdict, whole.exit_code) == (verdict, code)
    assert len(whole.findings) == sum(len(one["findings"]) for one in manifests)


def test_a_refused_duty_is_a_finding_and_an_unmet_obligation() -> None:
    one = judged(**DENIED)
    assert [(found["rule"], found["outcome"]) for found in one["findings"] if found["rule"] == "duty/display"] == [("duty/display", "deny")]
    assert [due["status"] for due in one["obligations"] if due["duty"] == "display"] == ["unmet"]
    assert not [found for found in one["findings"] if found["outcome"] == "obligation"]


def test_families_have_verdicts_of_their_own() -> None:
    found = judged(**DENIED)["verdicts"]
    assert found["duty"] == "deny" and found["lineage"] == "deny" and set(found.values()) <= {"allow", "review", "deny"}


def test_every_place_is_in_the_file() -> None:
    for found in judged(models=[model(license=None)])["findings"]:
        assert found["location"]["line"] >= 1 and found["location"]["pointer"].startswith("/")
