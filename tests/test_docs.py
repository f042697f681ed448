# SPDX-License-Identifier: Apache-2.0
"""What the documents say is what the code does: sessions, commands, options, links, generated pages, the version."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from licet import __version__, cli

ROOT = Path(__file__).resolve().parents[1]
DAY = "2026-11-23"
WORDS = {
    "dp": ("epsilon", "delta", "sigma", "audit", "logs", "simulate"),
    "ledger": ("add", "total", "list", "verify", "export"),
    "policy": ("new", "test", "bundle", "push"),
}
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
WITH_SESSIONS = [path for path in PAGES if "```console" in path.read_text(encoding="utf-8")]
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"<!-- file: (?P<file>\S+) -->\n```\w+\n(?P<content>.*?)```|```console\n(?P<session>.*?)```", re.DOTALL)
_VERB = re.compile(r"(?:`|\$ )licet ([a-z]+)")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
_MOVING = [(re.compile(r"as of \d{4}-\d\d-\d\d"), "as of DAY"), (re.compile(r"\d+ rules evaluated"), "N rules evaluated")]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_to_a_file_resolves(page: Path) -> None:
    links = [link.partition("#")[0] for link in _LINK.findall(page.read_text(encoding="utf-8"))]
    files = [link for link in links if link and "://" not in link and not link.startswith("mailto:")]
    assert [link for link in files if not (page.parent / link).exists()] == []


def test_generated_pages_are_what_the_rules_say() -> None:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    written = {path.name: path.read_text(encoding="utf-8") for path in generate.PAGES.glob("*.md")}
    assert written == generate.pages(), "run `python docs/generate.py`"


def test_the_changelog_names_this_version() -> None:
    assert re.search(rf"^## \[{re.escape(__version__)}\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_that_are_named_exist(page: Path) -> None:
    assert set(_VERB.findall(page.read_text(encoding="utf-8"))) <= set(cli.VERBS)


def test_the_readme_shows_every_command() -> None:
    assert set(_VERB.findall((ROOT / "README.md").read_text(encoding="utf-8"))) == set(cli.VERBS)


@pytest.mark.parametrize("page", [*WITH_SESSIONS, ROOT / "CONTRIBUTING.md"], ids=name)
def test_options_that_are_named_exist(page: Path, options: set[str]) -> None:
    lines = [line for line in page.read_text(encoding="utf-8").split("\n") if "opa run" not in line]
    assert set(_OPTION.findall("\n".join(lines))) <= options


@pytest.mark.parametrize("page", WITH_SESSIONS, ids=name)
def test_sessions_are_real(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LICET_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("licet.settings.time.strftime", lambda *_: DAY)
    code = 0
    for match in _FENCE.finditer(page.read_text(encoding="utf-8")):
        if match["file"]:
            _write(tmp_path / match["file"], match["content"])
            continue
        for command, shown in _steps(match["session"]):
            code, printed = _run(command, code, monkeypatch, capfd)
            assert _agrees(shown, printed), f"{name(page)}: $ {command} prints\n{printed}"


@pytest.fixture
def options(capsys: pytest.CaptureFixture[str]) -> set[str]:
    """Every option of every command, from its help."""
    below = [[verb, word] for verb, inner in WORDS.items() for word in inner]
    for words in (*([verb] for verb in cli.VERBS), *below):
        with pytest.raises(SystemExit):
            cli.main([*words, "--help"])
    return {"--version", *_OPTION.findall(capsys.readouterr().out)}


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def _steps(session: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a session with the lines shown below it."""
    for part in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown.rstrip("\n").split("\n") if shown else []


def _run(
    command: str, code: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> tuple[int, str]:
    words = shlex.split(command)
    if words[0] == "cd":
        monkeypatch.chdir(words[1])
        return 0, ""
    if words[0] == "echo":
        return 0, str(code)
    assert words[0] == "licet", command
    capfd.readouterr()
    done = cli.main(words[1:])
    printed = capfd.readouterr()
    return done, (printed.out + printed.err).rstrip("\n")


def _agrees(shown: list[str], printed: str) -> bool:
    """Whether the lines shown are the lines printed, where a line of three dots stands for any lines."""
    wanted = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(f"{_still(line)}\n") for line in shown)
    return re.fullmatch(wanted, _still(f"{printed}\n") if printed else "") is not None


def _still(text: str) -> str:
    for moving, still in _MOVING:
        text = moving.sub(still, text)
    return text
