# SPDX-License-Identifier: Apache-2.0
"""Inputs made to confuse the gate: each ends with a verdict or with 2, never with a traceback or a free pass."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command import Answer, check, environment, licet
from hostile import LINEAGE, MODEL, NEVER_ALLOWED, PLAIN, UNREADABLE, deployment, model, plain

JSON = dict[str, Any]
DENY, UNJUDGED, REVIEW = 1, 2, 3
# How the tests name characters that would move, hide or color what a reader sees.
DECEIVING = {*map(chr, range(32)), "\x7f", "\x9b", "\u200b", "\u202e", "\u2066", "\u2028"} - {"\n"}


def judged(folder: Path, content: str | bytes | JSON, name: str = "licet.yaml", *more: str) -> Answer:
    data = json.dumps(content) if isinstance(content, dict) else content
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    return sane(check(name, *more, folder=folder))


def sane(answer: Answer) -> Answer:
    """What holds for every input: a known code, no traceback, no fault of licet's own, no control characters."""
    assert answer.code in (0, DENY, UNJUDGED, REVIEW), answer.shown
    everything = answer.out + answer.err
    assert "Traceback" not in everything and "unexpected fault" not in everything, answer.shown
    assert "report this with the file" not in everything, answer.shown
    assert not DECEIVING & set(everything), answer.shown
    return answer


def test_the_manifest_that_all_cases_change_is_allowed(tmp_path: Path) -> None:
    assert judged(tmp_path, PLAIN).code == 0
    assert judged(tmp_path, plain(), "licet.json").code == 0


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_is_no_manifest_is_not_judged(case: str, tmp_path: Path) -> None:
    answer = judged(tmp_path, UNREADABLE[case])
    assert answer.code == UNJUDGED, answer.shown
    assert "licet.yaml:" in answer.out + answer.err


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 400, "12345678901234567890"])
def test_json_numbers_that_no_double_holds(number: str, tmp_path: Path) -> None:
    text = json.dumps(deployment(monthly_active_users=4711)).replace("4711", number)
    assert judged(tmp_path, text, "licet.json").code == UNJUDGED


@pytest.mark.parametrize("case", LINEAGE)
def test_lineage_that_leads_nowhere_is_not_judged(case: str, tmp_path: Path) -> None:
    assert judged(tmp_path, LINEAGE[case], "licet.json").code == UNJUDGED


@pytest.mark.parametrize("case", NEVER_ALLOWED)
def test_what_hides_a_license_is_never_allowed(case: str, tmp_path: Path) -> None:
    answer = judged(tmp_path, NEVER_ALLOWED[case], "licet.json")
    assert answer.code in (DENY, UNJUDGED, REVIEW), answer.shown


@pytest.mark.parametrize("license", ["MIT", "(((MIT)))", "mit", " MIT ", "MIT OR MIT", "MIT AND Apache-2.0"])
def test_odd_ways_to_write_a_license_that_is_known(license: str, tmp_path: Path) -> None:
    assert judged(tmp_path, model(license=license), "licet.json").code == 0


def test_ten_thousand_ancestors(tmp_path: Path) -> None:
    parents = [{"model": f"m{number}", "relation": "merge"} for number in range(10_000)]
    models = [{**MODEL, "name": f"m{number}"} for number in range(10_000)]
    content = plain(models=[{**MODEL, "derived_from": parents}, *models])
    assert judged(tmp_path, content, "licet.json", "--format", "json", "--timeout", "8").code in (0, UNJUDGED)


def test_ten_thousand_deployed_models(tmp_path: Path) -> None:
    models = [{**MODEL, "name": f"m{number}", "license": "no such license"} for number in range(10_000)]
    content = {**deployment(models=None), "models": models}
    assert judged(tmp_path, content, "licet.json", "--format", "json", "--timeout", "8").code in (DENY, UNJUDGED)


PATHS = ["../outside.txt", "/etc/passwd", "a/../../outside.txt", "link", "folder/outside.txt", "C:\\x", "\\\\host\\share", ".."]


def _claims(path: str) -> list[JSON]:
    duty = {"path": path, "sha256": "0" * 64}
    model_with = {**MODEL, "separate_agreement": {**duty, "covers": ["user_limit"]}}
    data = {"name": "d", "license": "MIT", "anonymization": {"data": {"path": path}}}
    return [
        deployment(duties={"license_copy": duty}),
        model(duties={"attribution": duty}),
        plain(models=[model_with]),
        model(license={"id": "MIT", "file": path}),
        plain(evidence=[{"id": "e", "path": path}]),
        plain(datasets=[data]),
        model(training={"differential_privacy": {"logs": {"batch_sizes": path}}}),
        model(training={"differential_privacy": {"logs": {"noise": path}}}),
        plain(outputs={"intellectual_property": {"claim": None, "process_records": {"path": path}}}),
    ]


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leaves_the_root(path: str, tmp_path: Path) -> None:
    """All path fields of all parts; the file outside is there, so a way out would be found."""
    (tmp_path / "outside.txt").write_text("secret")
    root = tmp_path / "root"
    root.mkdir()
    (root / "link").symlink_to(tmp_path / "outside.txt")
    (root / "folder").symlink_to(tmp_path)
    names = []
    for number, content in enumerate(_claims(path)):
        names.append(f"{number}.licet.json")
        (root / names[-1]).write_text(json.dumps(content))
    answer = sane(check("--format", "json", "--root", ".", *names, folder=root))
    reports = json.loads(answer.out)["manifests"]
    assert [report["verdict"] for report in reports] == ["error"] * len(names), answer.shown
    for report in reports:
        assert any("leaves the root" in problem["message"] for problem in report["problems"]), report["problems"]


def test_evidence_that_is_no_file_is_missing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for path in ("pipe", "folder", "gone", "loop", "x" * 300):
        duties = {"license_copy": {"path": path, "sha256": "0" * 64}}
        content = deployment(duties=duties, mode="weights")
        assert judged(tmp_path, content, "licet.json", "--root", ".").code == DENY, path


def test_a_pipe_a_device_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "empty").mkdir()
    (tmp_path / "dangling.yaml").symlink_to("nowhere")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        for name in ("pipe.yaml", "empty", "dangling.yaml", "loop.yaml", "s", "/dev/zero", "missing.yaml", "", "*.none", "a\nb"):
            assert sane(check(name, folder=tmp_path)).code == UNJUDGED, name


@pytest.mark.parametrize("name", ["a.licet.yaml", "licet.json"])
def test_a_folder_holds_what_cannot_be_read_beside_a_good_manifest(name: str, tmp_path: Path) -> None:
    """A manifest that cannot be read is not passed over."""
    (tmp_path / "licet.yaml").write_text(PLAIN)
    (tmp_path / name).symlink_to("nowhere")
    assert sane(check(".", folder=tmp_path)).code == UNJUDGED


HIDDEN = {
    "flow style": ("other.yaml", json.dumps(model(license="no such license"))),
    "too large": ("large.yaml", PLAIN + "#" * 9_000_000),
    "too large, last key": ("large.json", json.dumps({"pad": "x" * 9_000_000, **plain()})),
    "byte order mark": ("bom.yaml", "\ufeff" + PLAIN.replace("Apache-2.0", "no such license")),
    "windows": ("windows.yml", PLAIN.replace("Apache-2.0", "no such license").replace("\n", "\r\n")),
    "quoted key": ("quoted.yaml", PLAIN.replace("Apache-2.0", "none at all").replace("manifest_version", '"manifest_version"')),
    "broken json": ("broken.json", json.dumps(plain())[:-1]),
}


@pytest.mark.parametrize("case", HIDDEN)
def test_a_folder_finds_every_manifest(case: str, tmp_path: Path) -> None:
    name, content = HIDDEN[case]
    (tmp_path / "licet.yaml").write_text(PLAIN)
    (tmp_path / name).write_bytes(content.encode())
    answer = sane(check(".", folder=tmp_path))
    assert answer.code in (DENY, UNJUDGED), answer.shown


CALLS = {
    "no path": [],
    "day that does not exist": ["--as-of", "2026-02-30", "licet.yaml"],
    "no day": ["--as-of", "tomorrow", "licet.yaml"],
    "day in other digits": ["--as-of", "\u0662\u0660\u0662\u0666-11-23", "licet.yaml"],
    "unknown option": ["--waiver", "x", "licet.yaml"],
    "abbreviated option": ["--acc", "licet.yaml"],
    "unknown profile": ["--profile", "none", "licet.yaml"],
    "profile that is a path": ["--profile", "../x", "licet.yaml"],
    "unknown format": ["--format", "pdf", "licet.yaml"],
    "two formats for one output": ["--format", "json", "--format", "text", "licet.yaml"],
    "output into no folder": ["--format", "json=gone/x.json", "licet.yaml"],
    "unknown evaluator": ["--evaluator", "magic", "licet.yaml"],
    "opa without address": ["--evaluator", "opa", "licet.yaml"],
    "opa at no address": ["--evaluator", "opa", "--opa-url", "not a url", "licet.yaml"],
    "opa that is not there": ["--evaluator", "opa", "--opa-url", "http://127.0.0.1:9", "--timeout", "5", "licet.yaml"],
    "no time": ["--timeout", "0", "licet.yaml"],
    "endless time": ["--timeout", "inf", "licet.yaml"],
    "no time at all": ["--timeout", "nan", "licet.yaml"],
    "no jobs": ["--jobs", "0", "licet.yaml"],
    "unknown fail-on": ["--fail-on", "nothing", "licet.yaml"],
    "policies that are not there": ["--policies", "gone", "licet.yaml"],
    "policies that are none": ["--policies", ".", "licet.yaml"],
    "facts without a name": ["--facts", "licet.yaml", "licet.yaml"],
    "facts that are not there": ["--facts", "a=gone.json", "licet.yaml"],
    "facts twice": ["--facts", "a=licet.yaml", "--facts", "a=licet.yaml", "licet.yaml"],
    "root elsewhere": ["--root", "gone", "evidence.yaml"],
}


@pytest.mark.parametrize("case", CALLS)
def test_a_call_that_makes_no_sense_judges_nothing(case: str, tmp_path: Path) -> None:
    (tmp_path / "licet.yaml").write_text(PLAIN)
    evidence = PLAIN.replace("regions: [US]", "regions: [US], duties: {license_copy: {path: licet.yaml}}")
    (tmp_path / "evidence.yaml").write_text(evidence)
    assert sane(check(*CALLS[case], folder=tmp_path)).code == UNJUDGED


@pytest.mark.parametrize("settings", ["fail-on = 1", "accept-review = true", "profile = [", "evidence = 'skip'", "jobs = true", "[x]"])
def test_settings_that_make_no_sense_judge_nothing(settings: str, tmp_path: Path) -> None:
    (tmp_path / "licet.yaml").write_text(PLAIN)
    (tmp_path / "licet.toml").write_text(settings)
    assert sane(licet("check", "licet.yaml", folder=tmp_path)).code == UNJUDGED


def test_a_reader_that_goes_away_is_no_verdict(tmp_path: Path) -> None:
    (tmp_path / "licet.json").write_text(json.dumps(plain()))
    command = [sys.executable, "-m", "licet", "check", "licet.json", "--as-of", "2026-11-23"]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, cwd=tmp_path, env=environment(), stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert done.returncode == UNJUDGED and b"Traceback" not in done.stderr
