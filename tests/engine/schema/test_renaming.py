# SPDX-License-Identifier: Apache-2.0
"""Older names in use: moved with their places, joined where they agree, refused where they differ."""

from __future__ import annotations

from typing import Any

import pytest

from licet import documents, schema

DECISION = "/deployment/decision"


def _read(changed: Any, changes: dict[str, Any]) -> Any:
    document = changed(changes)
    assert schema.validate(document) == []
    return schema.normalize(document).data


def test_a_moved_value_keeps_its_place() -> None:
    text = b"a: 1\nact:\n  eu:\n    risk_class: annex_iii\n"
    read = schema.normalize(documents.parse(text, "m.yaml"))
    assert read.data == {"a": 1, "regulation": {"eu_ai_act": {"risk_class": "annex_iii"}}}
    assert read.position("/regulation/eu_ai_act/risk_class") == (4, 17)
    assert read.key_position("/regulation/eu_ai_act/risk_class") == (4, 5)
    assert read.text == text.decode()


def test_a_problem_in_a_moved_value_is_found_where_it_was_written() -> None:
    text = b"organization: {principal_place_of_business: US}\nact:\n  eu:\n    risk_class: high\n"
    found = [one for one in schema.validate(documents.parse(text, "m.yaml")) if "high" in one.message]
    assert [(one.line, one.column) for one in found] == [(4, 17)]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        (
            {"/output": {"ip": {"claim": "none"}}, "/outputs": {"intellectual_property": {"claim": "enforcement"}}},
            "output.ip.claim",
        ),
        ({"/privacy": {"min_user_age": 16}}, "privacy.min_user_age"),
        ({"/deployment/personal_data": True}, "deployment.personal_data"),
        ({"/deployment/data_sent": ["personal_data"], "/deployment/personal_data": False}, "deployment.personal_data"),
        ({f"{DECISION}/significant": True, f"{DECISION}/consequential": False}, "deployment.decision.consequential"),
        (
            {f"{DECISION}/solely_automated": True, f"{DECISION}/automation": "assists"},
            "deployment.decision.solely_automated",
        ),
        (
            {f"{DECISION}/human_intervention": True, f"{DECISION}/safeguards": []},
            "deployment.decision.human_intervention",
        ),
        (
            {f"{DECISION}/human_intervention": True, f"{DECISION}/safeguards": None},
            "deployment.decision.human_intervention",
        ),
        ({"/models/0/licence": "MIT"}, "models[0].licence"),
        ({"/org": {"name": "Other"}}, "org.name"),
        (
            {"/org": {"annual_revenue_usd": 5}, "/organization/annual_revenue": {"currency": "EUR"}},
            "organization.annual_revenue_usd",
        ),
        ({"/model": {"access": "hosted_api"}}, "model.access"),
        (
            {"/models/0/training": {"compute_flop": 5}, "/model": {"training_compute_flop": 6}},
            "models[0].training_compute_flop",
        ),
    ],
)
def test_both_given_and_different_is_a_problem(changed: Any, changes: dict[str, Any], path: str) -> None:
    found = schema.validate(changed(changes))
    assert [one.message.partition(" and ")[0] for one in found] == [f"`{path}`"]
    assert found[0].message.endswith("are one fact, and they differ")
    assert found[0].hint.startswith("keep `")


def test_both_given_and_equal_is_fine(changed: Any) -> None:
    data = _read(
        changed, {"/models/0/licence": "Apache-2.0", "/org": {"for_profit": True}, "/privacy": {"min_user_age": 18}}
    )
    assert data["models"][0]["license"] == "Apache-2.0"
    assert not {"org", "privacy"} & set(data)


def test_british_spelling(changed: Any) -> None:
    duties = {"licence_copy": True, "release_licence": "MIT"}
    data = _read(changed, {"/deployment/duties": duties, "/labels": {"licence": "kept"}})
    assert data["deployment"]["duties"] == {"license_copy": True, "release_license": "MIT"}
    assert data["labels"] == {"licence": "kept"}


def test_safeguards_are_collected(changed: Any) -> None:
    said = {"human_intervention": True, "contest_route": False, "opt_out_or_appeal": True}
    data = _read(changed, {DECISION: said})
    assert data["deployment"]["decision"] == {"safeguards": ["human_intervention", "opt_out_or_appeal"]}


def test_one_null_among_safeguards_leaves_all_unknown(changed: Any) -> None:
    for said in (
        {"human_intervention": None, "contest_route": True},
        {"human_intervention": True, "contest_route": None},
    ):
        assert _read(changed, {DECISION: said})["deployment"]["decision"] == {"safeguards": None}


def test_a_refused_notice_is_a_known_absence(changed: Any) -> None:
    data = _read(changed, {"/deployment/transparency": {"ai_notice": False}})
    assert data["deployment"]["transparency"] == {"notices": []}


def test_no_personal_data_does_not_mean_no_data(changed: Any) -> None:
    data = _read(changed, {"/deployment/data_sent": ..., "/deployment/personal_data": False})
    assert "data_sent" not in data["deployment"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"solely_automated": True, "materially_influences": True}, {"automation": "solely_automated"}),
        ({"solely_automated": False, "materially_influences": True}, {"automation": "materially_influences"}),
        ({"solely_automated": False, "materially_influences": False}, {"automation": "assists"}),
        ({"solely_automated": None, "materially_influences": True}, {"automation": None}),
        ({"significant": None, "consequential": None}, {"effect": None}),
        ({"significant": True, "consequential": True}, {"effect": "significant"}),
    ],
)
def test_four_booleans_became_two_facts(changed: Any, said: Any, expected: Any) -> None:
    assert _read(changed, {DECISION: said})["deployment"]["decision"] == expected


def test_a_status_speaks_of_every_dataset(changed: Any) -> None:
    sets = [{"name": "a", "license": None}, {"name": "b", "license": None, "anonymization": None}]
    changes = {"/datasets": sets, "/privacy": {"data_status_claimed": "anonymous_for_recipient"}}
    data = _read(changed, changes)
    claim = {"claim": "anonymized", "perspective": "recipient"}
    assert [entry["anonymization"] for entry in data["datasets"]] == [claim, claim]


def test_a_status_of_nothing_is_a_problem(said: Any) -> None:
    (line,) = said({"/privacy": {"data_status_claimed": "anonymized"}})
    assert line.startswith(
        "/privacy/data_status_claimed: `privacy.data_status_claimed` speaks of something that is not"
    )


def test_revenue_in_dollars(changed: Any) -> None:
    data = _read(changed, {"/org": {"annual_revenue_usd": 5}})
    assert data["organization"]["annual_revenue"] == {"amount": 5, "currency": "USD"}


@pytest.mark.parametrize("old", ["/model", "/training"])
def test_one_model_must_be_meant(said: Any, old: str) -> None:
    two = {"/deployment/models": ["m", "n"], "/models/1": {"name": "n", "license": None}}
    (line,) = said({old: {"personal_data": True} if old == "/training" else {"modified": True}, **two})
    assert "speaks of one model, and 2 are deployed (write it under that model)" in line


def test_values_that_are_no_older_value_are_left_to_the_schema(said: Any) -> None:
    lines = said(
        {f"{DECISION}/human_intervention": "x", f"{DECISION}/significant": "y", "/model": 5, "/act": {"eu": 5}}
    )
    assert len(lines) == 4
    assert "`human_intervention` is not a key of deployment.decision" in "".join(lines)
    assert "`model` and `models[0]` are one fact, and they differ" in "".join(lines)


def test_older_names_below_values_of_the_wrong_type(said: Any) -> None:
    lines = said(
        {
            "/outputs": 5,
            "/output": {"ip": {"claim": "none"}},
            "/privacy": {"min_user_age": 9},
            "/deployment/audience": 5,
        }
    )
    assert any(line.startswith("/outputs: `outputs` must be an object") for line in lines)
    assert any(line.startswith("/deployment/audience: ") for line in lines)
