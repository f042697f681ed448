# SPDX-License-Identifier: Apache-2.0
import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from licet import renderers

Object = dict[str, Any]


def test_json_is_the_report_and_valid(any_report: Object, check_report: Callable[[Object], None]) -> None:
    written = renderers.render("json", any_report, sources={})
    assert json.loads(written) == any_report
    check_report(json.loads(written))


def test_json_is_sorted_indented_and_ascii(denied: Object) -> None:
    written = renderers.render("json", denied, sources={})
    assert written.startswith('{\n  "as_of": "2026-11-23",\n  "disclaimer"')
    assert written.isascii()
    assert written.endswith("}\n")


def test_json_refuses_numbers_that_json_lacks(denied: Object) -> None:
    denied["manifests"][0]["findings"][0]["facts"]["share"] = float("nan")
    with pytest.raises(ValueError, match="not JSON compliant"):
        renderers.render("json", denied, sources={})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("verdict",), "pass"),
        (("exit_code",), 4),
        (("disclaimer",), "trust us"),
        (("manifests", 0, "findings", 0, "outcome"), "obligation"),
        (("manifests", 0, "findings", 0, "location", "line"), 0),
        (("manifests", 0, "findings", 0, "waived"), {"reason": "because"}),
        (("manifests", 0, "obligations", 0, "status"), "done"),
        (("manifests", 0, "extra"), 1),
    ],
)
def test_the_schema_refuses_what_the_contract_does_not_say(
    denied: Object, check_report: Callable[[Object], None], path: tuple[Any, ...], value: Any
) -> None:
    *way, last = path
    place: Any = denied
    for step in way:
        place = place[step]
    place[last] = value
    with pytest.raises(jsonschema.ValidationError):
        check_report(denied)


def test_a_manifest_with_a_problem_is_an_error(failed: Object, check_report: Callable[[Object], None]) -> None:
    failed["manifests"][0]["verdict"] = "allow"
    with pytest.raises(jsonschema.ValidationError):
        check_report(failed)
