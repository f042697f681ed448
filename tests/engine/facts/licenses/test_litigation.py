# SPDX-License-Identifier: Apache-2.0
"""Suits against the clauses that end rights."""

from typing import Any

import pytest
from cases import case
from in_process import loaded

from licet.facts.licenses.litigation import litigation

FIRST = "/organization/litigation/0"


def found(license: str, **suit: Any) -> dict[str, list[str]]:
    text = loaded().license(license)
    assert text is not None
    return litigation(case(organization={"litigation": [{"against": "x", **suit}]}), text)


@pytest.mark.parametrize(
    ("alleging", "status", "kind"),
    [
        ("outputs_infringe_ip", "pending", "hit"),
        ("outputs_infringe_ip", "decided", "hit"),
        ("outputs_infringe_ip", None, "hit"),
        (["copyright", "outputs_infringe_ip"], "pending", "hit"),
        ("outputs_infringe_ip", "threatened", "pending"),
        (None, "pending", "pending"),
        ([], "pending", "pending"),
        ("outputs_infringe_ip", "withdrawn", "pending"),
        ("outputs_infringe_ip", "settled", "pending"),
        ("outputs_infringe_ip", "dismissed", "pending"),
    ],
)
def test_suits_of_the_kind_named(alleging: Any, status: str | None, kind: str | None) -> None:
    expected = {"hit": [FIRST] if kind == "hit" else [], "pending": [FIRST] if kind == "pending" else []}
    assert found("llama-3.1-community", alleging=alleging, status=status) == expected


def test_a_suit_that_is_over_leaves_a_patent_grant_alone() -> None:
    assert found("Apache-2.0", alleging="patent", status="withdrawn") == {"hit": [], "pending": []}


def test_a_text_names_its_own_kinds() -> None:
    assert found("Apache-2.0", alleging="patent", status="pending")["hit"] == [FIRST]
    assert found("Apache-2.0", alleging="copyright", status="pending") == {"hit": [], "pending": [FIRST]}
    assert found("MIT", alleging="patent", status="pending") == {"hit": [], "pending": []}
