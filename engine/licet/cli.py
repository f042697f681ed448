# SPDX-License-Identifier: Apache-2.0
"""Command line: finds the command, runs it, and turns whatever happens into one of the exit codes 0 to 3."""

from __future__ import annotations

import contextlib
import errno
import gc
import io
import os
import sys
from importlib import import_module
from typing import Any, TextIO

from licet import __version__
from licet.errors import InputError, LicetError, UsageError

VERBS = {
    "check": "judge manifests: the gate",
    "explain": "what a rule asks, a license grants, or the answer to a common question",
    "list": "rules, licenses, profiles, purposes, formats: what there is",
    "facts": "the facts document that rules see",
    "init": "write a commented starter manifest",
    "policy": "write, test and bundle rules",
    "dp": "privacy accounting: epsilon, noise, audits, logs",
    "ledger": "privacy budgets across releases: record, total, verify",
    "config": "show the settings in force",
}
UNJUDGED = 2
_RARELY = 100_000
INTERRUPTED = 130
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Nothing unexpected ends as 0, 1 or 3: those are verdicts."""
    words = sys.argv[1:] if arguments is None else arguments
    _prepare_streams()
    try:
        code = _run(words)
        sys.stdout.flush()
        return code
    except LicetError as error:
        return _failed(error)
    except BrokenPipeError:
        _forget(sys.stdout)
        return UNJUDGED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # the last guard: a fault of licet must not look like a verdict
        if os.environ.get("LICET_DEBUG"):
            raise
        _forget(sys.stdout)  # what is still in its buffer must not fail once more when the interpreter ends
        return _failed(_unexpected(error))


def _prepare_streams() -> None:
    """A stream that is closed must not change the exit code, and a narrow encoding must not lose the verdict."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, os.O_RDWR)  # the lowest free number: that of the closed stream
            setattr(sys, name, open(descriptor, "w" if number else "r", encoding="utf-8", closefd=False))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _forget(stream: TextIO) -> None:
    with contextlib.suppress(OSError, ValueError):
        stream.flush()
        return
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _run(words: list[str]) -> int:
    verb = words[0] if words else "--help"
    if verb in ("--version", "-V"):
        print(f"licet {__version__}")
        return 0
    if verb in ("--help", "-h", "help"):
        print(_help())
        return 0 if words else UNJUDGED
    if verb not in VERBS:
        raise _no_verb(verb)
    gc.set_threshold(_RARELY)  # a check builds much and drops little: collecting as often as usual takes a tenth of it
    module = import_module(f"licet.commands.{verb}")
    return module.run(_parser(verb, module).parse_args(words[1:]))


def _parser(verb: str, module: Any) -> Any:
    import argparse

    def wide(prog: str) -> argparse.HelpFormatter:
        return argparse.HelpFormatter(prog, width=100)  # asking for the terminal's width imports a lot

    parser = argparse.ArgumentParser(
        prog=f"licet {verb}", description=module.__doc__, allow_abbrev=False, formatter_class=wide
    )
    module.add_arguments(parser)
    return parser


def _help() -> str:
    width = max(map(len, VERBS))
    verbs = "\n".join(f"  {verb:<{width}}  {meaning}" for verb, meaning in VERBS.items())
    return (
        "usage: licet VERB ...\n\nIs it permitted to deploy this model, with these data, here? Not legal advice.\n\n"
        f"{verbs}\n\n`licet VERB --help` explains one. Exit codes: 0 allow, 1 deny, 2 could not judge, 3 review."
    )


def _no_verb(verb: str) -> UsageError:
    import difflib

    from licet.terminal import safe

    near = difflib.get_close_matches(verb, VERBS, n=1)
    hint = f"Did you mean `licet {near[0]}`?" if near else "`licet --help` lists the commands."
    return UsageError(f"no command {safe(verb)!r}", hint)


def _unexpected(error: Exception) -> UsageError:
    from licet.terminal import safe

    if isinstance(error, OSError) and error.errno in _FULL and error.filename is None:
        hint = "Make room, or write the report with --format FMT=FILE."
        return UsageError(f"standard output cannot be written: {error.strerror}", hint)
    message = f"unexpected fault, nothing was judged: {type(error).__name__}: {safe(str(error))}"
    return UsageError(message, "Run again with LICET_DEBUG=1 for the traceback and report it.")


def _failed(error: LicetError) -> int:
    from licet.terminal import safe

    problems = error.problems if isinstance(error, InputError) else ()
    lines = [str(problem) for problem in problems] or error.message.split("\n")
    try:
        for line in lines:
            print(f"licet: {safe(line)}", file=sys.stderr)
        print(f"do: {safe(error.hint)}", file=sys.stderr, flush=True)
    except OSError:
        _forget(sys.stderr)  # nobody reads it; the exit code still tells
    return UNJUDGED


if __name__ == "__main__":
    sys.exit(main())
