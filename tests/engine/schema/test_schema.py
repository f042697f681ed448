# SPDX-License-Identifier: Apache-2.0
"""The stage as the pipeline calls it, for manifests and for waiver files."""

from __future__ import annotations

import json
from typing import Any

import pytest

from licet import documents, schema
from licet.errors import InputError

WAIVER: dict[str, Any] = {
    "rule": "license/user_limit",
    "component": "m",
    "pointer": "/models/0/license",
    "digest": "sha256:" + "a" * 64,
    "reason": "Grant of 2026-10-01 is on its way.",
    "ticket": "LEGAL-1",
    "requester": "ann",
    "approvers": ["bob", "eve"],
    "created": "2026-11-01",
    "expires": "2027-01-31",
}


def test_a_valid_document_comes_back(changed: Any) -> None:
    document = changed({})
    assert schema.checked(document) is document


def test_an_invalid_document_is_one_error_with_every_problem(changed: Any) -> None:
    document = changed({"/deployment/mode": "x", "/owner": 5})
    with pytest.raises(InputError) as caught:
        schema.checked(document)
    assert list(caught.value.problems) == schema.validate(document)
    assert len(caught.value.problems) == 2


def test_an_older_name_comes_back_under_todays(changed: Any) -> None:
    read = schema.checked(changed({"/act": {"eu": {"risk_class": "annex_i"}}}))
    assert isinstance(read.data, dict)
    assert read.data["regulation"] == {"eu_ai_act": {"risk_class": "annex_i"}}


def test_a_waiver_file() -> None:
    assert _waivers(WAIVER) == []
    least = {key: WAIVER[key] for key in ("rule", "reason", "approvers", "expires")}
    assert _waivers(least, WAIVER) == []
    assert _waivers() == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"expires": None}, "`waivers[0].expires` must be "),
        ({"expires": "2026-02-31"}, "is not a day of the calendar"),
        ({"expires": ...}, "waivers[0] lacks `expires`"),
        ({"reason": ""}, "`waivers[0].reason` must not be empty"),
        ({"approvers": []}, "`waivers[0].approvers` must not be empty"),
        ({"approvers": "bob"}, "`waivers[0].approvers` must be a list of people"),
        ({"rule": "user_limit"}, "must be the id of a rule such as license/user_limit"),
        ({"rule": "license/user_limit\n"}, "`waivers[0].rule` holds control"),
        ({"rule": "*"}, "must be the id of a rule such as license/user_limit"),
        ({"pointer": "models/0"}, "must be a JSON Pointer such as /models/0/license"),
        ({"rules": "x"}, "`rules` is not a key of waivers[0]"),
        ({"digest": "abc"}, "must be 64 hexadecimal digits"),
    ],
)
def test_malformed_waivers(change: dict[str, Any], expected: str) -> None:
    waiver = {key: value for key, value in (WAIVER | change).items() if value is not ...}
    lines = _waivers(waiver)
    assert any(expected in line for line in lines), lines


def test_a_manifest_is_no_waiver_file(base: Any) -> None:
    document = documents.parse(json.dumps(base).encode(), "m.json")
    assert schema.validate(document, of=schema.WAIVER)


def _waivers(*waivers: Any) -> list[str]:
    document = documents.parse(json.dumps({"waivers": list(waivers)}).encode(), "w.json")
    return [f"{one.message} ({one.hint})" for one in schema.validate(document, of=schema.WAIVER)]
