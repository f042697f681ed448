# SPDX-License-Identifier: Apache-2.0
"""Answers: checked, ordered the same whatever the engine's order, and with a name to blame when there is none."""

import pytest

from licet.errors import EvaluatorError
from licet.evaluators import answers

MODULES = {
    "lib/term.rego": "package licet.lib.term\n",
    "rules/f/second.rego": "# METADATA\n# title: package licet.rules.f.not_me\npackage licet.rules.f.second\n",
    "rules/f/first.rego": "package licet.rules.f.first # why\n",
}


def test_the_rules_are_read_from_package_lines_only() -> None:
    assert answers.rules(MODULES) == ["f/first", "f/second"]


def test_findings_come_in_canonical_order_and_private_names_go() -> None:
    found = answers.tree({"f": {"r": {"deny": [{"b": 2}, {"a": [2]}, {"a": [1]}], "_limits": 3}}})
    assert found == {"f": {"r": {"deny": [{"a": [1]}, {"a": [2]}, {"b": 2}]}}}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "the answer is no object"),
        ([], "the answer is no object"),
        ({"f": []}, "f is no object"),
        ({"f": {"r": None}}, "f/r is no object"),
        ({"f": {"r": {"denies": []}}}, "rule f/r defines denies, which is no outcome"),
        ({"f": {"r": {"deny": True}}}, "rule f/r: deny is no set"),
        ({"f": {"r": {"deny": {"on": []}}}}, "rule f/r: deny is no set"),
        ({"f": {"r": {"deny": ["text"]}}}, "a finding of f/r is no object"),
    ],
)
def test_an_answer_of_another_shape_is_an_error(answer: object, words: str) -> None:
    with pytest.raises(EvaluatorError, match=words):
        answers.tree(answer)


def test_the_rule_that_fails_alone_is_named() -> None:
    def ask(path: str) -> object:
        if path in {"licet.rules", "licet.rules.f.second"}:
            raise answers.Unanswered("broken", hint="mend it")
        return {}

    with pytest.raises(EvaluatorError, match="rule f/second could not be evaluated: broken"):
        answers.ask_all(MODULES, ask)


def test_when_every_rule_passes_alone_the_whole_failure_stands() -> None:
    def ask(path: str) -> object:
        if path == "licet.rules":
            raise answers.Unanswered("only together", hint="look")
        return {}

    with pytest.raises(EvaluatorError, match="only together") as caught:
        answers.ask_all(MODULES, ask)
    assert type(caught.value) is EvaluatorError


def test_no_rule_is_blamed_for_an_engine_that_is_not_there() -> None:
    asked = []

    def ask(path: str) -> object:
        asked.append(path)
        raise EvaluatorError("connection refused", hint="start it")

    with pytest.raises(EvaluatorError, match="^connection refused"):
        answers.ask_all(MODULES, ask)
    assert asked == ["licet.rules"]
