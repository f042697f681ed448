# SPDX-License-Identifier: Apache-2.0
"""A commented starter manifest; null in it marks what only the team can fill in."""

import argparse
import sys
from pathlib import Path

from licet.errors import UsageError
from licet.terminal import safe

_STARTER = Path(__file__).with_name("starter.yaml")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        default="licet.yaml",
        help="where to write, - for stdout (default: %(default)s)",
    )


def run(args: argparse.Namespace) -> int:
    starter = _STARTER.read_text(encoding="utf-8")
    if args.output == "-":
        sys.stdout.write(starter)
        return 0
    shown = safe(args.output)
    try:
        with Path(args.output).open("x", encoding="utf-8", newline="\n") as file:
            file.write(starter)
    except FileExistsError:
        raise UsageError(
            f"{shown} exists already", "Choose another name with --output; nothing is overwritten."
        ) from None
    except OSError as error:
        raise UsageError(
            f"{shown} cannot be written: {error.strerror}", "Choose another place with --output."
        ) from None
    sys.stdout.write(f"{shown} is written. Fill in what is null, then run: licet check {shown}\n")
    return 0
