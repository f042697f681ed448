# SPDX-License-Identifier: Apache-2.0
"""The command line's last guard: whatever happens becomes a code, and nothing unexpected is a verdict."""

import os
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from licet import __version__, cli
from licet.errors import EvaluatorError, InputError, PolicyError, Problem, UsageError


def run(monkeypatch: pytest.MonkeyPatch, effect: Any) -> int:
    """`licet check` whose command does or raises this."""

    def command(_: Any) -> int:
        if isinstance(effect, BaseException):
            raise effect
        code: int = effect
        return code

    module = SimpleNamespace(__doc__="x", add_arguments=lambda parser: None, run=command)
    monkeypatch.setattr(cli, "import_module", lambda name: module)
    return cli.main(["check"])


@pytest.mark.parametrize("code", [0, 1, 2, 3])
def test_a_verdict_is_passed_on(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, code) == code


@pytest.mark.parametrize("error", [UsageError("u", "h"), PolicyError("p", "h"), EvaluatorError("e", "h"), InputError("i", "h")])
def test_a_known_failure_says_what_and_what_to_do(error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, error) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and "do: h" in shown.err


def test_problems_are_all_shown_and_cannot_deceive(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    problems = [Problem("f", 1, 2, "", "one\x1b[2J", "a"), Problem("f", 3, 4, "", "two", "b")]
    assert run(monkeypatch, InputError.from_problems(problems)) == 2
    err = capsys.readouterr().err
    assert "f:1:2" in err and "f:3:4" in err and "\x1b" not in err


@pytest.mark.parametrize("error", [RuntimeError("x"), RecursionError("deep"), MemoryError(), AssertionError(), OSError("disk"), KeyError("k")])
def test_a_fault_is_no_verdict(error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("LICET_DEBUG", raising=False)
    assert run(monkeypatch, error) == 2
    assert "unexpected fault, nothing was judged" in capsys.readouterr().err
    monkeypatch.setenv("LICET_DEBUG", "1")
    with pytest.raises(type(error)):
        run(monkeypatch, error)


def test_an_interrupt_is_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, KeyboardInterrupt()) == 130


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0 and capsys.readouterr().out == f"licet {__version__}\n"
    assert cli.main(["--help"]) == 0
    assert set(cli.VERBS) <= set(capsys.readouterr().out.split())
    assert cli.main([]) == 2, "no command judged nothing"


def test_unknown_commands_and_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["chek"]) == 2 and "licet check" in capsys.readouterr().err
    assert cli.main(["\x1b[31m"]) == 2 and "\x1b" not in capsys.readouterr().err
    with pytest.raises(SystemExit) as caught:
        cli.main(["check", "--no-such-option", "x"])
    assert caught.value.code == 2


@pytest.mark.parametrize("verb", sorted(cli.VERBS))
def test_every_command_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main([verb, "--help"])
    assert caught.value.code == 0 and f"licet {verb}" in capsys.readouterr().out
    assert f"licet.commands.{verb}" in sys.modules


def licet(redirected: str, *, encoding: str = "utf-8") -> "subprocess.CompletedProcess[bytes]":
    """A shell's view of the command: redirections close or break the streams."""
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": encoding}
    return subprocess.run(["sh", "-c", f'"{sys.executable}" -m licet {redirected}'], env=environ, capture_output=True, check=False)


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-", ">/dev/null 2>/dev/full"])
def test_a_closed_stream_changes_no_code(closed: str) -> None:
    assert licet(f"check fixtures/manifests/clean-apache.yaml {closed}").returncode == 0
    assert licet(f"check fixtures/manifests/support-bot.yaml {closed}").returncode == 1
    assert licet(f"no-such-verb {closed}").returncode == 2


def test_a_full_disk_is_no_verdict() -> None:
    found = licet("check fixtures/manifests/clean-apache.yaml >/dev/full")
    assert found.returncode == 2 and b"standard output cannot be written" in found.stderr


def test_a_narrow_encoding_loses_no_verdict() -> None:
    found = licet("check fixtures/manifests/support-bot.yaml", encoding="ascii")
    assert found.returncode == 1 and b"\\xa7" in found.stdout and found.stderr == b""
