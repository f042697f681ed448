# SPDX-License-Identifier: Apache-2.0
"""`licet check` as users call it."""

import json
from pathlib import Path

import pytest
from command import check, licet
from hostile import PLAIN

from licet.commands import check as module


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "licet.yaml").write_text(PLAIN)
    (tmp_path / "open.yaml").write_text(PLAIN.replace("Apache-2.0", "MIT OR CC-BY-NC-4.0"))
    return tmp_path


def test_formats_and_files(folder: Path) -> None:
    answer = check("licet.yaml", "--format", "text", "--format", "json=a.json", "--format", "sarif=b.sarif", folder=folder)
    assert answer.code == 0 and answer.out.startswith("licet.yaml (plain)")
    assert json.loads((folder / "a.json").read_text())["exit_code"] == 0
    assert json.loads((folder / "b.sarif").read_text())["version"] == "2.1.0"
    assert json.loads(check("licet.yaml", "--format", "json", folder=folder).out)["verdict"] == "allow"


@pytest.mark.parametrize(
    ("options", "code"),
    [([], 3), (["--accept-review"], 0), (["--fail-on", "review"], 1), (["--fail-on", "unknown"], 1), (["--fail-on", "warn"], 1), (["--fail-on", "deny"], 3)],
)
def test_codes(options: list[str], code: int, folder: Path) -> None:
    assert check("open.yaml", *options, folder=folder).code == code


def test_settings_are_read_and_overridden_and_left_out(folder: Path) -> None:
    (folder / "licet.toml").write_text('fail-on = "review"\nformat = ["json"]\n')
    assert licet("check", "open.yaml", folder=folder).code == 1
    assert licet("check", "open.yaml", "--fail-on", "deny", folder=folder).code == 3
    assert licet("check", "open.yaml", "--isolated", folder=folder).code == 3
    assert json.loads(licet("check", "licet.yaml", folder=folder).out)["exit_code"] == 0


def test_color_is_for_those_who_ask(folder: Path) -> None:
    assert "\x1b" not in check("open.yaml", folder=folder).out
    assert "\x1b" in check("open.yaml", folder=folder, FORCE_COLOR="1", NO_COLOR="").out
    assert "\x1b" not in check("open.yaml", "--format", "text=x.txt", folder=folder, FORCE_COLOR="1", NO_COLOR="").out
    assert "\x1b" not in (folder / "x.txt").read_text()


def test_the_day_decides_which_texts_there_are(folder: Path) -> None:
    (folder / "licet.yaml").write_text(PLAIN.replace("Apache-2.0", "llama-4-community"))
    assert "unknown_license" in licet("check", "licet.yaml", "--as-of", "2025-04-04", folder=folder).out
    assert "unknown_license" not in licet("check", "licet.yaml", "--as-of", "2025-04-05", folder=folder).out


def test_skipped_evidence_is_unknown(folder: Path) -> None:
    said = PLAIN.replace("mode: internal", "mode: weights, duties: {license_copy: {path: licet.yaml}}")
    (folder / "licet.yaml").write_text(said)
    assert check("licet.yaml", folder=folder).code == 0
    assert check("licet.yaml", "--evidence", "skip", folder=folder).code == 3


@pytest.mark.parametrize("formats", [["json=licet.yaml"], ["json=./licet.yaml"], ["json=out", "sarif=out"]])
def test_a_report_replaces_neither_a_manifest_nor_another(formats: list[str], folder: Path) -> None:
    options = [word for one in formats for word in ("--format", one)]
    assert check(".", *options, folder=folder).code == 2
    assert (folder / "licet.yaml").read_text() == PLAIN and not (folder / "out").exists()


def test_a_damaged_cache_changes_no_verdict(folder: Path) -> None:
    cache = folder / "cache"
    assert check("open.yaml", folder=folder, LICET_CACHE=str(cache)).code == 3
    [file] = cache.iterdir()
    for content in (file.read_bytes().replace(b"review contains", b"_eview contains"), b"[" * 200_000, b'{"form": 2}\n{}', b""):
        file.write_bytes(content)
        assert check("open.yaml", folder=folder, LICET_CACHE=str(cache)).code == 3


def test_what_a_policy_folder_misspells_is_an_error(folder: Path) -> None:
    (folder / "own" / "profiles").mkdir(parents=True)
    (folder / "own" / "profiles" / "mine.yaml").write_text(
        "{id: mine, title: t, description: d, families: [gate, software, licnse], exclude: [], assumptions: {}, parameters: {}}"
    )
    answer = check("licet.yaml", "--policies", "own", "--profile", "mine", folder=folder)
    assert answer.code == 2 and "licnse" in answer.err
    (folder / "own" / "profiles" / "mine.yaml").rename(folder / "own" / "profiles" / "mine.yml")
    assert "is no policy file" in check("licet.yaml", "--policies", "own", folder=folder).err


def test_long_work_says_on_stderr_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    times = iter([0.0, 1.0, 2.5, 2.5, 3.0, 9.0])
    monkeypatch.setattr(module.time, "monotonic", lambda: next(times))
    told = module._progress()
    for done in (1, 2, 3, 4):
        told(done, 4)
    assert capsys.readouterr() == ("", "licet: 2 of 4 manifests\n")
