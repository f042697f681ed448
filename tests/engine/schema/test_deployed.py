# SPDX-License-Identifier: Apache-2.0
"""The one deployed model and its one base, or nobody can say which."""

from __future__ import annotations

from typing import Any

import pytest

from licet.schema.deployed import Unclear, deployed_path

TUNED = {
    "name": "t",
    "derived_from": [{"model": "b", "relation": "finetune"}, {"model": "x", "relation": "trained_on_outputs"}],
}
BASE = {"name": "b"}


def _data(*models: Any, deployed: Any = None) -> dict[str, Any]:
    return {"models": list(models), "deployment": {"models": deployed}}


def test_the_named_model() -> None:
    assert deployed_path(_data(BASE, TUNED, deployed=["t"]), "{deployed}") == ("models", 1)


def test_the_only_model() -> None:
    assert deployed_path(_data(BASE), "{deployed}") == ("models", 0)
    assert deployed_path({"models": [BASE]}, "{deployed}") == ("models", 0)


def test_its_base() -> None:
    assert deployed_path(_data(BASE, TUNED, deployed=["t"]), "{base}") == ("models", 0)


@pytest.mark.parametrize(
    ("data", "word", "count"),
    [
        (_data(BASE, TUNED), "{deployed}", "2 are deployed"),
        (_data(BASE, deployed=["lost"]), "{deployed}", "0 are deployed"),
        (_data(BASE, deployed="b"), "{deployed}", "0 are deployed"),
        (_data(), "{deployed}", "0 are deployed"),
        ({"models": {}}, "{deployed}", "0 are deployed"),
        ([], "{deployed}", "0 are deployed"),
        (_data(BASE), "{base}", "0 are its base"),
        (_data(TUNED, deployed=["t"]), "{base}", "0 are its base"),
        (
            _data({"name": "t", "derived_from": [5, {"model": "t", "relation": "merge"}] * 2}),
            "{base}",
            "2 are its base",
        ),
    ],
)
def test_unclear(data: Any, word: str, count: str) -> None:
    with pytest.raises(Unclear, match=count):
        deployed_path(data, word)
