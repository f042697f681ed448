# SPDX-License-Identifier: Apache-2.0
"""An agreement covers something only while its file is there, is the one that was named, and runs."""

from typing import Any

import pytest
from cases import case, model

from licet.evidence import Result
from licet.facts.licenses.agreements import agreement

POINTER = "/models/0/separate_agreement"
SAID = {"path": "x.pdf", "sha256": "0" * 64, "covers": ["user_limit", "territory"]}


def found(said: Any, state: str | None) -> dict[str, Any]:
    evidence = {POINTER: Result(state)} if state else {}
    made = case(evidence, models=[model(separate_agreement=said)])
    return agreement(made, made.components["m"])


@pytest.mark.parametrize(
    ("more", "evidence", "state"),
    [
        ({}, "verified", "in_force"),
        ({"expires": "2026-11-23"}, "verified", "in_force"),
        ({"expires": "2026-11-22"}, "verified", "expired"),
        ({"expires": None}, "verified", "declared"),
        ({}, "present", "declared"),
        ({}, "missing", "failed"),
        ({}, "differs", "failed"),
        ({}, "unchecked", "unchecked"),
        ({}, None, "declared"),
    ],
)
def test_states(more: dict[str, Any], evidence: str | None, state: str) -> None:
    record = found({**SAID, **more}, evidence)
    assert record["state"] == state
    assert record["covers"] == (["territory", "user_limit"] if state == "in_force" else [])


@pytest.mark.parametrize(("said", "state"), [(None, "none"), (False, "none"), (True, "declared"), ({}, "declared")])
def test_words_are_no_agreement(said: Any, state: str) -> None:
    record = found(said, None)
    assert (record["state"], record["covers"]) == (state, [])
