# SPDX-License-Identifier: Apache-2.0
"""The rules on differential privacy, on records that the engine never makes: nothing it may say passes in silence."""

import json
import re
from typing import Any

import pytest

from licet import resources
from licet.evaluators import open_evaluator

JSON = dict[str, Any]
POLICIES = resources.policies()
RULES = sorted((POLICIES / "rules" / "dp").glob("*.rego"))
ENGINE = open_evaluator(
    "embedded",
    {
        **{f"lib/{name}.rego": (POLICIES / "lib" / f"{name}.rego").read_text() for name in ("dp", "hazard", "spending")},
        **{f"rules/dp/{path.name}": path.read_text() for path in RULES},
    },
    timeout=10,
)
PARAMETERS: JSON = {
    "weak_above": 10,
    "ceiling_above": 20,
    "meaningless_above": 50,
    "delta_units_deny": 1,
    "delta_units_warn": 0.1,
    "budget_reading": "review",
    "default_budget": None,
}
CLAIM = {
    "epsilon": 3,
    "delta": 1e-6,
    "unit": "example",
    "adjacency": "add_remove",
    "scope": "finetuning",
    "released": None,
}
PROVED: JSON = {
    "component": "m",
    "pointer": "/models/0/training/differential_privacy",
    "claim": CLAIM,
    "claimed": True,
    "verdict": "proved",
    "lower": 2.12451,
    "upper": 2.12452,
    "delta_times_units": 0.05,
    "units": 50000,
    "datasets": ["d"],
    "ledger": "composed",
    "reasons": {},
}
BUDGET: JSON = {
    "component": "d",
    "pointer": "/datasets/0/privacy_budget",
    "source": "dataset",
    "limit": {"epsilon": 8, "delta": 1e-6, "unit": "example", "adjacency": "add_remove"},
    "lower": 2.12451,
    "upper": 2.12452,
    "claimed": 3,
    "models": ["m"],
    "unaccounted": [],
    "ledger": "composed",
    "ledger_events": 1,
    "reasons": {},
}
# docs/rules/dp.md names them; the table of hazards is the source.
REFUTING = """shuffled_as_poisson fixed_batch_as_poisson microbatch_sensitivity noise_scale actual_batch_divisor
    layer_sensitivity tuning_not_counted releases_not_composed truncation_ignored claim_below_lower audit_exceeds_claim
    log_noise_mismatch log_batch_sizes_not_poisson clip_violated""".split()
OPEN = """adjacency_mismatch inconsistent_parameters unit_not_bounded scope_overlap incomplete_claim
    batch_dependent_computation insecure_rng seed_published participation_unknown not_a_dp_mechanism
    bracket_straddles_claim unsupported_event missing_fact hidden_state_claim audit_threshold_reused""".split()
NOTES = ["delta_too_large", "accountant_unreliable", "claim_equals_rdp_bound"]


def judged(claims: JSON | None = None, budgets: JSON | None = None, **parameters: Any) -> list[tuple[str, str, JSON]]:
    """(rule, outcome, finding) of every finding."""
    facts = {
        "parameters": {"dp": {**PARAMETERS, **parameters}},
        "differential_privacy": claims or {},
        "privacy_budgets": budgets or {},
    }
    tree = ENGINE.evaluate(json.dumps(facts))["dp"]
    return [
        (rule, outcome, finding)
        for rule, outcomes in tree.items()
        for outcome, found in outcomes.items()
        if not outcome.startswith("_")
        for finding in found
    ]


def said(*claims: JSON, **parameters: Any) -> set[tuple[str, str]]:
    found = judged({str(number): record for number, record in enumerate(claims)}, **parameters)
    return {(rule, outcome) for rule, outcome, _ in found}


def spent(record: JSON, **parameters: Any) -> set[tuple[str, str]]:
    return {(rule, outcome) for rule, outcome, _ in judged(None, {"d@dataset": record}, **parameters)}


def reason(code: str, effect: str, needs: str | None = None) -> JSON:
    return {"reasons": {code: {"effect": effect, "needs": needs, "facts": {"canaries": 100}}}}


def test_a_proved_claim_within_its_budget_is_silent() -> None:
    assert said(PROVED) == set()
    assert spent(BUDGET) == set()


@pytest.mark.parametrize("code", REFUTING)
def test_what_refutes_denies(code: str) -> None:
    found = judged({"m": {**PROVED, "verdict": "refuted", **reason(code, "refuted")}})
    assert {outcome for _, outcome, _ in found} == {"deny"}
    assert [rule for rule, _, finding in found if finding["reason"] == code] == [_owner(code)]


@pytest.mark.parametrize("code", [*REFUTING, *OPEN])
def test_what_is_open_is_unknown_once(code: str) -> None:
    [(rule, outcome, finding)] = judged({"m": {**PROVED, "verdict": "undecided", **reason(code, "undecided")}})
    owner = "claim" if _owner(code) == "logs" else _owner(code)  # logs refute or say nothing
    assert (rule, outcome, finding["reason"]) == (owner, "unknown", code)
    assert finding["needs"].startswith(PROVED["pointer"])


@pytest.mark.parametrize("code", NOTES)
def test_what_is_a_note_warns(code: str) -> None:
    [(rule, outcome, _)] = judged({"m": {**PROVED, **reason(code, "note")}})
    assert (rule, outcome) == (_owner(code), "warn")


@pytest.mark.parametrize("code", [*REFUTING, *OPEN, *NOTES, "no_such_code", "budget_exceeded", ""])
@pytest.mark.parametrize("effect", ["refuted", "undecided", "note", "", "Refuted", "unknown"])
def test_no_code_and_no_effect_passes_in_silence(code: str, effect: str) -> None:
    found = judged({"m": {**PROVED, **reason(code, effect)}})
    blocking = [outcome for _, outcome, _ in found if outcome in {"deny", "unknown"}]
    expected = "deny" if effect == "refuted" else "unknown"
    assert blocking == ([] if code in NOTES and effect == "note" else [expected])


@pytest.mark.parametrize("effect", ["refuted", "undecided", "note", "", "Refuted"])
@pytest.mark.parametrize("code", ["training_without_dp", "no_such_code", "shuffled_as_poisson"])
def test_no_reason_on_a_budget_passes_in_silence(code: str, effect: str) -> None:
    assert spent({**BUDGET, **reason(code, effect)}) == {("budget", "deny" if effect == "refuted" else "unknown")}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"verdict": "refuted"}, ("claim", "deny")),
        ({"verdict": "refuted", "lower": None, "upper": None}, ("claim", "deny")),
        ({"verdict": "proved", "lower": 3.00001, "upper": 3.1}, ("claim", "deny")),
        ({"verdict": "proved", "upper": 3.00001}, ("claim", "unknown")),
        ({"verdict": "proved", "upper": None}, ("claim", "unknown")),
        ({"verdict": "proved", "upper": "2.1"}, ("claim", "unknown")),
        ({"verdict": "undecided"}, ("claim", "unknown")),
        ({"verdict": "Proved"}, ("claim", "unknown")),
        ({"verdict": None}, ("claim", "unknown")),
        ({"delta_times_units": None}, ("delta", "unknown")),
    ],
)
def test_a_verdict_is_believed_only_with_its_numbers(changed: JSON, expected: tuple[str, str]) -> None:
    assert said({**PROVED, **changed}) == {expected}


def test_a_claim_is_judged_whatever_the_record_says_of_it() -> None:
    assert said({**PROVED, "claimed": False, "verdict": "refuted"}) == {("claim", "deny")}
    none = dict.fromkeys(CLAIM)
    assert said({**PROVED, "claim": none, "claimed": False, "verdict": "refuted"}) == set()
    assert said({**PROVED, "claim": none, "verdict": "undecided"}) == {("claim", "unknown"), ("claim_complete", "unknown")}


@pytest.mark.parametrize(
    ("changed", "reading", "expected"),
    [
        ({"upper": 8}, "review", set()),
        ({"upper": 8.00001}, "review", {("budget", "unknown")}),
        ({"upper": 8.00001}, "strict", {("budget", "deny")}),
        ({"upper": 8.00001}, "Review", {("budget", "deny")}),
        ({"upper": None}, "strict", {("budget", "unknown")}),
        ({"upper": None, "lower": None}, "review", {("budget", "unknown")}),
        ({"upper": 9, "lower": 8.00001}, "review", {("budget", "deny")}),
        ({"claimed": 8.1}, "review", {("budget", "deny")}),
        ({"claimed": None}, "review", set()),
        ({"unaccounted": ["other"]}, "review", {("budget", "unknown")}),
        ({"limit": {**BUDGET["limit"], "epsilon": None}}, "review", {("budget", "unknown")}),
        ({"limit": {**BUDGET["limit"], "unit": None}}, "review", {("budget", "unknown")}),
        ({"ledger": "none"}, "review", {("budget", "warn")}),
    ],
)
def test_a_budget_holds_only_where_that_is_certain(changed: JSON, reading: str, expected: set[tuple[str, str]]) -> None:
    assert spent({**BUDGET, **changed}, budget_reading=reading) == expected


def test_every_code_has_one_rule() -> None:
    text = (POLICIES / "lib" / "hazard.rego").read_text()
    codes = re.findall(r'"(\w+)": "', text)
    assert len(codes) == len(set(codes))
    assert {*REFUTING, *OPEN, *NOTES} <= set(codes)
    rules = set(re.findall(r'^\t"(\w+)": \{', text, re.MULTILINE)) - {"refuted", "undecided", "note"}
    assert rules - {path.stem for path in RULES} == set()


def _owner(code: str) -> str:
    before = (POLICIES / "lib" / "hazard.rego").read_text().partition(f'"{code}": "')[0]
    return re.findall(r'^\t"(\w+)": \{', before, re.MULTILINE)[-1]
