# SPDX-License-Identifier: Apache-2.0

from licet.dp.holdings import Holdings

DIGEST = "a" * 64


def derived(name: str, *parents: str, relation: str | None = "derived") -> dict:
    return {"name": name, "derived_from": [{"dataset": parent, "relation": relation} for parent in parents]}


HOLDINGS = Holdings(
    [
        {"name": "raw"},
        derived("clean", "raw"),
        derived("train", "clean"),
        derived("test", "clean"),
        derived("merged", "raw", "bought"),
        {"name": "bought", "source": "https://example.com/x"},
        {"name": "copy", "source": "https://example.com/x"},
        {"name": "same", "anonymization": {"data": {"sha256": f"sha256:{DIGEST.upper()}"}}},
        {"name": "again", "anonymization": {"data": {"sha256": DIGEST}}},
        {"name": "synthetic", "derived_from": [{"model": "generator", "relation": "generated_by"}]},
        derived("loop", "pool"),
        derived("pool", "loop"),
        {"name": "unsure", "derived_from": [{"dataset": "raw"}]},
    ]
)


def test_units_are_held_for_certain_along_a_single_line() -> None:
    assert HOLDINGS.holds("raw", "raw")
    assert HOLDINGS.holds("raw", "train") and HOLDINGS.holds("clean", "test")
    assert not HOLDINGS.holds("train", "clean") and not HOLDINGS.holds("train", "test")
    assert not HOLDINGS.holds("raw", "merged") and not HOLDINGS.holds("bought", "copy")
    assert not HOLDINGS.holds("raw", "unsure")
    assert HOLDINGS.holds("same", "again") and HOLDINGS.holds("again", "same")


def test_units_may_be_shared_by_more() -> None:
    assert HOLDINGS.overlap("train", "test") and HOLDINGS.overlap("merged", "bought")
    assert HOLDINGS.overlap("bought", "copy") and HOLDINGS.overlap("unsure", "train")
    assert not HOLDINGS.overlap("raw", "bought") and not HOLDINGS.overlap("synthetic", "raw")
    assert not HOLDINGS.overlap("raw", "elsewhere")


def test_circles_end() -> None:
    assert HOLDINGS.ancestors("loop") == {"loop", "pool"}
    assert HOLDINGS.holds("pool", "loop")


def test_makers_of_data() -> None:
    assert list(HOLDINGS.generators("synthetic")) == ["generator"]
    assert list(HOLDINGS.generators("raw")) == []
    assert Holdings([{"name": None}, {}]).ancestors("x") == {"x"}
