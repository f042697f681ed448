# SPDX-License-Identifier: Apache-2.0

import math
from typing import Any

import pytest
from dp_trainings import ABSENT, TRAINING, changed, training
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.dp import events
from licet.dp.claims import verify_claim
from licet.dp.training import events_from

# Reference values: shared/design/dp.md and shared/reference/dp_vectors.yaml.
CLAIM = TRAINING["claim"]
HUNDRED = events.Gaussian(5.0, 100)  # 10.997151 at 1e-6
ONE_RUN = events.PoissonGaussian(1.0, 0.01, 1000)  # 2.1245147 to 2.1245156 at 1e-6


def judged(claim: Any, what: Any) -> tuple[str, dict[str, str]]:
    found = verify_claim(claim, what)
    return found["verdict"], {code: reason["effect"] for code, reason in found["reasons"].items()}


def of(**changes: Any) -> tuple[str, dict[str, str]]:
    section = training(**changes)
    return judged(section["claim"], events_from(section))


def claim(epsilon: Any, **changes: Any) -> dict:
    return changed(CLAIM, epsilon=epsilon, **changes)


class TestKnownEvents:
    def test_a_claim_above_the_upper_end_is_proved(self) -> None:
        assert verify_claim(claim(11), HUNDRED) == {"verdict": "proved", "epsilon": {"lower": 10.9971, "upper": 10.9972}, "reasons": {}}

    def test_a_claim_below_the_lower_end_is_impossible(self) -> None:
        found = verify_claim(claim(10.997), HUNDRED)
        assert found["verdict"] == "refuted"
        assert found["reasons"] == {"claim_below_lower": {"effect": "refuted", "needs": None, "facts": {"claimed": 10.997, "lower": 10.9971}}}

    def test_a_claim_between_the_ends_is_neither(self) -> None:
        verdict, reasons = judged(claim(10.99715), HUNDRED)
        assert (verdict, reasons) == ("undecided", {"bracket_straddles_claim": "undecided"})

    def test_sampled(self) -> None:
        assert judged(claim(2.125), ONE_RUN) == ("proved", {})
        assert judged(claim(2.12), ONE_RUN) == ("refuted", {"claim_below_lower": "refuted"})

    def test_several(self) -> None:
        two = [ONE_RUN, events.PoissonGaussian(0.8, 0.002, 5000)]
        assert judged(claim(2.4951), two)[0] == "proved"
        assert judged(claim(2.4949), two)[0] == "refuted"

    def test_epsilon_zero_is_a_claim(self) -> None:
        assert judged(claim(0), HUNDRED)[0] == "refuted"
        assert judged(claim(0), events.PureDP(0.0))[0] == "proved"
        assert judged(claim(0, delta=1), HUNDRED) == judged(claim(5, delta=1), HUNDRED) == ("proved", {})

    def test_an_unsupported_event_never_yields_a_number(self) -> None:
        found = verify_claim(claim(100), events.Unsupported("magic"))
        assert found["verdict"] == "undecided" and found["epsilon"] == {"lower": None, "upper": None}
        assert found["reasons"]["unsupported_event"]["facts"] == {"why": "magic"}

    def test_but_what_is_known_beside_it_refutes(self) -> None:
        found = verify_claim(claim(10), [HUNDRED, events.Unsupported("magic")])
        assert found["verdict"] == "refuted" and found["epsilon"] == {"lower": None, "upper": None}
        assert judged(claim(11), [HUNDRED, events.Unsupported("magic")]) == ("undecided", {"unsupported_event": "undecided"})


class TestGuarantees:
    def test_they_prove_and_never_refute(self) -> None:
        assert judged(claim(6.85, delta=1e-10), events.ZCDP(0.5))[0] == "proved"
        assert judged(claim(6.5, delta=1e-10), events.ZCDP(0.5)) == ("undecided", {"bracket_straddles_claim": "undecided"})
        assert verify_claim(claim(1), events.PureDP(2.0))["epsilon"]["lower"] == 0.0

    def test_tuned(self) -> None:
        assert judged(claim(4.44), events.Repeat(ONE_RUN, "geometric", 10))[0] == "proved"
        assert judged(claim(2.0), events.Repeat(ONE_RUN, "geometric", 10))[0] == "refuted"

    def test_pure_claims(self) -> None:
        assert judged(claim(1, delta=0), events.PureDP(0.25, 4))[0] == "proved"
        assert judged(claim(0.9, delta=0), events.PureDP(0.25, 4))[0] == "undecided"
        assert judged(claim(0.9, delta=0), events.Laplace(1.0))[0] == "refuted"
        found = verify_claim(claim(1000, delta=0), HUNDRED)
        assert found["verdict"] == "refuted" and found["epsilon"] == {"lower": None, "upper": None}
        assert found["reasons"]["claim_below_lower"]["facts"] == {"claimed": 1000.0, "infinite": True}
        assert judged(claim(1, delta=0), events.ZCDP(0.1)) == ("undecided", {"unsupported_event": "undecided"})


class TestAdjacency:
    def test_replacing_costs_more_than_adding(self) -> None:
        verdict, reasons = judged(claim(11, adjacency="replace_one"), HUNDRED)
        assert verdict == "refuted" and reasons == {"claim_below_lower": "refuted", "adjacency_mismatch": "undecided"}
        assert judged(claim(9, adjacency="replace_one"), HUNDRED)[1] == {"claim_below_lower": "refuted"}

    def test_nobody_says_which(self) -> None:
        assert judged(claim(11, adjacency=None), HUNDRED) == ("undecided", {"incomplete_claim": "undecided"})
        assert judged(claim(10.9, adjacency=None), HUNDRED)[0] == "refuted"
        assert judged(claim(1000, adjacency="x"), HUNDRED) == ("undecided", {"incomplete_claim": "undecided"})


class TestWhatAClaimLacks:
    @pytest.mark.parametrize("key", ["epsilon", "delta", "unit"])
    def test_it_is_asked_for(self, key: str) -> None:
        verdict, reasons = judged(changed({**CLAIM, "epsilon": 11}, **{key: ABSENT}), HUNDRED)
        assert (verdict, reasons) == ("undecided", {"incomplete_claim": "undecided"})

    @pytest.mark.parametrize("value", [None, "11", math.nan, math.inf, -1, True])
    def test_a_figure_that_is_no_number_is_none(self, value: Any) -> None:
        assert judged(claim(value), HUNDRED) == ("undecided", {"incomplete_claim": "undecided"})
        assert judged(claim(11, delta=value if value != "11" else "1e-6"), HUNDRED)[0] == "undecided"

    def test_no_claim(self) -> None:
        for nothing in (None, {}, "3"):
            assert judged(nothing, HUNDRED)[0] == "undecided"

    def test_pointers_lie_below_the_base(self) -> None:
        found = verify_claim({"epsilon": 3}, HUNDRED, base="/models/0/x")
        assert found["reasons"]["incomplete_claim"]["needs"] == "/models/0/x/claim/delta"


class TestTheLastIterate:
    def test_no_lower_end_applies(self) -> None:
        found = verify_claim(claim(1, released="last_iterate"), HUNDRED)
        assert found["verdict"] == "undecided" and found["epsilon"] == {"lower": 0.0, "upper": 10.9972}
        assert list(found["reasons"]) == ["hidden_state_claim"]

    def test_the_upper_end_does(self) -> None:
        assert judged(claim(11, released="last_iterate"), HUNDRED) == ("proved", {})


class TestTheBoundOfMoments:
    def test_a_figure_that_is_that_bound_gets_a_note(self) -> None:
        found = verify_claim(claim(2.4367), ONE_RUN)
        assert found["verdict"] == "proved"
        assert found["reasons"]["claim_equals_rdp_bound"]["effect"] == "note"

    def test_others_do_not(self) -> None:
        assert judged(claim(2.3), ONE_RUN) == judged(claim(2.6), ONE_RUN) == ("proved", {})


class TestTrainings:
    """Whole sections: every hazard of dp.md, section 8, that moves the numbers."""

    def test_every_fact_is_known(self) -> None:
        assert of() == ("proved", {})
        assert of(claim__epsilon=2.1) == ("refuted", {"claim_below_lower": "refuted"})

    def test_shuffled(self) -> None:
        shuffled = {"phases__0__sampling__method": "shuffle", "claim__adjacency": "zero_out"}
        assert of(**shuffled) == ("refuted", {"shuffled_as_poisson": "refuted"})
        assert of(**shuffled, claim__epsilon=30) == ("proved", {})

    def test_shuffled_between_the_ends(self) -> None:
        one_epoch = {
            "units": 1000000,
            "phases__0__sampling": {"method": "shuffle", "rate": 0.001},
            "phases__0__epochs": 1,
            "claim__adjacency": "zero_out",
        }
        assert of(**one_epoch, claim__epsilon=3.7) == ("refuted", {"shuffled_as_poisson": "refuted"})
        assert of(**one_epoch, claim__epsilon=4.0) == ("undecided", {"shuffled_as_poisson": "undecided"})
        assert of(**one_epoch, claim__epsilon=4.9) == ("proved", {})

    def test_a_fixed_batch(self) -> None:
        """Sigma 4, 1024 of 50,000, 10,000 steps, replace-one at 1e-5: from 4.890071 (dp.md) to 5.472 (test_fixed_batch.py)."""
        fixed = {
            "units": 50000,
            "claim__delta": 1e-5,
            "claim__adjacency": "replace_one",
            "phases__0": {
                "dataset": "d",
                "sampling": {"method": "fixed_batch"},
                "batch_size": 1024,
                "steps": 10000,
                "noise_multiplier": 4.0,
                "clipping": {"per": "example"},
            },
        }
        assert of(**fixed, claim__epsilon=4.8) == ("refuted", {"fixed_batch_as_poisson": "refuted"})
        assert of(**fixed, claim__epsilon=4.9) == ("undecided", {"fixed_batch_as_poisson": "undecided"})
        assert of(**fixed, claim__epsilon=5.5) == ("proved", {})

    def test_truncated(self) -> None:
        """Reference: cap 1200 of 50,000, sigma 4, rate .02048, 10,000 steps at 1e-5: 2.09238502 to 2.09238552."""
        truncated = {
            "units": 50000,
            "claim__delta": 1e-5,
            "phases__0": {
                "dataset": "d",
                "sampling": {"method": "truncated_poisson", "rate": 0.02048, "cap": 1200},
                "steps": 10000,
                "noise_multiplier": 4.0,
                "clipping": {"per": "example"},
            },
        }
        assert of(**truncated, claim__epsilon=2.0924) == ("proved", {})
        assert of(**truncated, claim__epsilon=2.092) == ("refuted", {"truncation_ignored": "refuted"})

    def test_microbatches(self) -> None:
        """Reference: 4.890 with twice the norm, 2.092 with once (sigma 4, rate .02048, 10,000 steps, 1e-5)."""
        grouped = {
            "units": 50000,
            "claim__delta": 1e-5,
            "phases__0": {
                "dataset": "d",
                "sampling": {"method": "poisson", "rate": 0.02048},
                "steps": 10000,
                "noise_multiplier": 4.0,
                "clipping": {"per": "example"},
                "clipping": {"norm": 1.0, "per": "microbatch"},
                "microbatch_size": 16,
            },
        }
        assert of(**grouped, claim__epsilon=2.1) == ("undecided", {"microbatch_sensitivity": "undecided"})
        assert of(**grouped, claim__epsilon=2.0) == ("refuted", {"microbatch_sensitivity": "refuted"})
        assert of(**grouped, claim__epsilon=4.9) == ("proved", {})

    def test_noise_on_the_mean(self) -> None:
        noise = {"std": 0.0005, "on": "mean", "divisor": "expected_batch"}
        only = {"phases__0__noise_multiplier": ABSENT, "phases__0__noise": noise}
        assert of(**only) == ("refuted", {"claim_below_lower": "refuted"})
        assert of(phases__0__noise=noise) == ("undecided", {"noise_scale": "undecided"})
        assert of(phases__0__noise={**noise, "std": 0.001}) == ("proved", {})

    def test_noise_on_the_mean_of_the_batch_that_was_drawn(self) -> None:
        noise = {"std": 0.001, "on": "mean", "divisor": "actual_batch"}
        assert of(phases__0__noise=noise) == ("undecided", {"actual_batch_divisor": "undecided"})
        assert of(phases__0__noise=noise, claim__epsilon=1.0) == ("refuted", {"actual_batch_divisor": "refuted"})

    def test_no_noise(self) -> None:
        silent = training(phases__0__noise_multiplier=0, claim__epsilon=1e6)
        found = verify_claim(silent["claim"], events_from(silent))
        assert found["verdict"] == "refuted" and found["epsilon"] == {"lower": None, "upper": None}
        assert list(found["reasons"]) == ["noise_scale"]

    def test_per_layer_norms(self) -> None:
        norms = [1.0, 1.0, 1.0, 1.0]
        assert of(phases__0__clipping__norm=norms) == ("undecided", {"layer_sensitivity": "undecided"})
        assert of(phases__0__clipping__norm=norms, claim__epsilon=2.0) == ("refuted", {"layer_sensitivity": "refuted"})

    def test_contradictions_are_never_proved(self) -> None:
        assert of(phases__0__epochs=30, claim__epsilon=100) == ("undecided", {"inconsistent_parameters": "undecided"})
        verdict, reasons = of(phases__0__epochs=30, claim__epsilon=2)
        assert verdict == "refuted" and set(reasons) == {"inconsistent_parameters", "claim_below_lower"}

    def test_an_unknown_way_of_drawing_is_decided_only_where_all_agree(self) -> None:
        silent = {"phases__0__sampling__method": ABSENT}
        assert of(**silent) == ("undecided", {"missing_fact": "undecided"})
        assert of(**silent, claim__epsilon=1e6) == ("proved", {})
        assert of(**silent, claim__epsilon=0.001)[0] == "refuted"

    def test_users(self) -> None:
        """Reference: two examples each, sigma 4, rate .02048, 10,000 steps at 1e-5: 4.604507."""
        users = {
            "claim": {"epsilon": 4.605, "delta": 1e-5, "unit": "user", "adjacency": "add_remove"},
            "max_contributions_per_unit": 2,
            "phases__0": {
                "dataset": "d",
                "sampling": {"method": "poisson", "rate": 0.02048},
                "steps": 10000,
                "noise_multiplier": 4.0,
                "clipping": {"per": "example"},
            },
        }
        assert of(**users) == ("proved", {})
        assert of(**{**users, "claim__epsilon": 4.604}) == ("refuted", {"claim_below_lower": "refuted"})
        assert of(**{**users, "max_contributions_per_unit": ABSENT}) == ("undecided", {"unit_not_bounded": "undecided"})
        assert of(**{**users, "max_contributions_per_unit": ABSENT, "claim__epsilon": 2.0})[0] == "refuted"

    def test_tuning(self) -> None:
        assert of(tuning=ABSENT) == ("undecided", {"tuning_not_counted": "undecided"})
        ten = {"runs": 10, "distribution": "fixed"}
        assert of(tuning=ten) == ("refuted", {"tuning_not_counted": "refuted"})
        assert of(tuning=ten, claim__epsilon=6.8) == ("undecided", {"tuning_not_counted": "undecided"})
        assert of(tuning=ten, claim__epsilon=6.9075) == ("proved", {})
        assert of(tuning=ten, claim__epsilon=2.1) == ("refuted", {"tuning_not_counted": "refuted"})
        geometric = {"runs": 10, "distribution": "geometric"}
        assert of(tuning=geometric, claim__epsilon=4.44) == ("proved", {})
        assert of(tuning=geometric, claim__epsilon=2.0) == ("refuted", {"tuning_not_counted": "refuted"})
        assert of(tuning={"runs": 10}, claim__epsilon=0.5)[0] == "refuted"
        assert of(tuning={"runs": 10}, claim__epsilon=4.0) == ("undecided", {"tuning_not_counted": "undecided"})

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"secure_rng": None}, "insecure_rng"),
            ({"seed_published": True}, "seed_published"),
            ({"phases__0__batch_dependent": True}, "batch_dependent_computation"),
            ({"mechanism": "unlearning"}, "not_a_dp_mechanism"),
            ({"mechanism": "none"}, "not_a_dp_mechanism"),
            ({"mechanism": "dp_ftrl"}, "participation_unknown"),
            ({"phases": None}, "missing_fact"),
        ],
    )
    def test_what_no_claim_survives(self, changes: dict, code: str) -> None:
        verdict, reasons = of(**changes, claim__epsilon=1e6)
        assert verdict == "undecided" and reasons[code] == "undecided"

    def test_a_mechanism_that_is_none_has_no_numbers(self) -> None:
        section = training(mechanism="unlearning")
        assert verify_claim(section["claim"], events_from(section))["epsilon"] == {"lower": None, "upper": None}

    def test_a_note_stops_nothing(self) -> None:
        noted = {"accountant": {"name": "pld", "library": "dp-accounting"}, "claim__delta": 1e-10, "claim__epsilon": 10}
        assert of(**noted) == ("proved", {"accountant_unreliable": "note"})


@pytest.mark.parametrize("value", [None, "x", -1, math.nan, math.inf, True, [], {}, 1e400, 0])
@pytest.mark.parametrize(
    "place",
    [
        "units",
        "max_contributions_per_unit",
        "mechanism",
        "phases",
        "phases__0__sampling",
        "phases__0__sampling__method",
        "phases__0__sampling__rate",
        "phases__0__batch_size",
        "phases__0__epochs",
        "phases__0__steps",
        "phases__0__noise_multiplier",
        "phases__0__noise",
        "phases__0__clipping",
        "phases__0__clipping__norm",
        "tuning",
        "tuning__runs",
        "audit",
        "logs",
        "accountant",
    ],
)
def test_whatever_is_written_no_end_is_made_up(place: str, value: Any) -> None:
    """A broken value is unknown: the verdict is proved only where the remaining facts prove it for any value."""
    section = training(**{"claim__unit": "user", place: value})
    found = verify_claim(section["claim"], events_from(section))
    for end in found["epsilon"].values():
        assert end is None or (isinstance(end, float) and math.isfinite(end) and end >= 0)
    redundant = {"units", "phases__0__sampling__rate", "phases__0__batch_size", "phases__0__epochs", "phases__0__steps", "phases__0__noise", "phases__0__clipping", "phases__0__clipping__norm", "audit", "logs", "accountant"}
    assert found["verdict"] != "proved" or place in redundant
    assert found["verdict"] == "proved" or found["reasons"]


PLACES = [
    "units",
    "phases__0__sampling__method",
    "phases__0__sampling__rate",
    "phases__0__batch_size",
    "phases__0__epochs",
    "phases__0__steps",
    "phases__0__noise_multiplier",
    "phases__0__noise__on",
    "phases__0__noise__divisor",
    "phases__0__clipping",
    "phases__0__clipping__per",
    "max_contributions_per_unit",
    "tuning",
    "tuning__distribution",
    "tuning__runs",
    "claim__adjacency",
    "phases__1__dataset",
    "phases__1__steps",
]
METHODS = ["poisson", "shuffle", "fixed_batch", "random_allocation"]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(METHODS), st.sampled_from(["fixed", "geometric"]), st.sets(st.sampled_from(PLACES), min_size=1, max_size=4), st.booleans())
def test_knowing_less_only_widens_the_ends(method: str, runs: str, lost: set[str], absent: bool) -> None:
    """Whatever is taken away, both ends still hold for the training with every fact."""
    second = {"dataset": "d", "sampling": {"method": "full_batch"}, "steps": 2, "noise_multiplier": 20.0, "clipping": {"per": "example"}}
    whole = training(
        claim__unit="user",
        claim__epsilon=0,  # too small for the lower end of chosen runs to matter
        max_contributions_per_unit=1,
        phases=[{**TRAINING["phases"][0], "noise": {"std": 2e-3, "on": "mean", "divisor": "expected_batch"}, "noise_multiplier": 2.0}, second],
        phases__0__sampling__method=method,
        tuning={"runs": 3, "distribution": runs},
    )
    full = verify_claim(whole["claim"], events_from(whole))["epsilon"]
    left = whole
    for place in sorted(lost, key=lambda one: -one.count("__")):
        left = changed(left, **{place: ABSENT if absent else None})
    found = verify_claim(left["claim"], events_from(left))["epsilon"]
    assert found["lower"] is None or found["lower"] <= full["lower"]
    assert found["upper"] is None or found["upper"] >= full["upper"]
