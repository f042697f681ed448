# SPDX-License-Identifier: Apache-2.0
import json
from typing import Any

import pytest

from licet import cli

TABLES = ["assumptions", "evaluators", "formats", "licenses", "profiles", "purposes", "rules", "topics"]


def rows(capsys: pytest.CaptureFixture[str], table: str) -> list[dict[str, Any]]:
    assert cli.main(["list", table, "--format", "json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("table", TABLES)
def test_every_table_lists_ids_and_titles(capsys: pytest.CaptureFixture[str], table: str) -> None:
    found = rows(capsys, table)
    assert found
    assert all(row["id"] and row["title"] for row in found)
    assert cli.main(["list", table]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")] == [
        row["id"].split()[0] for row in found
    ]


@pytest.mark.parametrize(
    ("table", "known"),
    [
        ("rules", "license/user_limit"),
        ("licenses", "Apache-2.0"),
        ("formats", "sarif"),
        ("evaluators", "embedded"),
        ("topics", "fine-tuning"),
        ("profiles", "licenses"),
    ],
)
def test_what_must_be_there_is(capsys: pytest.CaptureFixture[str], table: str, known: str) -> None:
    assert known in [row["id"] for row in rows(capsys, table)]


def test_an_unknown_table_exits_2() -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["list", "everything"])
    assert stopped.value.code == 2
