# SPDX-License-Identifier: Apache-2.0

import pytest
from dp_trainings import ABSENT, changed, training

from licet.dp.hazards.audit import exceeded

STRONG = {"canaries": 1000, "guesses": 600, "correct": 600, "delta": 1e-5}  # 5.270399 at 1e-5


def found(epsilon: object, audit: object, **changes: object) -> list[tuple[str, str]]:
    section = training(claim__epsilon=epsilon, claim__delta=1e-5, audit=audit, **changes)
    return [(one.code, one.effect) for one in exceeded(section)]


@pytest.mark.parametrize("threshold", ["fixed", "held_out", ABSENT])
def test_more_than_the_claim_allows_refutes_it(threshold: object) -> None:
    audit = changed(STRONG, threshold=threshold)
    assert found(5.27, audit) == [("audit_exceeds_claim", "refuted")]
    assert found(5.271, audit) == []


@pytest.mark.parametrize("threshold", ["same_scores", None, "luck", "bonferroni"])
def test_a_threshold_that_was_picked_afterward_is_paid_for(threshold: object) -> None:
    audit = {**STRONG, "threshold": threshold}
    assert found(5.0, audit) == [("audit_threshold_reused", "undecided")]
    assert found(5.3, audit) == []
    strict = training(claim__epsilon=1.0, claim__delta=1e-12, audit=audit)
    assert [(one.code, one.effect) for one in exceeded(strict)] == [("audit_exceeds_claim", "refuted")]


def test_one_threshold_costs_less_than_two() -> None:
    def bound(threshold: str) -> float:
        (one,) = exceeded(training(claim__epsilon=1.0, claim__delta=1e-12, audit={**STRONG, "threshold": threshold}))
        return float(one.facts["audited"])

    assert bound("fixed") > bound("bonferroni") > bound("same_scores") > 3


def test_the_p_value_and_the_bound_are_told() -> None:
    (one,) = exceeded(training(claim__epsilon=1.0, claim__delta=1e-5, audit={**STRONG, "threshold": "fixed"}))
    assert one.facts["audited"] == pytest.approx(5.270399, abs=1e-5)
    assert 0 < one.facts["p"] < 0.05


def test_the_delta_of_the_claim_counts_and_not_that_of_the_audit() -> None:
    epsilons = (2.0, 5.0, 5.2)
    found_at = {delta: [bool(exceeded(training(claim__epsilon=one, claim__delta=delta, audit=STRONG))) for one in epsilons] for delta in (1e-5, 0.1)}
    assert found_at == {1e-5: [True, True, True], 0.1: [False, False, False]}


def test_canaries_in_or_out_do_not_refute_a_claim_on_replacing() -> None:
    audit = {**STRONG, "threshold": "fixed"}
    assert found(1.0, audit, claim__adjacency="replace_one") == [("audit_exceeds_claim", "undecided")]
    assert found(1.0, audit, claim__adjacency="zero_out") == [("audit_exceeds_claim", "refuted")]


@pytest.mark.parametrize("counts", [{"correct": 601}, {"guesses": 1001, "correct": 5}, {"canaries": 0, "guesses": 0, "correct": 0}])
def test_counts_that_cannot_be(counts: dict) -> None:
    assert found(1.0, {**STRONG, **counts}) == [("inconsistent_parameters", "contradiction")]


@pytest.mark.parametrize("audit", [None, {**STRONG, "correct": 0}])
def test_no_audit_says_nothing(audit: object) -> None:
    assert found(1.0, audit) == []


@pytest.mark.parametrize("audit", [{}, {**STRONG, "correct": None}, {**STRONG, "guesses": "600"}, {**STRONG, "canaries": 9.5}, "good"])
def test_half_an_audit_leaves_its_question_open(audit: object) -> None:
    assert found(1.0, audit) == [("missing_fact", "undecided")]


@pytest.mark.parametrize("delta", [None, 0, 1, "x"])
def test_no_delta_no_hypothesis(delta: object) -> None:
    assert exceeded(training(claim__delta=delta, audit=STRONG)) == []
