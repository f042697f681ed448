# SPDX-License-Identifier: Apache-2.0
"""The whole command line, as users see it: every output of `licet check` compared with a reviewed file.

`pytest tests/test_golden.py --update` rewrites them. report.json and report.sarif are contracts with other tools:
look at every line of their diff, and never rewrite them to get green.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest
from command import check

from licet import resources

HERE = Path(__file__).parent / "golden"
CASES = sorted(path.name for path in HERE.iterdir())
REPORTS = {"text": "report.txt", "json": "report.json", "sarif": "report.sarif"}
# What moves with every release, every new rule and every reading of a source, and says nothing of this case.
MOVING = [
    (r'("policy_?[dD]igest": )"sha256:[0-9a-f]{64}"', r'\1"POLICIES"'),
    (r'("(?:licet|version|semanticVersion)": )"\d[^"]*"', r'\1"VERSION"'),
    (r"licet \d+\.\d+\.\d+\S*", "licet VERSION"),
    (r'("read_?[oO]n": )"\d{4}-\d{2}-\d{2}"', r'\1"READ"'),
    (r'("rules_?[eE]valuated": )[1-9]\d*', r'\1"RULES"'),
    (r"\b[1-9]\d* rules evaluated", "RULES rules evaluated"),
]


def normalized(text: str) -> str:
    for pattern, replacement in MOVING:
        text = re.sub(pattern, replacement, text)
    return text


def compared(name: str, text: str) -> str:
    """A SARIF log lists every rule there is: only those with a result here are of this case."""
    if not name.endswith(".sarif"):
        return normalized(text)
    log = json.loads(text)
    for run in log["runs"]:
        rules = run["tool"]["driver"]["rules"]
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            result["ruleIndex"] = "INDEX"
        named = {result["ruleId"] for result in run["results"]}
        run["tool"]["driver"]["rules"] = [rule for rule in rules if rule["id"] in named]
    return normalized(json.dumps(log, indent=2) + "\n")


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, str], int]:
    """One run in a folder of its own, all formats at once."""
    folder = tmp_path_factory.mktemp("golden")
    shutil.copy(HERE / request.param / "manifest.yaml", folder)
    formats = ["--format=text", "--format=json=report.json", "--format=sarif=report.sarif"]
    answer = check("manifest.yaml", *formats, "--root", ".", folder=folder)
    assert answer.err == "", answer.shown
    outputs = {"report.txt": answer.out, **{name: (folder / name).read_text("utf-8") for name in ("report.json", "report.sarif")}}
    return request.param, outputs, answer.code


@pytest.mark.parametrize("name", REPORTS.values())
def test_output_is_the_reviewed_one(case: tuple[str, dict[str, str], int], name: str, update: bool) -> None:
    folder, outputs, _ = case
    found, path = compared(name, outputs[name]), HERE / folder / name
    if update:
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text("utf-8")


def test_exit_code_report_and_name_of_the_case_agree(case: tuple[str, dict[str, str], int]) -> None:
    name, outputs, code = case
    report = json.loads(outputs["report.json"])
    assert report["exit_code"] == code == {"allow": 0, "deny": 1, "error": 2, "review": 3}[report["verdict"]]
    word = {"allowed": "allow", "denied": "deny", "review": "review", "not": "error", "api": "deny"}
    assert report["verdict"] == word[name.partition("-")[0]]
    run = json.loads(outputs["report.sarif"])["runs"][0]
    assert run["invocations"][0]["exitCode"] == code


def test_report_is_valid(case: tuple[str, dict[str, str], int]) -> None:
    schema = json.loads((resources.schemas() / "report.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in validator.iter_errors(json.loads(case[1]["report.json"]))] == []


def test_nothing_of_this_machine_is_in_the_reviewed_files() -> None:
    for path in HERE.rglob("report.*"):
        text = path.read_text("utf-8")
        assert normalized(text) == text, path
        assert not re.search(r"/(tmp|home|work|Users|root)/", text), path


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    shutil.copy(HERE / "denied-lineage" / "manifest.yaml", tmp_path)
    words = ["manifest.yaml", "--format", "json", "--root", "."]
    first, second = (check(*words, folder=tmp_path, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first.out == second.out and first.code == second.code == 1


FIXTURES = Path(__file__).parents[1] / "fixtures" / "manifests"


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.yaml")), ids=lambda path: path.stem)
def test_fixtures_give_the_verdict_that_they_announce(path: Path) -> None:
    expected = re.search(r"^# .*Expected: (\w+)", path.read_text("utf-8"), re.MULTILINE)
    assert expected is not None
    answer = check(path.name, folder=path.parent)
    assert answer.code == {"allow": 0, "deny": 1, "review": 3}[expected.group(1)], answer.shown
