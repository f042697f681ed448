# SPDX-License-Identifier: Apache-2.0
"""Privacy budgets across releases: record what a release spends, total it, list it, verify that nothing was changed."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet import settings
from licet.commands import _catalogue, _ledger_text
from licet.errors import UsageError

if TYPE_CHECKING:
    from licet.dp.ledger import Ledger, Limit, Release

JSON = dict[str, Any]
OVER, INVALID, NO_NUMBER = 1, 1, 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    _add(words.add_parser("add", help="record a release, unless a limit would be exceeded", allow_abbrev=False))
    total = words.add_parser("total", help="what an account has spent, composed", allow_abbrev=False)
    listed = words.add_parser("list", help="the entries", allow_abbrev=False)
    verify = words.add_parser("verify", help="check the hash chain and compose again", allow_abbrev=False)
    export = words.add_parser("export", help="the shape of the OpenDP deployments registry, as JSON", allow_abbrev=False)
    for parser_, required in ((total, True), (listed, False), (export, False)):
        _account(parser_, required=required)
    for parser_ in (total, export):
        parser_.add_argument("--delta", metavar="D", type=float, help="compose at this delta (default: that of the limit)")
    verify.add_argument("--head", metavar="HASH", help="a head printed earlier and kept elsewhere; it must be in the chain")
    for parser_ in (total, listed, verify):
        _shared(parser_)
    _shared(export, formats=("json",))


def _add(parser: argparse.ArgumentParser) -> None:
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--events", metavar="FILE", type=Path, help="JSON list of privacy events")
    source.add_argument("--manifest", metavar="FILE", type=Path, help="record what the trainings of this manifest spend")
    _account(parser)
    parser.add_argument("--model", metavar="NAME", help="with --manifest only this model; with --events what is released")
    parser.add_argument("--limit-epsilon", metavar="E", type=float, help="record nothing when the total would exceed E")
    parser.add_argument("--limit-delta", metavar="D", type=float, help="the delta at which it is compared")
    parser.add_argument("--note", metavar="TEXT", help="one line for people")
    parser.add_argument("--date", metavar="DATE", help="the day of the release (default: today, UTC)")
    _shared(parser)


def _account(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    parser.add_argument("--dataset", metavar="NAME", required=required, help="whose budget is spent")
    parser.add_argument("--unit", metavar="UNIT", help="whose presence is hidden, such as user or example")
    parser.add_argument("--adjacency", metavar="A", help="add_remove, replace_one or zero_out (add --events: add_remove)")


def _shared(parser: argparse.ArgumentParser, formats: tuple[str, ...] = ("text", "json")) -> None:
    parser.add_argument("--ledger", metavar="URL", help="sqlite:///FILE or postgresql://USER@HOST/DATABASE")
    parser.add_argument("--isolated", action="store_true", help="ignore licet.toml and [tool.licet]")
    parser.add_argument("--format", choices=formats, default=formats[0], help=f"how to print (default: {formats[0]})")


def run(args: argparse.Namespace) -> int:
    return {"add": _run_add, "total": _total, "list": _list, "verify": _verify, "export": _export}[args.what](args)


def _run_add(args: argparse.Namespace) -> int:
    from licet.dp.ledger import Refused

    ledger = _open(args)
    try:
        spend = ledger.add_all(_from_manifest(args) if args.manifest else [_from_events(args)])
    except Refused as refused:
        answer = {
            "recorded": False,
            "message": refused.message,
            "hint": refused.hint,
            "entries": [],
            "totals": [total.to_json() for total in refused.totals],
        }
        _show(args, answer, _ledger_text.refused(refused))
        return OVER if refused.over else NO_NUMBER
    answer = {
        "recorded": True,
        "entries": [entry.to_json() for entry in spend.entries],
        "totals": [total.to_json() for total in spend.totals],
        "head": spend.head.hash,
    }
    _show(args, answer, _ledger_text.recorded(spend))
    return 0


def _from_events(args: argparse.Namespace) -> Release:
    from licet import documents
    from licet.dp.events import from_json
    from licet.dp.ledger import release

    if args.dataset is None or args.unit is None:
        raise UsageError("--events needs an account", "Name --dataset and --unit.")
    return release(
        from_json(documents.load(args.events).data),
        dataset=args.dataset,
        unit=args.unit,
        adjacency=args.adjacency or "add_remove",
        date=settings.day(args.date),
        artifact=args.model,
        note=args.note,
        limit=_limit(args),
    )


def _from_manifest(args: argparse.Namespace) -> list[Release]:
    from licet import judging
    from licet.dp.ledger import manifests

    document = judging.read(args.manifest)
    manifest: Any = document.data
    wanted = manifests.Wanted(
        settings.day(args.date), args.model, args.dataset, args.unit, args.adjacency, _limit(args), args.note
    )
    return manifests.releases(manifest, document.digest, wanted)


def _limit(args: argparse.Namespace) -> Limit | None:
    from licet.dp.ledger import Limit

    if (args.limit_epsilon is None) != (args.limit_delta is None):
        raise UsageError("a limit has two numbers", "Name --limit-epsilon and --limit-delta.")
    return None if args.limit_epsilon is None else Limit(args.limit_epsilon, args.limit_delta)


def _total(args: argparse.Namespace) -> int:
    first, *others = _open(args).total(dataset=args.dataset, unit=args.unit, adjacency=args.adjacency, delta=args.delta)
    every = [first, *others]
    _show(args, {**first.to_json(), "further": [total.to_json() for total in others]}, _ledger_text.totals(every))
    if any(total.within is False for total in every):
        return OVER
    return NO_NUMBER if any(total.epsilon.upper is None for total in every) else 0


def _list(args: argparse.Namespace) -> int:
    entries, head = _open(args).list(dataset=args.dataset, unit=args.unit, adjacency=args.adjacency)
    answer = {"entries": [entry.to_json() for entry in entries], "count": head.length, "head": head.hash}
    _show(args, answer, _ledger_text.entries(entries, head))
    return 0


def _verify(args: argparse.Namespace) -> int:
    found = _open(args).verify(args.head)
    answer = {
        "valid": found.valid,
        "problems": list(found.problems),
        "count": found.head.length,
        "head": found.head.hash,
        "totals": [total.to_json() for total in found.totals],
    }
    _show(args, answer, _ledger_text.verified(found))
    return 0 if found.valid else INVALID


def _export(args: argparse.Namespace) -> int:
    from licet.dp.ledger import export

    accounts = _open(args).accounts(dataset=args.dataset, unit=args.unit, adjacency=args.adjacency)
    _catalogue.print_json(export.records(accounts, args.delta))
    return 0


def _open(args: argparse.Namespace) -> Ledger:
    from licet.dp.ledger import open_ledger

    url = args.ledger or ({} if args.isolated else settings.load(Path.cwd())).get("ledger")
    if url is None:
        raise UsageError("no ledger is named", "Pass --ledger sqlite:///FILE, or set `ledger` in licet.toml.")
    return open_ledger(url)


def _show(args: argparse.Namespace, answer: JSON, lines: list[str]) -> None:
    if args.format == "json":
        _catalogue.print_json(answer)
    else:
        _catalogue.print_lines(lines)
