# SPDX-License-Identifier: Apache-2.0
"""The options that every command on the catalogue shares, with defaults from the configuration file."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet import settings
from licet.errors import UsageError

if TYPE_CHECKING:
    from licet.catalogue import Catalogue


def add_arguments(parser: argparse.ArgumentParser, *, formats: bool = True) -> None:
    parser.add_argument("--as-of", metavar="DATE", help="the day whose licenses and law count (default: today, UTC)")
    parser.add_argument("--profile", metavar="NAME", help="which rules and positions apply (default: default)")
    parser.add_argument("--policies", metavar="DIR", action="append", help="a folder with more policies (repeatable)")
    parser.add_argument("--isolated", action="store_true", help="ignore licet.toml and [tool.licet]")
    if formats:
        parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")


def configured(args: argparse.Namespace) -> dict[str, Any]:
    """The settings in force: the configuration file, overridden by what the command line says."""
    found = {} if args.isolated else settings.load(Path.cwd())
    said = {name.replace("_", "-"): value for name, value in vars(args).items() if value is not None}
    return {**found, **{name: value for name, value in said.items() if name in settings.KEYS}}


def load(args: argparse.Namespace) -> "Catalogue":
    from licet import catalogue  # `check` leaves that to its workers

    found = configured(args)
    return catalogue.load(
        as_of=settings.day(args.as_of),
        profile=found.get("profile", "default"),
        policies=folders(found),
        cache_folder=settings.cache_folder(settings.environment()),
    )


def folders(found: dict[str, Any]) -> list[Path]:
    """The policy folders of the settings; one that is not there is an error, not an empty addition."""
    paths = [Path(one) for one in found.get("policies", [])]
    for path in paths:
        if not path.is_dir():
            raise UsageError(f"{path}: no such folder", "Name a folder with rules, licenses or parameters.")
    return paths


def print_json(value: Any) -> None:
    print_lines([json.dumps(value, indent=2, sort_keys=True)])


def print_lines(lines: Iterable[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
