# SPDX-License-Identifier: Apache-2.0
import json
from pathlib import Path

import pytest

from licet import cli


def test_the_starter_is_written_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["init"]) == 0
    written = (tmp_path / "licet.yaml").read_text(encoding="utf-8")
    assert "licet check licet.yaml" in capsys.readouterr().out
    assert cli.main(["init"]) == 2
    assert "exists already" in capsys.readouterr().err
    assert (tmp_path / "licet.yaml").read_text(encoding="utf-8") == written


def test_a_dash_is_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["init", "--output", "-"]) == 0
    assert "manifest_version: 1\n" in capsys.readouterr().out


def test_a_place_that_cannot_be_written_exits_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["init", "--output", str(tmp_path / "missing" / "licet.yaml")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_the_starter_is_valid_and_asks_for_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "licet.yaml"
    assert cli.main(["init", "-o", str(path)]) == 0
    capsys.readouterr()
    assert cli.main(["check", str(path), "--format", "json", "--as-of", "2026-11-23", "--isolated"]) == 3
    (manifest,) = json.loads(capsys.readouterr().out)["manifests"]
    assert manifest["verdict"] == "review"
    needs = {pointer for finding in manifest["findings"] for pointer in finding["needs"]}
    assert "/models/0/license" in needs
    assert {finding["outcome"] for finding in manifest["findings"]} <= {"unknown", "review", "warn"}
