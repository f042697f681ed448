# SPDX-License-Identifier: Apache-2.0

from dp_trainings import codes, phase, training

from licet.dp.hazards import of_phase, of_training


def test_a_clean_training_has_no_hazard() -> None:
    assert of_phase(phase()) == [] and of_training(training()) == []


def test_all_hazards_of_a_phase_are_seen() -> None:
    one = phase(sampling__method="shuffle", clipping__per="batch", batch_dependent=True)
    assert codes(of_phase(one)) == ["shuffled_as_poisson", "microbatch_sensitivity", "batch_dependent_computation"]


def test_all_hazards_of_a_training_are_seen() -> None:
    one = training(
        secure_rng=False,
        claim__delta=1e-9,
        accountant={"name": "prv"},
        audit={"canaries": 1000, "guesses": 600, "correct": 600, "threshold": "fixed"},
    )
    assert codes(of_training(one)) == ["insecure_rng", "accountant_unreliable", "audit_exceeds_claim"]
    assert of_training({"secure_rng": True}) == []
