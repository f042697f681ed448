# SPDX-License-Identifier: Apache-2.0
"""A small policy revision for the evaluators: one rule, and one shared module that it calls."""

import gc
from collections.abc import Callable, Iterator

import pytest

LIB = """package licet.lib.small

import rego.v1

large(number) if number > 10
"""
BUNDLE = """package licet.lib.bundle

import rego.v1

version := 1
"""
RULE = """package licet.rules.f.{name}

import rego.v1

import data.licet.lib.small

deny contains finding if {{
	some id, number in input.numbers
	_judged(number)
	finding := {{"on": ["numbers", id], "cites": [], "facts": {{"number": number}}}}
}}

warn contains {{"on": ["numbers", "none"]}} if not input.numbers

_judged(number) if {{
	{body}
}}
"""


@pytest.fixture(autouse=True)
def engines_end_in_their_thread() -> Iterator[None]:
    """An engine that a caught error's frames keep alive must not be collected by a stub server's thread."""
    yield
    gc.collect()


@pytest.fixture
def modules() -> dict[str, str]:
    return {
        "rules/f/r.rego": RULE.format(name="r", body="small.large(number)"),
        "lib/small.rego": LIB,
        "lib/bundle.rego": BUNDLE,
    }


@pytest.fixture
def rule() -> Callable[[str, str], dict[str, str]]:
    """One more rule, with this body for the numbers it denies."""
    return lambda name, body: {f"rules/f/{name}.rego": RULE.format(name=name, body=body)}
