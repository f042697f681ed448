# SPDX-License-Identifier: Apache-2.0
"""Files made to exhaust time, memory or the stack: each is read or refused, in work that grows with its size."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from licet import documents
from licet.errors import InputError

YAML, JSON = "m.yaml", "m.json"

# name of the file, what stands before, what is repeated, what stands after
FILLED = {
    "open lists": (YAML, "", "[", ""),
    "open mappings": (YAML, "", "{a: ", ""),
    "dashes": (YAML, "", "- ", ""),
    "question marks": (YAML, "", "? ", ""),
    "keys on one line": (YAML, "", "a: ", ""),
    "open quotes": (YAML, 'a: "', "x", ""),
    "escapes": (YAML, 'a: "', "\\x41", '"'),
    "line breaks in quotes": (YAML, 'a: "', "\n ", '"'),
    "line breaks in a block": (YAML, "a: |", "\n", "x"),
    "lines of one text": (YAML, "", "a\n", ""),
    "comments": (YAML, "a\n", "# # #\n", ""),
    "comments after the end": (YAML, "a\n...\n", "# \n", "b"),
    "tag directives": (YAML, "", "%TAG !a! x\n", "---\na"),
    "tag directives after the end": (YAML, "a\n...\n", "%TAG !a! x\n", "---\na"),
    "documents": (YAML, "", "---\n", ""),
    "a tag": (YAML, "!", "!", " a"),
    "an anchor": (YAML, "&", "a", " b"),
    "anchors": (YAML, "", "&a\n", ""),
    "aliases": (YAML, "a: &a [1]\nb: [", "*a,", "]"),
    "a long key": (YAML, "", "k", ": 1"),
    "a long explicit key": (YAML, "? ", "k", "\n: 1"),
    "duplicate keys": (YAML, "", "a: b\n", ""),
    "digits": (YAML, "a: ", "1", ""),
    "decimals": (YAML, "a: 0.", "1", ""),
    "json open lists": (JSON, "", "[", ""),
    "json open mappings": (JSON, "", '{"a":', ""),
    "json open quotes": (JSON, '["', "x", ""),
    "json escapes": (JSON, '["', "\\n", '"]'),
    "json a long key": (JSON, '{"', "k", '": 1}'),
    "json duplicate keys": (JSON, "{", '"a":1,', '"a":1}'),
    "json digits": (JSON, "[", "1", "]"),
    "json decimals with two points": (JSON, "[1.", "1", ".]"),
    "json not a number": (JSON, "[", "NaN,", "1]"),
    "json space": (JSON, "[", " ", "]"),
}
COUNTED = {
    "list": (YAML, "[", "1,", "]"),
    "block list": (YAML, "", "- a\n", ""),
    "pairs": (YAML, "[", "{a: 1},", "]"),
    "texts under a long key": (YAML, "? kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk\n: [", "x,", "]"),
    "nested lists": (YAML, "[", "[[[]]],", "]"),
    "json list": (JSON, "[", "1,", "1]"),
    "json pairs": (JSON, "[", '{"a":1},', "1]"),
    "json texts with escapes": (JSON, "[", '"\\n",', "1]"),
    "json nested lists": (JSON, "[", "[[[]]],", "1]"),
}


def filled(case: tuple[str, str, str, str], size: int) -> bytes:
    _, before, piece, after = case
    return (before + piece * ((size - len(before) - len(after)) // len(piece)) + after).encode()


@pytest.mark.parametrize("case", FILLED.values(), ids=FILLED)
def test_the_largest_file_of_one_thing_is_read_or_refused(case: tuple[str, str, str, str]) -> None:
    data = filled(case, documents.MAX_BYTES)
    try:
        documents.parse(data, case[0])
    except InputError as error:
        assert len(str(error)) < 1_000
        assert sum(len(problem.pointer) for problem in error.problems) < 2 * documents.MAX_BYTES


@pytest.mark.parametrize("name", [YAML, JSON])
def test_a_hundred_thousand_levels(name: str) -> None:
    for text in ("[" * 100_000 + "]" * 100_000, '{"a":' * 100_000 + "1" + "}" * 100_000):
        with pytest.raises(InputError, match="more than 64 levels"):
            documents.parse(text.encode(), name)


def test_block_mappings_as_deep_as_the_file_is_long() -> None:
    text = "".join(" " * level + "a:\n" for level in range(2_000))
    with pytest.raises(InputError, match=r"m\.yaml:65:65: more than 64 levels"):
        documents.parse(text.encode(), YAML)


def test_depth_is_refused_near_the_end_of_the_stack() -> None:
    def call(depth: int) -> None:
        if depth:
            call(depth - 1)
        else:
            with pytest.raises(InputError, match="more than 64 levels"):
                documents.parse(b"[" * 100_000, YAML)

    call(sys.getrecursionlimit() // 2)


@pytest.mark.parametrize("case", COUNTED.values(), ids=COUNTED)
def test_twice_the_file_is_twice_the_work(case: tuple[str, str, str, str]) -> None:
    small = calls(lambda: documents.parse(filled(case, 20_000), case[0]))
    large = calls(lambda: documents.parse(filled(case, 40_000), case[0]))
    assert small > 1_000
    assert large < 2.2 * small


def test_twice_the_keys_are_twice_the_work() -> None:
    def parse(count: int) -> Callable[[], object]:
        text = "".join(f"key{number}: 1\n" for number in range(count))
        return lambda: documents.parse(text.encode(), YAML)

    assert calls(parse(4_000)) < 2.2 * calls(parse(2_000))


def test_places_under_long_keys_stay_small() -> None:
    text = '{"' + "k" * 100_000 + '": [' + "1," * 50_000 + "1]}"
    document = documents.parse(text.encode(), JSON)
    assert document.position("/" + "k" * 100_000 + "/50000") == (1, 200_007)


def calls(work: Callable[[], object]) -> int:
    """How many Python and C functions the work calls: a clock that no other process disturbs."""
    count = 0

    def tick(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
