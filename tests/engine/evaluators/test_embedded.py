# SPDX-License-Identifier: Apache-2.0
"""The embedded engine fails loudly: broken policies, panics, odd input, other threads."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from importlib.metadata import version

import pytest

from licet.errors import EvaluatorError, LicetError, PolicyError
from licet.evaluators import Evaluator, open_evaluator

FACTS = json.dumps({"numbers": {"b": 12, "a": 11, "c": 3}})
Rule = Callable[[str, str], dict[str, str]]


def opened(modules: dict[str, str]) -> Evaluator:
    return open_evaluator("embedded", modules, timeout=5)


def finding(name: str, number: int) -> dict[str, object]:
    return {"on": ["numbers", name], "cites": [], "facts": {"number": number}}


def test_it_answers_every_rule_at_once(modules: dict[str, str], rule: Rule) -> None:
    evaluator = opened(modules | rule("other", "number < 0"))
    assert evaluator.evaluate(FACTS) == {
        "f": {"other": {"deny": [], "warn": []}, "r": {"deny": [finding("a", 11), finding("b", 12)], "warn": []}}
    }
    assert evaluator.record == {}


def test_it_says_who_judged(modules: dict[str, str]) -> None:
    assert opened(modules).info == {"name": "embedded", "engine": "regorus", "version": version("gordon-to-regorus")}


def test_no_input_is_left_from_the_last_evaluation(modules: dict[str, str]) -> None:
    evaluator = opened(modules)
    evaluator.evaluate(FACTS)
    assert evaluator.evaluate("{}") == {"f": {"r": {"deny": [], "warn": [{"on": ["numbers", "none"]}]}}}


def test_a_policy_that_does_not_parse_is_named_with_its_line(modules: dict[str, str]) -> None:
    modules["rules/f/bad.rego"] = "package licet.rules.f.bad\n\nimport rego.v1\n\ndeny contains x if {\n"
    with pytest.raises(PolicyError, match=r"^rules/f/bad\.rego:6:1: ") as caught:
        opened(modules)
    assert "backtrace" not in str(caught.value)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('number + "text" > 0', r"rules/f/bad\.rego:16:15: `add` expects numeric argument"),
        ("unheard_of(number)", r"rules/f/bad\.rego:16:15: could not find function unheard_of"),
        ('strings.count("text", "") > 0', "window size must be non-zero"),
    ],
)
def test_a_rule_that_fails_is_named(modules: dict[str, str], rule: Rule, body: str, words: str) -> None:
    evaluator = opened(modules | rule("bad", body))
    with pytest.raises(EvaluatorError, match=f"^rule f/bad could not be evaluated: {words}") as caught:
        evaluator.evaluate(FACTS)
    assert "backtrace" not in str(caught.value)


def test_a_panic_does_not_spoil_the_next_evaluation(modules: dict[str, str], rule: Rule) -> None:
    evaluator = opened(modules | rule("bad", 'strings.count("text", "") > number'))
    for _ in range(3):
        with pytest.raises(EvaluatorError, match="window size"):
            evaluator.evaluate(FACTS)
    assert evaluator.evaluate('{"numbers": {}}')["f"]["bad"] == {"deny": [], "warn": []}


def test_a_public_name_that_is_no_outcome_is_an_error(modules: dict[str, str]) -> None:
    modules["rules/f/typo.rego"] = (
        "package licet.rules.f.typo\n\nimport rego.v1\n\ndenies contains {} if input.numbers\n"
    )
    with pytest.raises(EvaluatorError, match="rule f/typo defines denies"):
        opened(modules).evaluate(FACTS)


@pytest.mark.parametrize("facts", ["", "{", '{"a": NaN}', "[" * 1000 + "]" * 1000, '"\\ud800"'])
def test_facts_that_are_no_json_are_an_error(modules: dict[str, str], facts: str) -> None:
    evaluator = opened(modules)
    with pytest.raises(EvaluatorError):
        evaluator.evaluate(facts)
    assert evaluator.evaluate(FACTS)


def test_without_rules_there_is_no_answer() -> None:
    with pytest.raises(EvaluatorError, match=r"no answer for data\.licet\.rules"):
        opened({}).evaluate(FACTS)


def test_another_thread_is_refused_without_a_panic(modules: dict[str, str]) -> None:
    evaluator = opened(modules)
    caught: list[LicetError] = []

    def use() -> None:
        try:
            evaluator.evaluate(FACTS)
        except EvaluatorError as error:
            caught.append(error)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert "another thread" in caught[0].message


def test_a_url_is_refused(modules: dict[str, str]) -> None:
    with pytest.raises(EvaluatorError, match="takes no URL"):
        open_evaluator("embedded", modules, url="http://localhost:8181", timeout=5)


def test_an_unknown_evaluator_is_refused(modules: dict[str, str]) -> None:
    with pytest.raises(EvaluatorError, match="no evaluator is named 'opaque'"):
        open_evaluator("opaque", modules, timeout=5)


def test_an_engine_is_imported_when_it_is_opened_and_no_sooner() -> None:
    code = (
        "import sys, licet.evaluators as e; third = {'regorus', 'opa_client', 'requests'}\n"
        "print(sorted(third & sys.modules.keys())); e.open_evaluator('embedded', {}, timeout=5)\n"
        "print(sorted(third & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "['regorus']"]
