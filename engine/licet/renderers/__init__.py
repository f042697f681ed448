# SPDX-License-Identifier: Apache-2.0
"""Renderers: one module per format, found by its file name; a renderer decides nothing."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

Report = Mapping[str, Any]
Rule = Mapping[str, Any]


def names() -> list[str]:
    files = Path(__file__).parent.glob("[a-z]*.py")
    return sorted(file.stem for file in files)


def summary(name: str) -> str:
    """What a format is, in its module's own words."""
    return (import_module(f"{__name__}.{name}").__doc__ or "").split("\n")[0]


def render(
    name: str,
    report: Report,
    *,
    color: bool = False,
    sources: Mapping[str, str],
    rules: Sequence[Rule] = (),
) -> str:
    """The report in one format; `sources` maps a manifest's path to its text, `rules` is the catalogue's metadata."""
    if name not in names():
        raise LookupError(f"no renderer is named {name!r}; there are: {', '.join(names())}")
    module = import_module(f"{__name__}.{name}")
    rendered: str = module.render(report, color=color, sources=sources, rules=rules)
    return rendered
