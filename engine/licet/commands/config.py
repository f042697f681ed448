# SPDX-License-Identifier: Apache-2.0
"""The settings of the nearest configuration file; what it leaves out has the defaults of `licet check --help`."""

import argparse
from pathlib import Path

from licet import settings
from licet.commands import _catalogue


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="show", choices=("show",), help="print file and settings as JSON")


def run(args: argparse.Namespace) -> int:
    file, found = settings.located(Path.cwd())
    if "ledger" in found:
        found["ledger"] = settings.masked_url(found["ledger"])
    _catalogue.print_json({"file": str(file) if file else None, "settings": found})
    return 0
