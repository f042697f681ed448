# SPDX-License-Identifier: Apache-2.0
"""What a rule asks, what a license grants clause by clause, or the answer to a question, with citations."""

import argparse

from licet import explain, explain_text
from licet.commands import _catalogue
from licet.errors import UsageError
from licet.terminal import painter, safe


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "id", metavar="ID", help="a license or one of its names, a rule, a topic, a purpose or a parameter"
    )
    _catalogue.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    catalogue = _catalogue.load(args)
    found = explain.entries(catalogue, args.id)
    if not found:
        close = ", ".join(explain.nearest(catalogue, args.id))
        hint = f"Did you mean: {close}?" if close else "`licet list licenses`, `rules` and `topics` show what there is."
        raise UsageError(f"nothing is named {safe(args.id)}", hint)
    if args.format == "json":
        _catalogue.print_json({"id": args.id, "as_of": catalogue.as_of, "entries": found})
        return 0
    _catalogue.print_lines(_text(args.id, found))
    return 0


def _text(name: str, found: list[explain.JSON]) -> list[str]:
    paint = painter(color=False)
    shown: list[str] = []
    if len(found) > 1:
        shown += [f"{safe(name)} is the name of several: {', '.join(entry['id'] for entry in found)}", ""]
    for entry in found:
        shown += [*explain_text.lines(entry, paint), ""]
    return shown[:-1]
