# SPDX-License-Identifier: Apache-2.0
"""YAML: what is read, and what is refused although a lenient reader takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from licet import documents

if TYPE_CHECKING:
    from conftest import Refused, Values


def test_the_traps_of_yaml_1_1(values: Values) -> None:
    text = """\
delta: 1e-6
epsilon: 1.0e-6
regions: [NO, "NO", yes, on]
month: 2024-06
day: 2024-06-01
time: 12:30:00
version: 1_000
octal: [0o17, 017, 0x1F]
empty: [~, null, Null, NULL, '']
nothing:
truth: [true, True, TRUE, 'true', y]
NO: Norway
"""
    assert values(text) == {
        "delta": 1e-6,
        "epsilon": 1e-6,
        "regions": ["NO", "NO", "yes", "on"],
        "month": "2024-06",
        "day": "2024-06-01",
        "time": "12:30:00",
        "version": "1_000",
        "octal": [15, 17, 31],
        "empty": [None, None, None, None, ""],
        "nothing": None,
        "truth": [True, True, True, "true", "y"],
        "NO": "Norway",
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: |\n  x\n   y\n", {"a": "x\n y\n"}),
        ("a: >-\n  x\n  y\n", {"a": "x y"}),
        ("a: x\n  y", {"a": "x y"}),
        ("a:\n- 1\n- 2", {"a": [1, 2]}),
        ('{"a":1,\n\t"b": [1,2,]}', {"a": 1, "b": [1, 2]}),
        ("[a: 1, b]", [{"a": 1}, "b"]),
        ("a: http://x.example/#y", {"a": "http://x.example/#y"}),
        (r'a: "\x41\u00e9\U0001F600\/"', {"a": "Aé😀/"}),
        ("? a\n: 1", {"a": 1}),
        ("!!map {a: !!seq [!!str 1]}", {"a": ["1"]}),
        ('"<<": 1', {"<<": 1}),
        ("'1': a\n\"true\": b\n'': c", {"1": "a", "true": "b", "": "c"}),
        ("!!str 1: a", {"1": "a"}),
    ],
)
def test_the_rest_of_yaml(values: Values, text: str, value: documents.Json) -> None:
    assert values(text) == value


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a:\n  1: b", '2:3 /a/1: the key "1" is read as a number, not as text'),
        ("1e3: b", '1:1 /1e3: the key "1e3" is read as a number, not as text'),
        ("true: b", '1:1 /true: the key "true" is read as true or false, not as text'),
        ("{~: b}", '1:2 /~0: the key "~" is read as null, not as text'),
        ("? \n: b", '1:2 /: the key "" is read as null, not as text'),
        ("!!int 1: b", '1:1 /1: the key "1" is read as a number, not as text'),
        (".inf: b", "1:1 /.inf: .inf is not a finite number"),
        ("? [a]\n: b", "1:3 : a key that is no text"),
        ("{a: {{b: 1}: 2}}", "1:6 /a: a key that is no text"),
        ("a: &x y\n*x : b", "2:1 : a key that is no text"),
        ("base: &b {a: 1}\nm:\n  <<: *b", "3:3 /m/<<: a merge key <<"),
        (
            "a: !!python/object/apply:os.system [x]",
            '1:4 /a: the tag "tag:yaml.org,2002:python/object/apply:os.system" does not fit a list',
        ),
        ("a: !!set {b}", '1:4 /a: the tag "tag:yaml.org,2002:set" does not fit a mapping'),
        ("a: !!seq {b: 1}", '1:4 /a: the tag "tag:yaml.org,2002:seq" does not fit a mapping'),
        ("a: !secret x", '1:4 /a: the tag "!secret" does not fit the value "x"'),
        ("a: ! x", '1:4 /a: the tag "!" does not fit the value "x"'),
        (
            "a: !!timestamp 2024-06-01",
            '1:4 /a: the tag "tag:yaml.org,2002:timestamp" does not fit the value "2024-06-01"',
        ),
        ("a:\n  - .nan", "2:5 /a/0: .nan is not a finite number"),
    ],
)
def test_refused(refused: Refused, text: str, problem: str) -> None:
    assert refused(text) == [problem]


def test_all_problems_of_a_file_are_told(refused: Refused) -> None:
    text = "a: .inf\n1: x\nb: [!x y, 1e999]\na: 2\n<<: {c: 1}\n"
    assert [line.split(" ", 1)[0] for line in refused(text)] == ["1:4", "2:1", "3:5", "3:11", "4:1", "5:1"]


@pytest.mark.parametrize("text", [r'a: "\uD800"', r'a: "\uDC00\uD800"', r'a: "\ud83d\ude00"', r'a: "\U0000D800"'])
def test_surrogates_are_refused(refused: Refused, text: str) -> None:
    (problem,) = refused(text)
    assert problem.startswith("1:7 /a: not YAML: found invalid Unicode character escape code")
