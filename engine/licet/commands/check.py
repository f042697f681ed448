# SPDX-License-Identifier: Apache-2.0
"""Judge manifests (files, globs, folders). Exit codes: 0 allow, 1 deny, 2 could not judge, 3 review."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from licet import gate, renderers, settings
from licet.commands import _catalogue, _external
from licet.errors import UsageError
from licet.report import Report
from licet.verdict import FAIL_ON

Number = TypeVar("Number", int, float)
_PATIENCE = 2.0
_MANY = 16  # from here on a second process pays for its start


def add_arguments(parser: argparse.ArgumentParser) -> None:
    formats = ", ".join(renderers.names())
    parser.add_argument("paths", metavar="PATH", nargs="+", help="a manifest, a folder, or a glob")
    parser.add_argument(
        "--format", metavar="FMT[=FILE]", action="append", help=f"{formats}; repeatable (default: text)"
    )
    _catalogue.add_arguments(parser, formats=False)
    parser.add_argument("--evaluator", choices=("embedded", "opa"), help="who evaluates the rules (default: embedded)")
    parser.add_argument("--opa-url", metavar="URL", help="the OPA server for --evaluator opa")
    parser.add_argument(
        "--no-upload", action="store_true", help="the OPA server holds the signed licet bundle: load nothing into it"
    )
    parser.add_argument("--fail-on", choices=FAIL_ON, help="the mildest outcome that exits 1 (default: deny)")
    parser.add_argument("--accept-review", action="store_true", help="let review and unknown exit 0; recorded")
    parser.add_argument("--timeout", type=_seconds, help="seconds for one manifest (default: 60)")
    parser.add_argument("--jobs", type=_count, help="worker processes (default: by number of manifests)")
    parser.add_argument("--ledger", metavar="URL", help="the privacy-budget ledger whose releases count as well")
    parser.add_argument("--root", metavar="DIR", help="evidence may not leave it (default: the git repository)")
    parser.add_argument(
        "--evidence", choices=("verify", "skip"), default="verify", help="skip: what needs evidence is unknown"
    )
    _external.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    found = _catalogue.configured(args)
    outputs = _outputs(found.get("format") or ["text"])
    options = _options(args, found)
    report = gate.check(args.paths, options, _progress())
    _spare_manifests(outputs, report)
    rules = [] if {name for name, _ in outputs} <= {"text", "json"} else _rules(options)
    for name, file in outputs:
        _write(name, file, report, rules)
    return report.exit_code


def _progress() -> Callable[[int, int], None]:
    """Long work says on stderr how far it is, every two seconds."""
    spoken = time.monotonic()

    def told(done: int, total: int) -> None:
        nonlocal spoken
        if time.monotonic() - spoken > _PATIENCE and done < total:
            spoken = time.monotonic()
            print(f"licet: {done:,} of {total:,} manifests", file=sys.stderr)

    return told


def _options(args: argparse.Namespace, found: dict[str, Any]) -> gate.Options:
    return gate.Options(
        as_of=settings.day(args.as_of),
        profile=found.get("profile", "default"),
        policies=tuple(_catalogue.folders(found)),
        evaluator=_known(found.get("evaluator", "embedded"), ("embedded", "opa"), "evaluator"),
        opa_url=found.get("opa-url"),
        upload=not args.no_upload,
        timeout=float(found.get("timeout", 60)),
        jobs=found.get("jobs") or _jobs(args.paths),
        root=Path(found["root"]) if found.get("root") else None,
        skip_evidence=args.evidence == "skip",
        ledger=found.get("ledger"),
        external=_external.load(args),
        cache_folder=settings.cache_folder(settings.environment()),
        fail_on=_known(found.get("fail-on", "deny"), FAIL_ON, "fail-on"),
        accept_review=args.accept_review,
    )


def _known(value: str, among: tuple[str, ...], name: str) -> str:
    if value not in among:
        raise UsageError(f"no {name} {value!r}", f"Choose one of: {', '.join(among)}.")
    return value


def _jobs(paths: list[str]) -> int:
    """A single manifest needs no second process; folders may hold many."""
    many = len(paths) >= _MANY or any(Path(path).is_dir() for path in paths)
    return (os.cpu_count() or 1) if many else 1


def _outputs(wanted: list[str]) -> list[tuple[str, str | None]]:
    outputs = [(name, file or None) for name, _, file in (one.partition("=") for one in wanted)]
    for name, _ in outputs:
        _known(name, tuple(renderers.names()), "format")
    if sum(file is None for _, file in outputs) > 1:
        raise UsageError("two formats for one standard output", "Write all but one to a file: --format sarif=out.sarif.")
    return outputs


def _spare_manifests(outputs: list[tuple[str, str | None]], report: Report) -> None:
    """A report never replaces what it is about, nor another report of this run."""
    taken = {os.path.realpath(manifest["path"]) for manifest in report.data["manifests"]}
    for file in (file for _, file in outputs if file is not None):
        if os.path.realpath(file) in taken:
            raise UsageError(f"{file} is a manifest or has a report already", "Name another file for this format.")
        taken.add(os.path.realpath(file))


def _rules(options: gate.Options) -> list[dict[str, Any]]:
    from licet import judging

    return list(judging.load_catalogue(options).rules.values())


def _write(name: str, file: str | None, report: Report, rules: list[dict[str, Any]]) -> None:
    color = file is None and settings.color(sys.stdout, settings.environment())
    text = renderers.render(name, report.data, color=color, sources=report.sources, rules=rules)
    if file is None:
        sys.stdout.write(text)
        return
    try:
        Path(file).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}", "Name a file in a folder that exists.") from None


def _seconds(text: str) -> float:
    return _number(float, text, settings.LIMITS["timeout"])


def _count(text: str) -> int:
    return _number(int, text, settings.LIMITS["jobs"])


def _number(kind: Callable[[str], Number], text: str, most: int) -> Number:
    try:
        value = kind(text)
    except ValueError:
        value = kind("0")
    if not 0 < value <= most:
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0 and up to {most}")
    return value
