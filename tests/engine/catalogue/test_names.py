# SPDX-License-Identifier: Apache-2.0
"""The names that texts go by."""

from typing import Any

from licet.catalogue import names


def record(**over: Any) -> dict[str, Any]:
    return {"spdx": None, "hugging_face": None, "title": "T", "aliases": [], **over}


def test_names_of_several_texts_stay_several() -> None:
    index = names.index({"A": record(title="Same  Title", aliases=["x"]), "B": record(title="same title", spdx="Bee", aliases=["x"])})
    assert index["same title"] == index["x"] == ["A", "B"]
    assert index["bee"] == ["B"]


def test_an_id_means_its_text_alone() -> None:
    index = names.index({"mit": record(title="One"), "other": record(title="Two", aliases=["mit"])})
    assert index["mit"] == ["mit"]


def test_only_ascii_is_folded() -> None:
    assert names.folded("  The  MIT\tLicense ") == "the mit license"
    assert names.folded("M\u0130T") == "M\u0130T"
    assert names.folded("\uff2d\uff29\uff34") != "mit"
