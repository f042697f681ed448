# SPDX-License-Identifier: Apache-2.0
"""Declared suits against the clauses that end rights: filed of the kind named, or of a kind that is not clear."""

from __future__ import annotations

from typing import Any

from licet.facts.case import Case

JSON = dict[str, Any]
OVER = frozenset({"dismissed", "settled", "withdrawn"})
UNFILED = frozenset({"threatened"})  # rights end on filing


def litigation(case: Case, text: JSON) -> JSON:
    """Pointers of suits that the clause names (`hit`) and of suits whose kind is not clearly the clause's."""
    clause = text["clauses"].get("litigation_termination")
    found: dict[str, list[str]] = {"hit": [], "pending": []}
    if clause is None:
        return found
    for index, suit in enumerate(case.organization.get("litigation") or []):
        kind = _kind(suit, clause)
        if kind:
            found[kind].append(f"/organization/litigation/{index}")
    return found


def _kind(suit: JSON, clause: JSON) -> str | None:
    if suit.get("status") in OVER:
        # Rights that ended on filing do not come back by themselves when the suit is over.
        return "pending" if clause["value"] == "all_rights" else None
    named = _alleged(suit) & set(clause.get("triggers") or [])
    return "hit" if named and suit.get("status") not in UNFILED else "pending"


def _alleged(suit: JSON) -> set[str]:
    said = suit.get("alleging") or []
    return {said} if isinstance(said, str) else set(said)
