# SPDX-License-Identifier: Apache-2.0
"""Outcomes are lowered and never raised: unread texts and open choices."""

from collections.abc import Callable
from typing import Any

import pytest
from in_process import loaded

from licet.findings import OUTCOMES, Finding
from licet.findings.lowering import lower

Make = Callable[..., Finding]
FACTS = {"components": {"m": {"identity": {"arms": ["a", "b"]}}}}
UNREAD = ("test-unverified-text", "test-partial-text")


def arm(name: str) -> dict[str, str]:
    return {"kind": "choice", "group": "/models/0/license", "name": name}


def lowered(*found: Finding) -> list[Finding]:
    return lower(list(found), loaded(), FACTS)


@pytest.mark.parametrize("text", UNREAD)
@pytest.mark.parametrize(("outcome", "after"), [("deny", "review"), ("obligation", "review"), ("review", "review"), ("unknown", "unknown"), ("warn", "warn")])
def test_a_text_that_was_not_read_does_not_decide(finding: Make, text: str, outcome: str, after: str) -> None:
    [one] = lowered(finding(outcome=outcome, text=text))
    assert one.outcome == after
    assert (one.original_outcome, "text_unread" in one.reasons) == ((outcome, True) if after != outcome else (None, False))


def test_a_text_that_was_read_decides(finding: Make) -> None:
    assert lowered(finding())[0] == finding()


@pytest.mark.parametrize("outcome", ["deny", "unknown"])
def test_what_one_arm_says_is_a_question(finding: Make, outcome: str) -> None:
    [one] = lowered(finding(outcome=outcome, arm=arm("a")))
    assert (one.outcome, one.original_outcome, one.arms, one.arm) == ("review", outcome, ["a"], None)
    assert "open_license" in one.reasons


def test_what_all_arms_say_is_certain(finding: Make) -> None:
    [one] = lowered(finding(arm=arm("a"), text="MIT"), finding(arm=arm("b"), text="Apache-2.0"))
    assert (one.outcome, one.arms) == ("deny", ["a", "b"])


def test_what_one_arm_says_twice_is_two_things(finding: Make) -> None:
    twice = [finding(arm=arm("a"), facts={"purpose": purpose}) for purpose in ("military", "gambling")]
    assert [(one.outcome, one.facts["purpose"]) for one in lowered(*twice)] == [("review", "military"), ("review", "gambling")]
    both = [*twice, finding(arm=arm("b"), facts={"purpose": "military"})]
    assert {(one.outcome, one.facts["purpose"]) for one in lowered(*both)} == {("deny", "military"), ("deny", "gambling")}


def test_arms_of_two_components_are_not_counted_together(finding: Make) -> None:
    facts: dict[str, Any] = {"components": {name: {"identity": {"arms": ["a", "b"]}} for name in ("m", "n")}}
    found = [finding(arm=arm("a")), finding(arm={**arm("b"), "group": "/models/1/license"}, component="n")]
    assert {one.outcome for one in lower(found, loaded(), facts)} == {"review"}


def test_the_same_question_by_several_ways_is_asked_once(finding: Make) -> None:
    [one] = lowered(finding(component="b", paths=[["m", "b"]]), finding(component="c", paths=[["m", "x", "c"]]))
    assert one.paths == [["m", "x", "c"], ["m", "b"]]
    assert len(lowered(finding(), finding(facts={"a": 2}))) == 2
    assert len(lowered(finding(), finding(binds="n"))) == 2


def test_nothing_is_ever_raised(finding: Make) -> None:
    for text in (*UNREAD, "MIT", None):
        for outcome in OUTCOMES:
            for arms in (None, arm("a")):
                [one] = lowered(finding(outcome=outcome, text=text, arm=arms))
                worse = {"deny": 0, "review": 1, "unknown": 1, "obligation": 2, "warn": 3}
                assert one.outcome == outcome or worse[outcome] <= worse[one.outcome] or text in UNREAD
                assert (one.outcome == "deny") <= (outcome == "deny")
