# SPDX-License-Identifier: Apache-2.0
"""`--facts NAME=FILE`: documents that an organization's own rules read as `external.<name>`."""

import argparse
import re
from pathlib import Path
from typing import Any

from licet.errors import UsageError

_NAME = re.compile(r"^[a-z][a-z0-9_]{0,63}$")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--facts", metavar="NAME=FILE", action="append", default=[], help="a document for your own rules (repeatable)"
    )


def load(args: argparse.Namespace) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in args.facts:
        name, separator, file = entry.partition("=")
        if not separator or not _NAME.match(name) or name in found:
            raise UsageError(f"--facts {entry!r} is not NAME=FILE with a new name", "Write --facts inventory=inventory.json.")
        from licet import documents

        found[name] = documents.load(Path(file)).data
    return found
