# SPDX-License-Identifier: Apache-2.0
"""What a writer reads: one sentence and one hint for everything that can be wrong."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from licet import documents, schema
from licet.schema.wording import Failure, faults, label

CASES = [
    ("/deployment/mode", "hosting", 'cannot be "hosting" (did you mean "hosted"?)'),
    ("/deployment/mode", "", 'cannot be "" (null means unknown; leave nothing empty)'),
    ("/deployment/mode", "unknown", 'cannot be "unknown" (write null if nobody knows)'),
    ("/deployment/mode", 5, "cannot be 5 (write one of internal, hosted, weights, embedded, outputs_only, research)"),
    ("/deployment/commercial", "yes", 'must be true or false, not "yes" (write true or false)'),
    ("/deployment/commercial", "Off", 'must be true or false, not "Off" (write true or false)'),
    ("/deployment/commercial", "true", 'must be true or false, not "true" (remove the quotes)'),
    ("/deployment/commercial", 1, "must be true or false, not 1 (Yes or no; null when nobody knows)"),
    ("/deployment/monthly_active_users", "5", 'must be a whole number, 0 or more, not "5" (remove the quotes)'),
    ("/deployment/monthly_active_users", "500k", 'not "500k" (write digits only, without separators or units)'),
    ("/deployment/monthly_active_users", "1,000", 'not "1,000" (write digits only, without separators or units)'),
    ("/deployment/monthly_active_users", "", 'not "" (null means unknown; leave nothing empty)'),
    ("/deployment/monthly_active_users", "unknown", 'not "unknown" (write null if nobody knows)'),
    ("/deployment/monthly_active_users", -1, "must be a whole number, 0 or more, not -1 ("),
    ("/deployment/monthly_active_users", 1.5, "must be a whole number, 0 or more, not 1.5 ("),
    ("/deployment/monthly_active_users", True, "must be a whole number, 0 or more, not true ("),
    ("/deployment/monthly_revenue", {"amount": 5, "currency": "usd"}, 'cannot be "usd" (did you mean "USD"?)'),
    ("/deployment/system_placed_on", "2026-02-31", 'is not a day of the calendar: "2026-02-31" (write a day that'),
    ("/deployment/system_placed_on", "1 May 2026", 'must be a day such as "2026-11-23", not "1 May 2026" ('),
    ("/deployment/system_placed_on", 20260501, 'must be a day such as "2026-11-23", not 20260501 (put it in quotes)'),
    ("/deployment/regions", "US", 'must be a list of places, not "US" (write a list, such as ["US"])'),
    ("/deployment/regions", ["UK"], 'cannot be "UK" (did you mean "GB"?)'),
    ("/deployment/regions", ["us"], 'cannot be "us" (did you mean "US"?)'),
    ("/deployment/regions", [False], "cannot be false (write a country such as DE"),
    ("/deployment/regions", [None], "cannot be null (write a country such as DE"),
    ("/deployment/regions", ["XX-CA"], 'cannot be "XX-CA" (write a country such as DE, EU, EEA, or a part'),
    ("/deployment/purposes", ["customer-support"], '(did you mean "customer_support"?)'),
    ("/deployment/purposes", ["medical advise"], '(did you mean "medical_advice"?)'),
    ("/deployment/models", [], "must not be empty ("),
    ("/deployment/audience", {"minimum_age": "18"}, 'must be an age in years, not "18" (remove the quotes)'),
    ("/deployment/duties", {"display": "Built with Llama"}, "must be true, false or evidence such as {path,"),
    ("/deployment/duties", {"release_license": 5}, "must be text, true, false or evidence"),
    ("/models/0/access", "cloud", "write one of weights, api"),
    ("/models/0/name", "a\u200bb", "holds control, invisible or reordering characters: "),
    ("/models/0/name", "a ", "must be a name of 1 to 200 visible characters, not "),
    ("/models/0/name", ["m"], "not a list (write one value, not a list)"),
    ("/models/0/api_tier", "free", 'cannot be "free" (did you mean "unpaid"?)'),
    ("/models/0/license", 5, "must be a license id, an SPDX expression, or"),
    ("/models/0/license", {"sha": "x"}, '`sha` is not a key of models[0].license (did you mean "sha256"?)'),
    ("/models/0/training", {"differential_privacy": {"phases": []}}, "phases` must not be empty ("),
    ("/models/0/training", {"differential_privacy": {"accountant": {"version": 1.6}}}, "(put it in quotes)"),
    ("/models/0/derived_from", [{"relation": "merge"}], "must name exactly one of model, dataset, software, not none"),
    ("/models/0/derived_from", [{"model": None, "dataset": None}], "not model and dataset (write one entry for each"),
    ("/models/0/api-tier", "paid", '`api-tier` is not a key of models[0] (did you mean "api_tier"?)'),
    ("/api_tier", "paid", "`api_tier` is not a key of the file (it belongs in models[])"),
    ("/deployment/api_tier", "paid", "`api_tier` is not a key of deployment (it belongs in models[])"),
    ("/organization/2024-06", 5, "`2024-06` is not a key of organization (write one of name, "),
    ("/organization/monthly_active_users", 5, 'must be users by month such as {"2026-10": 480000}, not 5 ('),
    (
        "/organization/monthly_active_users",
        {"June 2024": 5},
        '`June 2024` is not a month such as "2024-06" (write another key)',
    ),
    ("/privacy", {"dp": {"claimed_protects": "patient"}}, 'cannot be "patient" (did you mean "person"?)'),
    ("/privacy", {"dp": {"epsilon": -0.1}}, "must be a number, 0 or more, not -0.1 ("),
    ("/privacy", {"dpia": {"criteria_met": 10}}, "must be a whole number from 0 to 9, not 10 ("),
    ("/regulation", {"eu_ai_act": {"risk_class": "high"}}, "write one of prohibited, annex_i, annex_iii, limited"),
    ("/software", [{"license": "MIT"}], "software[0] lacks `name` (write `name: null` if nobody knows)"),
    ("/labels", [], "`labels` must be an object, not a list ("),
    ("/models", {"m": {}}, "`models` must be a list, not an object (write a list, such as [...])"),
    ("/organization", None, "`organization` must be an object, not null ("),
    ("/deployment", ..., "the file lacks `deployment` (add it: What is deployed, how, for whom and for what)"),
]
STEPS = [
    (
        {"step": "mask", "colums": ["a"]},
        '`colums` is not a key of datasets[0].anonymization.steps[0] (did you mean "co',
    ),
    ({"step": "masc"}, 'cannot be "masc" (did you mean "mask"?)'),
    ({"columns": ["a"]}, "steps[0] lacks `step` (add it: Id of the step)"),
    ({"step": "mask", "k": 5}, "`k` is not a key of datasets[0].anonymization.steps[0] (write one of step, columns"),
    ({"step": "redact", "entities": ["EMIAL"]}, '(did you mean "EMAIL"?)'),
    ({"step": "model.k_anonymity", "k": 0}, "must be a whole number, 1 or more, not 0 ("),
    ({"step": "redact", "columns": "a"}, '(write a list, such as ["a"])'),
    ({"step": None}, "cannot be null (write one of"),
]


@pytest.mark.parametrize(("pointer", "value", "expected"), CASES)
def test_each_fault_is_said_in_words(said: Any, pointer: str, value: Any, expected: str) -> None:
    lines = said({pointer: value})
    assert any(expected in line for line in lines), lines
    assert not any("schema" in line or "None" in line for line in lines)


@pytest.mark.parametrize(("step", "expected"), STEPS)
def test_steps_know_their_parameters(said: Any, step: Any, expected: str) -> None:
    lines = said({"/datasets": [{"name": "d", "license": None, "anonymization": {"steps": [step]}}]})
    assert len(lines) == 1
    assert expected in lines[0]


def test_every_misspelled_key_is_named(full: Any, pointers: Any) -> None:
    for pointer in pointers(full):
        *above, key = documents.pointer.split(pointer)
        if key.isdigit() or key == "step" or "monthly_active_users" in above:
            continue
        data = copy.deepcopy(full)
        parent = data
        for token in above:
            parent = parent[int(token)] if isinstance(parent, list) else parent[token]
        parent[f"{key}x"] = parent.pop(key)
        lines = _said(data)
        expected = f"{'/'.join(['', *above, key])}x: `{key}x` is not a key of"
        assert any(line.startswith(expected) and f'(did you mean "{key}"?)' in line for line in lines), lines


def test_every_wrong_type_is_refused_with_a_hint(full: Any, pointers: Any) -> None:
    for pointer in pointers(full):
        data = copy.deepcopy(full)
        *above, key = documents.pointer.split(pointer)
        parent = data
        for token in above:
            parent = parent[int(token)] if isinstance(parent, list) else parent[token]
        at: Any = int(key) if isinstance(parent, list) else key
        parent[at] = [[]] if isinstance(parent[at], dict) else {"?": 1}
        lines = _said(data)
        assert any(line.startswith(pointer) for line in lines), pointer
        assert all(line.endswith(")") and "()" not in line for line in lines)


@pytest.mark.parametrize("text", ["[]", "null", "5", '"text"', "true"])
def test_a_document_that_is_no_object(text: str) -> None:
    (problem,) = schema.validate(documents.parse(text.encode(), "m.json"))
    assert (problem.line, problem.column, problem.pointer) == (1, 1, "")
    assert problem.message.startswith("the file must be an object, not ")


def test_labels_are_free(said: Any) -> None:
    assert said({"/labels": {"a": [1, {"b": None}], "mode": "hosting"}}) == []


def test_labels_of_places() -> None:
    assert label("/models/0/license") == "models[0].license"
    assert label("/a~1b/c~0d") == "a/b.c~d"
    assert label("/" + "x" * 500) == "…" + "x" * 80


def test_what_no_sentence_was_written_for_is_still_said() -> None:
    (fault,) = faults(Failure("/a", "multipleOf", 2, 3, {}))
    assert fault.message == "`a` must be another value, not 3"
    assert fault.hint


def _said(data: Any) -> list[str]:
    document = documents.parse(json.dumps(data).encode(), "m.json")
    return [f"{one.pointer}: {one.message} ({one.hint})" for one in schema.validate(document)]
