# SPDX-License-Identifier: Apache-2.0
"""SPDX expressions: AND joins, OR offers, WITH keeps its exception, and what is too large is no expression."""

import pytest

from licet.facts.licenses import expression


@pytest.mark.parametrize(
    ("text", "arms"),
    [
        ("MIT", [("MIT",)]),
        ("MIT AND Apache-2.0", [("MIT", "Apache-2.0")]),
        ("MIT OR Apache-2.0", [("MIT",), ("Apache-2.0",)]),
        ("MIT OR MIT", [("MIT",)]),
        ("(MIT OR X) AND Y", [("MIT", "Y"), ("X", "Y")]),
        ("MIT AND X OR Y", [("MIT", "X"), ("Y",)]),
        ("MIT AND (X OR Y)", [("MIT", "X"), ("MIT", "Y")]),
        ("A WITH B", [("A WITH B",)]),
        ("A WITH B OR C", [("A WITH B",), ("C",)]),
        ("mit or X", [("mit",), ("X",)]),
    ],
)
def test_arms(text: str, arms: list[tuple[str, ...]]) -> None:
    assert expression.arms(text) == arms


@pytest.mark.parametrize("text", ["()", "(MIT", "MIT)", "AND", "MIT AND", "MIT OR OR X", "M\u0406T", "(" * 33 + "MIT" + ")" * 33, "A OR B " * 200])
def test_what_does_not_parse_or_is_too_large(text: str) -> None:
    assert expression.arms(text) is None


def test_the_number_of_arms_is_bounded() -> None:
    assert expression.arms(" AND ".join(f"(A{n} OR B{n})" for n in range(4))) is not None
    assert expression.arms(" AND ".join(f"(A{n} OR B{n})" for n in range(5))) is None
    assert expression.arms(" AND ".join(f"(A{n} OR B{n})" for n in range(50))) is None


@pytest.mark.parametrize(("text", "yes"), [("MIT OR X", True), ("(MIT)", True), ("a with b", True), ("MIT", False), ("ORACLE", False)])
def test_what_looks_like_one(text: str, yes: bool) -> None:
    assert expression.looks_like_one(text) is yes


@pytest.mark.parametrize(
    ("name", "known"),
    [("MIT", True), ("mit", True), ("GPL-2.0-only", True), ("Classpath-exception-2.0", True), ("M\u0406T", False), ("nope", False), ("LicenseRef-x", False)],
)
def test_names_on_the_list(name: str, known: bool) -> None:
    assert expression.spdx_known(name) is known
