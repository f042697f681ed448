# SPDX-License-Identifier: Apache-2.0
"""Explanations never come back empty, because the fast validator has already said no."""

from __future__ import annotations

from typing import Any

import pytest

from licet import schema
from licet.schema import accepting, explaining


def test_a_refusal_without_a_reason_is_still_a_problem(changed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accepting, "accepts", lambda data, of: False)
    (problem,) = schema.validate(changed({}))
    assert "the two validators do not agree" in problem.message
    assert (problem.line, problem.pointer) == (1, "")


def test_all_failures_are_explained_at_once(changed: Any) -> None:
    data = changed({"/deployment/mode": "x", "/models/0/access": "y", "/owner": 5, "/zzz": 1}).data
    found = explaining.faults(data, schema.MANIFEST)
    assert {fault.pointer for fault in found} == {"/deployment/mode", "/models/0/access", "/owner", "/zzz"}


def test_very_many_failures_are_cut_short(base: Any) -> None:
    data = {**base, "models": [{"name": "m", "license": None, "access": "x"}] * 5000}
    assert len(explaining.faults(data, schema.MANIFEST)) == 2000


def test_agreement(base: Any) -> None:
    assert explaining.agrees(base, schema.MANIFEST)
    assert not explaining.agrees({}, schema.MANIFEST)
