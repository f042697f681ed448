# SPDX-License-Identifier: Apache-2.0
"""What there is: rules, licenses, topics, purposes, positions, profiles, evaluators and formats."""

import argparse
from collections.abc import Callable
from typing import Any

from licet import evaluators, explain, renderers
from licet.catalogue import Catalogue
from licet.commands import _catalogue
from licet.terminal import safe, wrap

JSON = dict[str, Any]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="WHAT", choices=sorted(_TABLES), help=f"one of: {', '.join(sorted(_TABLES))}")
    _catalogue.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    rows = _TABLES[args.what](_catalogue.load(args))
    if args.format == "json":
        _catalogue.print_json(rows)
        return 0
    size = max((len(row["id"]) for row in rows), default=0)
    for row in rows:
        _catalogue.print_lines(wrap(safe(row["title"]), f"{safe(row['id']):<{size}}  "))
    return 0


def _rules(catalogue: Catalogue) -> list[JSON]:
    kept = ("id", "title", "severity", "clauses", "controls", "since", "waivable")
    return [{key: rule[key] for key in kept} for _, rule in sorted(catalogue.rules.items())]


def _licenses(catalogue: Catalogue) -> list[JSON]:
    kept = ("id", "title", "family", "category", "spdx", "hugging_face", "aliases", "released")
    found = sorted(catalogue.licenses.items())
    return [{**{key: text.get(key) for key in kept}, "verification": text["text"]["verification"]} for _, text in found]


def _topics(catalogue: Catalogue) -> list[JSON]:
    return [{"id": key, "title": topic["question"]} for key, topic in sorted(catalogue.topics.items())]


def _purposes(catalogue: Catalogue) -> list[JSON]:
    return [{"id": name, "title": meaning} for name, meaning in explain.purposes().items()]


def _assumptions(catalogue: Catalogue) -> list[JSON]:
    found = sorted(explain.assumptions(catalogue).items())
    return [{"id": name, "title": f"{catalogue.assumption(name)}: {record['title']}"} for name, record in found]


def _profiles(catalogue: Catalogue) -> list[JSON]:
    found = sorted(catalogue.profiles.items())
    return [{"id": name, "title": profile.get("title") or profile.get("description", "")} for name, profile in found]


def _evaluators(catalogue: Catalogue) -> list[JSON]:
    return [{"id": name, "title": f"licet.evaluators.{module}"} for name, module in sorted(evaluators.NAMES.items())]


def _formats(catalogue: Catalogue) -> list[JSON]:
    return [{"id": name, "title": renderers.summary(name)} for name in renderers.names()]


_TABLES: dict[str, Callable[[Catalogue], list[JSON]]] = {
    "assumptions": _assumptions,
    "evaluators": _evaluators,
    "formats": _formats,
    "licenses": _licenses,
    "profiles": _profiles,
    "purposes": _purposes,
    "rules": _rules,
    "topics": _topics,
}
