# SPDX-License-Identifier: Apache-2.0

import pytest

from licet.dp.remarks import remark, settled, strongest, table

FINAL = {
    ("open", "proved"): None,
    ("open", "refuted"): None,
    ("open", "undecided"): "undecided",
    ("hazard", "proved"): None,
    ("hazard", "refuted"): "refuted",
    ("hazard", "undecided"): "undecided",
    ("clash", "proved"): "undecided",
    ("clash", "refuted"): "refuted",
    ("clash", "undecided"): "undecided",
    ("contradiction", "proved"): "undecided",
    ("contradiction", "refuted"): "undecided",
    ("contradiction", "undecided"): "undecided",
    ("undecided", "proved"): "undecided",
    ("refuted", "proved"): "refuted",
    ("note", "refuted"): "note",
}


@pytest.mark.parametrize("given", FINAL)
def test_what_becomes_of_an_effect(given: tuple[str, str]) -> None:
    effect, numbers = given
    found = settled([remark("x", effect)], numbers)
    assert [one.effect for one in found] == [one for one in [FINAL[given]] if one]


def test_the_strongest_effect_is_the_verdict() -> None:
    assert strongest([]) == "proved"
    assert strongest([remark("x", "note")]) == "proved"
    assert strongest([remark("x", "note"), remark("y", "undecided")]) == "undecided"
    assert strongest([remark("x", "undecided"), remark("y", "refuted")]) == "refuted"


def test_a_code_stands_once_with_its_strongest_effect() -> None:
    remarks = [remark("b", "undecided", "/x", at=1), remark("b", "refuted", "/y", z=3, at=2), remark("b", "refuted", "/z"), remark("a", "note")]
    assert table(remarks, "/base") == {
        "a": {"effect": "note", "needs": None, "facts": {}},
        "b": {"effect": "refuted", "needs": "/base/y", "facts": {"at": 2, "z": 3}},
    }
    assert list(table(remarks, "")) == ["a", "b"]
