# SPDX-License-Identifier: Apache-2.0
"""Places as sets of countries. A subdivision lies in its country; a group is its members on the date."""

from __future__ import annotations

from collections.abc import Iterable

from licet.facts.case import Case

GROUPS = {"EU": "places/eu", "EEA": "places/eea"}


def expand(case: Case, places: Iterable[str]) -> set[str]:
    """Country codes of a list of countries, subdivisions (`US-CA`) and groups (`EU`, `EEA`).

    A territory with a code of its own brings its state along: GF is in France.
    """
    found: set[str] = set()
    for place in places:
        if place in GROUPS:
            found.update(case.catalogue.parameter(GROUPS[place]))
        else:
            found.add(place.split("-", 1)[0])
    parents = case.catalogue.parameter("places/territories")
    return found | {parents[place] for place in found if place in parents}
