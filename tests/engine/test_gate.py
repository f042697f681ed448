# SPDX-License-Identifier: Apache-2.0
"""The gate over several manifests, and the Python front of the package."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command import AS_OF
from hostile import PLAIN

import licet
from licet import gate
from licet.errors import EvaluatorError, InputError, LicetError, PolicyError, UsageError
from licet.report import Report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.licet.yaml").write_text(PLAIN)
    (tmp_path / "b.licet.yaml").write_text(PLAIN.replace("Apache-2.0", "no such license"))
    (tmp_path / "c.licet.yaml").write_text(PLAIN.replace("Apache-2.0", "MIT OR CC-BY-NC-4.0"))
    (tmp_path / "d.licet.yaml").write_text("manifest_version: 1\n")
    return tmp_path


def check(folder: Path, *names: str, **options: Any) -> Report:
    return gate.check([str(folder / name) for name in names], gate.Options(as_of=AS_OF, **options))


@pytest.mark.parametrize(
    ("names", "verdict", "code"),
    [("a", "allow", 0), ("ac", "review", 3), ("abc", "deny", 1), ("abcd", "error", 2), ("dcba", "error", 2), ("aaa", "allow", 0)],
)
@pytest.mark.parametrize("jobs", [1, 3])
def test_the_worst_wins(names: str, verdict: str, code: int, jobs: int, folder: Path) -> None:
    report = check(folder, *(f"{name}.licet.yaml" for name in names), jobs=jobs)
    assert (report.verdict, report.exit_code) == (verdict, code)
    shown = [Path(one["path"]).name[0] for one in report.data["manifests"]]
    assert shown == list(dict.fromkeys(names)), "each once, in the order named"


def test_a_manifest_that_cannot_be_judged_does_not_stop_the_others(folder: Path) -> None:
    found = check(folder, ".")
    assert [one["verdict"] for one in found.data["manifests"]] == ["allow", "deny", "review", "error"]
    broken = found.data["manifests"][3]
    assert broken["problems"] and broken["findings"] == [] and broken["rules_evaluated"] == 0
    assert len(found.sources) == 4 and found.findings


def test_nothing_that_could_be_judged(folder: Path) -> None:
    report = check(folder, "d.licet.yaml", "gone.yaml")
    assert report.exit_code == 2 and report.data["policy_digest"].startswith("sha256:")


def test_policies_and_evaluators_fail_for_all(folder: Path, tmp_path: Path) -> None:
    rules = folder / "more" / "rules" / "f"
    rules.mkdir(parents=True)
    (rules / "r.rego").write_text("package wrong\n")
    with pytest.raises(PolicyError):
        check(folder, "a.licet.yaml", policies=(folder / "more",))
    with pytest.raises(LicetError):
        check(folder, "a.licet.yaml", evaluator="opa", opa_url="http://127.0.0.1:9", timeout=5.0)
    with pytest.raises(EvaluatorError):
        check(folder, "a.licet.yaml", evaluator="none")
    with pytest.raises(UsageError):
        check(folder, "a.licet.yaml", profile="none")
    with pytest.raises(UsageError):
        check(folder)


def test_what_was_asked_for_is_on_record(folder: Path) -> None:
    report = check(folder, "c.licet.yaml", accept_review=True, skip_evidence=True)
    assert (report.verdict, report.exit_code) == ("review", 0)
    assert report.data["options"] == {"fail_on": "deny", "accept_review": True, "evidence": "skip"}


def test_the_python_front(folder: Path) -> None:
    report = licet.check(str(folder / "b.licet.yaml"), as_of=AS_OF)
    assert (report.verdict, report.exit_code) == ("deny", 1)
    assert json.loads(json.dumps(report.data)) == report.data
    assert licet.load_manifest(str(folder / "a.licet.yaml")).data["name"] == "plain"
    with pytest.raises(InputError) as caught:
        licet.load_manifest(str(folder / "d.licet.yaml"))
    assert len(caught.value.problems) > 1
    with pytest.raises(TypeError):
        licet.check(str(folder), as_of=AS_OF, no_such_option=True)


def test_licenses_are_there_without_an_import_of_their_own() -> None:
    command = "import licet; print(licet.licenses.check_license_compatibility('MIT', {'commercial': True})['verdict'])"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout == "allow\n"
    with pytest.raises(AttributeError):
        getattr(licet, "nothing_of_this_name")
