# SPDX-License-Identifier: Apache-2.0
"""From findings to a word and an exit code."""

import itertools
from types import SimpleNamespace
from typing import Any

import pytest

from licet import verdict

OUTCOMES = ("deny", "review", "unknown", "obligation", "warn")
SETS = [set(some) for size in range(len(OUTCOMES) + 1) for some in itertools.combinations(OUTCOMES, size)]


def found(outcomes: set[str], **more: Any) -> list[Any]:
    return [SimpleNamespace(outcome=outcome, waived=None, **more) for outcome in outcomes]


@pytest.mark.parametrize("outcomes", SETS, ids=str)
def test_the_worst_decides(outcomes: set[str]) -> None:
    expected = "deny" if "deny" in outcomes else "review" if outcomes & {"review", "unknown"} else "allow"
    assert verdict.decide(found(outcomes)) == expected
    assert verdict.exit_code(found(outcomes)) == verdict.EXIT[expected]


@pytest.mark.parametrize("outcomes", SETS, ids=str)
@pytest.mark.parametrize("accept", [False, True])
@pytest.mark.parametrize("mildest", verdict.FAIL_ON)
def test_fail_on_moves_only_what_it_names(outcomes: set[str], mildest: str, accept: bool) -> None:
    code = verdict.exit_code(found(outcomes), fail_on=mildest, accept_review=accept)
    failing = {"deny": {"deny"}, "review": {"deny", "review"}, "unknown": {"deny", "review", "unknown"}}
    if outcomes & failing.get(mildest, {"deny", "review", "unknown", "warn"}):
        assert code == 1
    elif outcomes & {"review", "unknown"}:
        assert code == (0 if accept else 3)
    else:
        assert code == 0


def test_what_is_waived_does_not_count() -> None:
    waived = [SimpleNamespace(outcome="deny", waived={"reason": "x"}), SimpleNamespace(outcome="warn", waived=None)]
    assert verdict.decide(waived) == "allow" and verdict.exit_code(waived) == 0


@pytest.mark.parametrize(("codes", "worst"), [([0, 3, 1, 2], 2), ([0, 3, 1], 1), ([0, 3], 3), ([0], 0), ([], 2), ([7], 2)])
def test_the_worst_of_several_codes(codes: list[int], worst: int) -> None:
    assert verdict.worst(codes) == worst
