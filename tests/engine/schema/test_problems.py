# SPDX-License-Identifier: Apache-2.0
"""Problems are sorted by place, one for each value, and bounded in number."""

from __future__ import annotations

from licet import documents
from licet.schema.problems import MAX_SHOWN, Fault, of_faults

DOCUMENT = documents.parse(b"a: 1\nb:\n  c: 2\n", "m.yaml")


def test_problems_come_in_the_order_of_the_file() -> None:
    found = of_faults(DOCUMENT, [Fault("/b/c", "second", "h"), Fault("/a", "first", "h")])
    assert [(one.line, one.column, one.message) for one in found] == [(1, 4, "first"), (3, 6, "second")]


def test_a_key_is_shown_at_the_key() -> None:
    (one,) = of_faults(DOCUMENT, [Fault("/b/c", "m", "h", on_key=True)])
    assert (one.line, one.column) == (3, 3)


def test_the_plainest_fault_of_a_value_is_kept() -> None:
    found = of_faults(DOCUMENT, [Fault("/a", "pattern", "h", rank=4), Fault("/a", "type", "h", rank=0)])
    assert [one.message for one in found] == ["type"]


def test_the_nearest_option_becomes_the_hint() -> None:
    fault = Fault("/a", "m", "other", found="hosting", options=("hosted",))
    assert of_faults(DOCUMENT, [fault])[0].hint == 'did you mean "hosted"?'
    assert of_faults(DOCUMENT, [Fault("/a", "m", "other", found="z", options=("hosted",))])[0].hint == "other"


def test_what_is_not_shown_is_counted() -> None:
    data = documents.parse(b"[" + b"1," * 499 + b"1]", "m.json")
    found = of_faults(data, [Fault(f"/{index}", "m", "h") for index in reversed(range(500))])
    assert len(found) == MAX_SHOWN + 1
    assert found[0].pointer == "/0"
    assert found[-1].message == "300 more problems are not shown"


def test_no_faults_no_problems() -> None:
    assert of_faults(DOCUMENT, []) == []
