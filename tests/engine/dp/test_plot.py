# SPDX-License-Identifier: Apache-2.0
"""The picture: well-formed, self-contained, escaped, and everything lies where its number says."""

import math
import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from licet.dp.plot import Point, svg
from licet.errors import ParameterError

NS = "{http://www.w3.org/2000/svg}"
POINTS = [Point(step, 0.9 * math.sqrt(step), math.sqrt(step)) for step in (1, 4, 9, 16, 100)]


def drawn(points: Any = POINTS, **options: Any) -> ET.Element:
    return ET.fromstring(svg(points, **{"title": "Epsilon", **options}))


def of_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [one for one in root.iter() if one.get("class") == name]


def texts(root: ET.Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{NS}text")]


def test_it_needs_nothing_else() -> None:
    text = svg(POINTS, title="Epsilon", budget=3)
    assert not re.search(r"href|url\(|@import|<script|<foreignObject|\son\w+=", text)
    assert text.count("http") == 1  # the name space


def test_the_curve_lies_where_its_numbers_say() -> None:
    root = drawn(budget=5)
    (curve,), (budget,), (dot,) = of_class(root, "upper"), of_class(root, "budget"), of_class(root, "dot")
    found = [tuple(map(float, pair.split(","))) for pair in (curve.get("points") or "").split()]
    assert len(found) == len(POINTS)
    assert [x for x, _ in found] == sorted(x for x, _ in found) and [y for _, y in found] == sorted(
        (y for _, y in found), reverse=True
    )
    (x, y), level = found[-1], float(budget.get("y1") or 0)
    assert (float(dot.get("cx") or 0), float(dot.get("cy") or 0)) == (x, y)
    zero = next(
        float(one.get("y1") or 0) for one in of_class(root, "axis") if one.get("x1") == "72" and one.get("y1") == one.get("y2")
    )
    assert (zero - level) / (zero - y) == pytest.approx(5 / 10, abs=0.01)


@pytest.mark.parametrize("budget,word", [(10.1, "within"), (9.5, "undecided"), (8.9, "exceeded")])
def test_the_budget_is_judged_by_both_ends(budget: float, word: str) -> None:
    assert f"budget {budget:g}: {word}" in texts(drawn(budget=budget))


def test_the_label_is_rounded_outward() -> None:
    root = drawn([Point(1, 1.0, 2.0), Point(10, 1.23456, 3.00001)])
    assert "\u03b5 \u2264 3.001" in texts(root) and "\u03b5 \u2265 1.234" in texts(root)


def test_hostile_text_is_text() -> None:
    title = '</title><script>alert(1)</script>&"\u202e\x00'
    root = drawn(title=title, subtitle=title, budget=1)
    assert not list(root.iter(f"{NS}script"))
    assert texts(root)[0] == '</title><script>alert(1)</script>&"\\u202e\\u0000'


def test_light_and_dark() -> None:
    style = drawn().find(f"{NS}style")
    assert style is not None and style.text is not None
    light, dark = style.text.split("@media (prefers-color-scheme: dark)")
    for name in ("ground", "title", "text", "grid", "axis", "band", "upper", "lower", "dot", "label", "budget", "limit"):
        assert f".{name}" in light and f".{name}" in dark
    assert contrast("#1a1a19", "#fcfcfb") > 7
    for part, ground in ((light, "#fcfcfb"), (dark, "#1a1a19")):
        for name in ("title", "text", "limit"):
            color = re.search(rf"\.{name}\b[^{{]*{{ fill: (#\w+)", part)
            assert color is not None and contrast(color[1], ground) >= 4.5, name


def contrast(one: str, other: str) -> float:
    """WCAG 2.2."""

    def luminance(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("upper", [1e-9, 0.003, 1.0, 7.77, 634.0, 1e6, 1e12])
@pytest.mark.parametrize("steps", [1, 7, 10**6, 2**49])
def test_every_scale_stays_on_the_page(upper: float, steps: int) -> None:
    root = drawn([Point(steps, upper / 3, upper)], budget=upper * 2)
    numbers = [
        float(one.get(key) or 0)
        for one in root.iter()
        for key in ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy")
        if one.get(key)
    ]
    assert all(0 <= number <= 760 for number in numbers)
    assert 3 <= len(of_class(root, "grid")) + 1 <= 12 and all("e+" not in text or float(text) for text in texts(root)[2:4])


def test_nothing_but_zero() -> None:
    assert "\u03b5 \u2264 0" in texts(drawn([Point(5, 0.0, 0.0)]))


@pytest.mark.parametrize(
    "points,budget",
    [
        ([], None),
        ([Point(1, 0, math.inf)], None),
        ([Point(1, math.nan, 1)], None),
        ([Point(-1, 0, 1)], None),
        ([Point(1, 2, 1)], None),
        (POINTS, math.nan),
        (POINTS, -1),
    ],
)
def test_what_cannot_be_drawn(points: Any, budget: float | None) -> None:
    with pytest.raises(ParameterError):
        svg(points, title="x", budget=budget)
