# SPDX-License-Identifier: Apache-2.0
"""Manifests and cases for the tests of the facts: the scenarios' base with what a test changes."""

from __future__ import annotations

from functools import cache
from typing import Any

from in_process import RULES, derive, loaded

from licet import documents, scenarios
from licet.evidence import Result
from licet.facts.case import Case

JSON = dict[str, Any]


@cache
def _base() -> JSON:
    base: JSON = documents.load(RULES / "base.yaml").data
    return base


def manifest(**over: Any) -> JSON:
    """The base manifest; objects merge, everything else replaces."""
    merged: JSON = scenarios.merged(_base(), over)
    return merged


def model(**over: Any) -> JSON:
    """The base manifest's model, changed."""
    return {**_base()["models"][0], **over}


def case(evidence: dict[str, Result] | None = None, **over: Any) -> Case:
    return Case(manifest(**over), loaded(), evidence or {})


def facts(**over: Any) -> JSON:
    return derive(manifest(**over))[1]


def tune(license: str, base: str, relation: str = "finetune", **over: Any) -> list[JSON]:
    """Two models: `m`, made from `base` in one step."""
    edge = {"model": "base", "relation": relation}
    return [model(license=license, modified=True, derived_from=[edge], **over), model(name="base", license=base)]
