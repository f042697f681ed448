# SPDX-License-Identifier: Apache-2.0
"""The facts document of a manifest: exactly the `input` that rules see."""

import argparse
from pathlib import Path

from licet import gate, judging, settings
from licet.commands import _catalogue, _external


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("manifest", metavar="MANIFEST", help="the manifest")
    parser.add_argument("--root", metavar="DIR", type=Path, help="evidence may not leave it (default: the git repository)")
    parser.add_argument("--ledger", metavar="URL", help="the privacy-budget ledger whose releases count as well")
    parser.add_argument("--evidence", choices=("verify", "skip"), default="verify", help="skip: look at no file")
    _catalogue.add_arguments(parser, formats=False)
    parser.add_argument("--format", choices=("json",), default="json", help="how to print (default: json)")
    _external.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    found = _catalogue.configured(args)
    options = gate.Options(
        as_of=settings.day(args.as_of),
        profile=found.get("profile", "default"),
        policies=tuple(_catalogue.folders(found)),
        root=args.root,
        skip_evidence=args.evidence == "skip",
        ledger=found.get("ledger"),
        external=_external.load(args),
        cache_folder=settings.cache_folder(settings.environment()),
    )
    path = Path(args.manifest)
    document = judging.read(path)
    _catalogue.print_json(judging.derive(document, path, judging.load_catalogue(options), options))
    return 0
