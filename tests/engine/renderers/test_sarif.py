# SPDX-License-Identifier: Apache-2.0
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from licet import renderers

Object = dict[str, Any]
Make = dict[str, Callable[..., Object]]
SUBSET = json.loads(Path(__file__).with_name("sarif_subset.schema.json").read_text(encoding="utf-8"))


def sarif(report: Object, rules: list[Object] | None = None) -> Object:
    log: Object = json.loads(renderers.render("sarif", report, sources={}, rules=rules or []))
    return log


def run(report: Object, rules: list[Object] | None = None) -> Object:
    only: Object = sarif(report, rules)["runs"][0]
    return only


def test_every_report_fits_what_code_scanning_reads(any_report: Object, rules: list[Object]) -> None:
    for metadata in ([], rules):
        jsonschema.Draft202012Validator(SUBSET).validate(sarif(any_report, metadata))


def test_every_result_names_its_rule(any_report: Object, rules: list[Object]) -> None:
    log = run(any_report, rules)
    listed = log["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in listed] == sorted({rule["id"] for rule in listed})
    assert {"duty/display", "license/territory"} <= {rule["id"] for rule in listed}
    assert all(listed[result["ruleIndex"]]["id"] == result["ruleId"] for result in log["results"])


def test_outcomes_become_levels(denied: Object) -> None:
    levels = [(result["properties"]["outcome"], result["level"]) for result in run(denied)["results"]]
    assert levels == [
        ("deny", "error"),
        ("review", "warning"),
        ("unknown", "warning"),
        ("warn", "note"),
        ("deny", "error"),
    ]


def test_a_result_has_place_pointer_and_fingerprint(denied: Object) -> None:
    result = run(denied)["results"][0]
    place = result["locations"][0]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "deploy/bot.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 5, "startColumn": 14},
    }
    assert place["logicalLocations"] == [{"fullyQualifiedName": "/deployment/duties/display", "name": "display"}]
    assert result["partialFingerprints"] == {"licet/v1": "f" * 32}
    assert "**Do:** Show the exact words." in result["message"]["markdown"]
    assert "](https://llama.meta.com/llama3_1/license/)" in result["message"]["markdown"]


def test_a_waived_finding_is_suppressed_and_stays(denied: Object) -> None:
    *others, waived = run(denied)["results"]
    assert [result["suppressions"] for result in others] == [[]] * 4
    reason = "Rebranding in March; LEGAL-7; approved by ann, bo; until 2027-01-31"
    assert waived["suppressions"] == [{"kind": "external", "status": "accepted", "justification": reason}]


def test_severity_is_a_number_in_a_string(rules: list[Object], allowed: Object) -> None:
    listed = {rule["id"]: rule["properties"] for rule in run(allowed, rules)["tool"]["driver"]["rules"]}
    assert listed["duty/display"]["security-severity"] == "5.5"
    assert listed["license/territory"]["security-severity"] == "8.0"
    assert "security" in listed["license/territory"]["tags"]


def test_placeholders_of_a_rule_become_words(rules: list[Object], allowed: Object) -> None:
    rules[0]["remediation"] = "Stay below {at_least} of {license}."
    advice = run(allowed, rules)["tool"]["driver"]["rules"][0]["help"]["text"]
    assert advice == "Stay below (at least) of (license)."


def test_problems_are_notifications_of_a_failed_run(failed: Object) -> None:
    invocation = run(failed)["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert invocation["exitCode"] == 2
    notification = invocation["toolExecutionNotifications"][0]
    assert notification["message"]["text"] == "unknown key 'nmae' (did you mean 'name'?)"
    assert notification["locations"][0]["physicalLocation"]["region"]["startLine"] == 2


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("./deploy/bot.yaml", "deploy/bot.yaml"),
        ("deploy/a b#c?.yaml", "deploy/a%20b%23c%3F.yaml"),
        ("/home/ann/secret/bot.yaml", "bot.yaml"),
        ("../other/bot.yaml", "bot.yaml"),
        ("C:\\Users\\ann\\bot.yaml", "bot.yaml"),
        ("deploy\\bot.yaml", "deploy/bot.yaml"),
    ],
)
def test_paths_are_relative_and_tell_nothing_of_the_machine(make: Make, file: str, uri: str) -> None:
    found = make["finding"](location={"file": file, "line": 1, "column": 1, "pointer": ""})
    report = make["report"](make["manifest"](path=file, findings=[found], verdict="deny"), verdict="deny", exit_code=1)
    log = run(report)
    assert log["results"][0]["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 1, "startColumn": 1},
            }
        }
    ]
    assert log["properties"]["manifests"][0]["uri"] == uri
    assert not any(part in json.dumps(log) for part in ("home", "Users", "ann"))


def test_messages_cannot_make_links_markup_or_placeholders(hostile: Object) -> None:
    for result in run(hostile)["results"]:
        message = result["message"]
        assert "\\[x\\](javascript:alert(1))" in message["text"]
        assert "{{0}}" in message["text"]
        assert "](javascript:" not in message["markdown"].replace("\\](", "")
        assert "<script>" not in message["markdown"].replace("\\<", "")
