# SPDX-License-Identifier: Apache-2.0
import re
from collections.abc import Callable
from typing import Any

import pytest

from licet import renderers
from licet.terminal import WIDTH, width

Object = dict[str, Any]
Make = dict[str, Callable[..., Object]]
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")


def text(report: Object, sources: dict[str, str] | None = None, *, color: bool = False) -> str:
    return renderers.render("text", report, color=color, sources=sources or {})


def test_allow_is_short(allowed: Object) -> None:
    assert text(allowed).splitlines() == [
        "deploy/bot.yaml (support-bot)",
        "allow: no encoded rule was breached",
        "",
        "48 rules evaluated",
        "as of 2026-11-23, profile default, licet 0.1.0",
        "exit 0: no encoded rule was breached",
        "Encoded rules applied to declared facts; this is not legal advice.",
    ]


def test_allow_names_the_duties_that_are_open(make: Make) -> None:
    shown = text(make["report"](make["manifest"](obligations=[make["obligation"]()])))
    assert "allow: no encoded rule was breached; 1 duty is open" in shown
    assert "  [ ] license_copy support-llama: Hand on a copy of the license (open) [Llama 3.1" in shown


def test_a_finding_shows_place_source_clause_path_and_remedy(denied: Object, sources: dict[str, str]) -> None:
    shown = text(denied, sources)
    assert shown.startswith(
        "deploy/bot.yaml (support-bot)\ndeny: 1 rule is breached\n\nDENY\n  duty/display  medium  support-llama\n"
    )
    assert (
        "  deploy/bot.yaml:5:14\n      5 |     display: {text: Powered by Llama}\n        |              ^\n" in shown
    )
    assert (
        "  why:    Llama 3.1 Community License Agreement, §1.b.i(B) https://llama.meta.com/llama3_1/license/\n" in shown
    )
    assert "  path:   support-llama <- llama-3.1-8b-instruct\n  do:     Show the exact words.\n" in shown


def test_outcomes_come_in_order_and_say_what_stands_behind_them(denied: Object) -> None:
    shown = text(denied)
    order = [shown.index(word) for word in ("DENY", "REVIEW", "UNKNOWN", "WARN", "DUTIES", "waived:", "exit 1")]
    assert order == sorted(order)
    assert "  note:   the rule said deny; lowered: unread_text\n" in shown
    assert "  needs:  /organization/monthly_active_users/2024-06\n" in shown
    assert "  if:     the license is a-1.0 or b-1.0\n" in shown
    assert "Rebranding in March; LEGAL-7; approved by ann, bo; until 2027-01-31" in shown
    assert "1 deny, 1 review, 1 unknown, 1 warn, 1 waived, 1 duty open, 1 duty met, 48 rules evaluated" in shown


def test_problems_have_place_line_and_hint(failed: Object, sources: dict[str, str]) -> None:
    shown = text(failed, sources)
    assert "error: could not judge; 1 problem in the input\n" in shown
    assert (
        "deploy/bot.yaml:2:1: unknown key 'nmae'\n    2 | name: support-bot\n      | ^\n  hint: did you mean 'name'?\n"
        in shown
    )
    assert "exit 2: could not judge" in shown


def test_a_moved_exit_code_says_so(make: Make) -> None:
    report = make["report"](make["manifest"](verdict="review"), verdict="review", exit_code=0)
    assert "exit 0: as asked (verdict review, moved by --fail-on or --accept-review)" in text(report)


def test_several_manifests_are_counted(make: Make) -> None:
    manifests = [make["manifest"](), make["manifest"](verdict="deny", findings=[make["finding"]()])]
    assert "2 manifests: 1 deny, 1 allow" in text(make["report"](*manifests, verdict="deny", exit_code=1))


def test_nothing_from_a_manifest_steers_the_terminal(hostile: Object) -> None:
    sources = {hostile["manifests"][0]["path"]: "na\x1b[31mme: \u202eevil\nmore"}
    shown = text(hostile, sources)
    assert not UNSAFE.search(shown)
    assert "exit 0: allow" not in [line.strip() for line in shown.splitlines()]
    assert "\\u001b[2J" in shown
    assert "na\\u001b[31mme: \\u202eevil" in shown


def test_color_only_adds_escapes(any_report: Object, sources: dict[str, str]) -> None:
    colored = text(any_report, sources, color=True)
    assert "\x1b[" in colored
    assert re.sub("\x1b\\[[0-9;]*m", "", colored) == text(any_report, sources)


def test_the_caret_stands_under_the_column_after_wide_and_hidden_characters(make: Make) -> None:
    found = make["finding"](location={"file": "m.yaml", "line": 1, "column": 9, "pointer": "/name"})
    report = make["report"](make["manifest"](findings=[found], verdict="deny"), verdict="deny", exit_code=1)
    source, caret = text(report, {"m.yaml": "\u540d\u524d\x07\tab: x"}).splitlines()[6:8]
    assert source.endswith("\u540d\u524d\\u0007 ab: x")
    assert width(source[: source.index("x")]) == caret.index("^")


def test_a_long_line_is_cut_around_the_column(make: Make) -> None:
    found = make["finding"](location={"file": "m.yaml", "line": 1, "column": 501, "pointer": "/name"})
    report = make["report"](make["manifest"](findings=[found], verdict="deny"), verdict="deny", exit_code=1)
    source, caret = text(report, {"m.yaml": "a" * 500 + "X" + "b" * 500}).splitlines()[6:8]
    assert len(source) <= WIDTH
    assert source[caret.index("^")] == "X"


@pytest.mark.parametrize("place", [{"line": 99, "column": 1}, {"line": 1, "column": 900}])
def test_a_place_outside_the_source_is_no_error(make: Make, place: Object) -> None:
    found = make["finding"](location={"file": "m.yaml", "pointer": "/name", **place})
    report = make["report"](make["manifest"](findings=[found], verdict="deny"), verdict="deny", exit_code=1)
    assert f"m.yaml:{place['line']}:{place['column']}" in text(report, {"m.yaml": "name: x"})
