# SPDX-License-Identifier: Apache-2.0
"""Separate agreements with a licensor: what they cover, and only while in force and on file."""

from __future__ import annotations

from typing import Any

from licet.facts.case import Case, Component

JSON = dict[str, Any]
NONE: JSON = {"state": "none", "covers": [], "pointer": None, "expires": None, "verified": None, "expired": None}


def agreement(case: Case, component: Component) -> JSON:
    """`covers` holds clause names only where the file is there, its digest matches and it has not expired."""
    said = component.get("separate_agreement")
    pointer = f"{component.pointer}/separate_agreement"
    if said in (None, False):
        return NONE
    if said is True:
        return {**NONE, "state": "declared", "pointer": pointer, "verified": False}
    result = case.evidence.get(pointer)
    expires = said.get("expires")
    expired = expires is not None and expires < case.catalogue.as_of
    unsure = "expires" in said and expires is None  # nobody knows whether it still runs
    state = _state(result.state if result else "none", expired, unsure)
    return {
        "state": state,
        "covers": sorted(said.get("covers") or []) if state == "in_force" else [],
        "pointer": pointer,
        "expires": expires,
        "verified": bool(result and result.state == "verified"),
        "expired": expired,
    }


def _state(evidence: str, expired: bool, unsure: bool) -> str:
    if evidence in ("missing", "differs"):
        return "failed"
    if evidence == "unchecked":
        return "unchecked"
    if expired:
        return "expired"
    return "in_force" if evidence == "verified" and not unsure else "declared"
