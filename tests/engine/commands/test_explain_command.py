# SPDX-License-Identifier: Apache-2.0
import json

import pytest

from licet import cli


def test_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "fine-tuning", "--isolated"]) == 0
    assert capsys.readouterr().out.startswith("Can fine-tuning a model under a restrictive license")


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "apache2", "--format", "json", "--as-of", "2026-11-23"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["as_of"] == "2026-11-23"
    assert [entry["id"] for entry in shown["entries"]] == ["Apache-2.0"]


def test_a_name_of_several(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "gemma"]) == 0
    assert capsys.readouterr().out.startswith(
        "gemma is the name of several: gemma-terms-2024-04-01, gemma-terms-2025-03-24"
    )


def test_an_unknown_name_exits_2_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "duty/displays"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "nothing is named duty/displays" in captured.err
    assert "duty/display" in captured.err.split("do: ")[1]


def test_a_hostile_name_is_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "\x1b[2Jx"]) == 2
    assert "\x1b" not in capsys.readouterr().err
