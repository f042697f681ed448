# SPDX-License-Identifier: Apache-2.0
"""A real OPA server: same answers as the embedded engine, exactly our modules, and a bundle where uploads are off."""

import json
import re
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from licet.errors import EvaluatorError, PolicyError
from licet.evaluators import Evaluator, open_evaluator, opa_server

FACTS = json.dumps({"numbers": {"b": 12, "a": 11, "c": 3}})
Rule = Callable[[str, str], dict[str, str]]


@pytest.fixture
def opened(opa_server: str) -> Callable[..., Evaluator]:
    return lambda modules, **more: open_evaluator("opa", modules, url=opa_server, timeout=20, **more)


@pytest.fixture(autouse=True)
def empty(opa_server: str) -> Iterator[None]:
    yield
    for name in sorted(stored(opa_server), key=lambda name: ("lib" in name, name)):
        send(opa_server, "DELETE", name)


def stored(url: str) -> set[str]:
    with urllib.request.urlopen(f"{url}/v1/policies", timeout=20) as response:
        return {policy["id"] for policy in json.load(response)["result"]}


def send(url: str, method: str, name: str, text: str = "") -> None:
    request = urllib.request.Request(f"{url}/v1/policies/{quote(name)}", text.encode(), method=method)
    urllib.request.urlopen(request, timeout=20).close()


def test_it_answers_as_the_embedded_engine_does(
    opened: Callable[..., Evaluator], modules: dict[str, str], rule: Rule
) -> None:
    modules |= rule("other", "number < 0")
    embedded = open_evaluator("embedded", modules, timeout=5)
    server = opened(modules)
    for facts in (FACTS, "{}", '{"numbers": {"x": 1e2, "y": 9007199254740991, "z": "11", "\\u00e9": 11.5}}'):
        assert server.evaluate(facts) == embedded.evaluate(facts)


def test_it_says_who_judged(
    opened: Callable[..., Evaluator], modules: dict[str, str], tool: Callable[[str], Path]
) -> None:
    evaluator = opened(modules)
    evaluator.evaluate(FACTS)
    told = subprocess.run([tool("opa"), "version"], capture_output=True, text=True, check=True).stdout
    assert evaluator.info == {"name": "opa", "engine": "opa", "version": told.split()[1]}
    assert evaluator.record == {"decision_id": None, "bundles": {}}


def test_the_server_holds_exactly_the_last_revision(
    opened: Callable[..., Evaluator], opa_server: str, modules: dict[str, str], rule: Rule
) -> None:
    opened(modules | rule("old", "number == 3"))
    before = stored(opa_server)
    opened(modules)
    modules["lib/small.rego"] = modules["lib/small.rego"].replace("10", "11")
    found = opened(modules).evaluate(FACTS)
    assert [len(found["f"]["r"]["deny"]), list(found["f"])] == [1, ["r"]]
    assert len(stored(opa_server) - before) == 1
    assert {name.split("/", 2)[2] for name in stored(opa_server)} == set(modules)


def test_modules_arrive_unchanged_and_in_an_order_the_server_accepts(
    opened: Callable[..., Evaluator], opa_server: str, modules: dict[str, str]
) -> None:
    modules = {f"{path.replace('rules', 'a')}?b c#d": text for path, text in modules.items()}
    opened(modules)
    with urllib.request.urlopen(f"{opa_server}/v1/policies", timeout=20) as response:
        texts = {policy["raw"] for policy in json.load(response)["result"]}
    assert texts == set(modules.values())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("package licet.rules.f.bad\n\ndeny[x] { x := 1 }\n", r"rules/f/bad\.rego:3:1: `if` keyword is required"),
        ("package licet.rules.f.bad\n\ndeny contains x if input.y\n", r"rules/f/bad\.rego:3:15: var x is unsafe"),
        ("package licet.rules.f.bad\n\ndeny contains x if x := lost(1)\n", "undefined function lost"),
    ],
)
def test_a_policy_that_does_not_compile_is_refused_as_it_is(
    opened: Callable[..., Evaluator], modules: dict[str, str], text: str, words: str
) -> None:
    with pytest.raises(PolicyError, match=words):
        opened(modules | {"rules/f/bad.rego": text})


def test_a_rule_that_fails_is_named(opened: Callable[..., Evaluator], modules: dict[str, str], rule: Rule) -> None:
    evaluator = opened(modules | rule("bad", "to_number(input.text) > number"))
    with pytest.raises(
        EvaluatorError, match=r"^rule f/bad could not be evaluated: .*rules/f/bad\.rego:16:2: to_number"
    ):
        evaluator.evaluate('{"numbers": {"a": 1}, "text": "x"}')


def test_rules_of_others_in_our_packages_are_refused(
    opened: Callable[..., Evaluator], opa_server: str, modules: dict[str, str]
) -> None:
    send(opa_server, "PUT", "elsewhere", "package licetious\n")
    opened(modules)
    send(opa_server, "PUT", "foreign", "package licet.rules.f.r\n\ndeny contains {}\n")
    with pytest.raises(EvaluatorError, match="foreign in licet's packages"):
        opened(modules)


def test_a_server_without_a_bundle_is_refused_when_uploads_are_off(
    opened: Callable[..., Evaluator], opa_server: str, modules: dict[str, str]
) -> None:
    with pytest.raises(EvaluatorError, match=r"no result for data\.licet\.lib\.bundle"):
        opened(modules, upload=False)
    opened(modules)
    before = stored(opa_server)
    with pytest.raises(EvaluatorError, match="holds no bundle"):
        opened(modules, upload=False)
    assert stored(opa_server) == before


def test_a_slow_evaluation_times_out(opa_server: str, modules: dict[str, str], rule: Rule) -> None:
    slow = rule("slow", "count({[a, b] | some a in numbers.range(1, 9000); some b in numbers.range(1, 9000)}) > number")
    evaluator = open_evaluator("opa", modules | slow, url=opa_server, timeout=1)
    with pytest.raises(EvaluatorError, match="did not answer within 1 s"):
        evaluator.evaluate('{"numbers": {"a": 1}}')


def test_a_url_is_needed(modules: dict[str, str]) -> None:
    with pytest.raises(EvaluatorError, match="needs a server"):
        open_evaluator("opa", modules, timeout=5)


def test_the_oldest_version_is_a_fact_of_this_file() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", ".".join(map(str, opa_server.OLDEST)))
