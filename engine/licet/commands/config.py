# SPDX-License-Identifier: Apache-2.0
"""The settings in force here, and where they come from."""

import argparse
from pathlib import Path

from licet import settings
from licet.commands import _catalogue


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="show", choices=("show",), help="print the settings as JSON")


def run(args: argparse.Namespace) -> int:
    _catalogue.print_json(settings.load(Path.cwd()))
    return 0
