# SPDX-License-Identifier: Apache-2.0
"""Settings of the surroundings: the nearest file, checked; days; color; the cache."""

import io
from pathlib import Path

import pytest

from licet import settings
from licet.errors import UsageError


def test_the_nearest_file_holds(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "licet.toml").write_text('profile = "strict"\npolicies = ["rules"]\nroot = "."\n')
    assert settings.load(inner) == {"profile": "strict", "policies": [str(tmp_path / "rules")], "root": str(tmp_path)}
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert settings.load(inner)["profile"] == "strict", "a project without settings says nothing"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.licet]\nprofile = 'research'\n")
    assert settings.load(inner) == {"profile": "research"}
    (inner / "licet.toml").write_text("")
    assert settings.load(inner) == {}


def test_a_ledger_file_is_relative_to_the_settings(tmp_path: Path) -> None:
    for said, meant in (("x.db", f"{tmp_path}/x.db"), ("/x.db", "/x.db")):
        (tmp_path / "licet.toml").write_text(f'ledger = "sqlite:///{said}"\n')
        assert settings.load(tmp_path) == {"ledger": f"sqlite:///{meant}"}
    (tmp_path / "licet.toml").write_text('ledger = "postgresql://me@host/db"\n')
    assert settings.load(tmp_path) == {"ledger": "postgresql://me@host/db"}


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://me:pass@host:5432/db?password=pass", "postgresql://me:***@host:5432/db"),
        ("postgresql://me:p@ss:pass@host/db", "postgresql://me:***@host/db"),
        ("postgresql://me@host/db", "postgresql://me@host/db"),
        ("postgresql:///db?host=/run", "postgresql:///db"),
        ("postgresql://me:pa/pass@host/db", "postgresql://***"),
        ("postgresql://me:pa?pass@host/db", "postgresql://***"),
        ("postgresql://host/db?password=p@pass", "postgresql://***"),
        ("sqlite:////a@b/c?d.db", "sqlite:////a@b/c?d.db"),
        ("words", "words"),
    ],
)
def test_what_may_be_shown_of_a_url(url: str, shown: str) -> None:
    assert settings.masked_url(url) == shown
    assert "pass" not in shown


@pytest.mark.parametrize(
    "text",
    ["profil = 'x'", "profile = 1", "jobs = true", "jobs = '2'", "policies = 'x'", "accept-review = true", "evidence = 'skip'", "as-of = '2026-01-01'", "profile = "]
    + ["timeout = 0", "timeout = -1", "timeout = inf", "timeout = nan", "timeout = 1e30", "jobs = 0", "jobs = 257", "format = [1]", "format = []", "policies = ['']", "root = ''", "ledger = ''", "ledger = 1"],
)
def test_what_is_no_setting_is_an_error(text: str, tmp_path: Path) -> None:
    (tmp_path / "licet.toml").write_text(text)
    with pytest.raises(UsageError):
        settings.load(tmp_path)


@pytest.mark.parametrize("text", ["tool = 'licet'", "[[tool]]\nlicet = 1", "# licet"])
def test_a_project_without_a_table_of_tools_says_nothing(text: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    assert settings.load(tmp_path) == {}


def test_a_table_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("tool.licet = 1\n")
    with pytest.raises(UsageError, match="no table"):
        settings.load(tmp_path)


@pytest.mark.parametrize("text", ["2026-11-23", "2024-02-29"])
def test_days(text: str) -> None:
    assert settings.day(text) == text


@pytest.mark.parametrize("text", ["2026-02-29", "2026-13-01", "20261123", "2026-W48-1", "2026-11-23\n", " 2026-11-23", "23.11.2026", "", "\u0662026-11-23"])
def test_no_days(text: str) -> None:
    with pytest.raises(UsageError, match="is no date"):
        settings.day(text)


def test_today_is_a_day() -> None:
    assert settings.day(settings.day(None)) == settings.day(None)


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"LICET_CACHE": "/c"}, Path("/c")),
        ({"LICET_CACHE": "", "HOME": "/h"}, None),
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, Path("/x/licet")),
        ({"HOME": "/h"}, Path("/h/.cache/licet")),
        ({}, None),
    ],
)
def test_the_cache(environ: dict[str, str], folder: Path | None) -> None:
    assert settings.cache_folder(environ) == folder


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environ", "terminal", "plain"),
    [({}, True, False), ({"NO_COLOR": "1"}, False, False), ({"NO_COLOR": ""}, True, False), ({"FORCE_COLOR": "1"}, True, True), ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False)],
)
def test_color(environ: dict[str, str], terminal: bool, plain: bool) -> None:
    assert settings.color(Terminal(), environ) is terminal
    assert settings.color(io.StringIO(), environ) is plain
