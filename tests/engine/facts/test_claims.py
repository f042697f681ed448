# SPDX-License-Identifier: Apache-2.0
"""Claims beyond licenses, and the files behind them."""

from cases import case, model

from licet.evidence import Result
from licet.facts.claims import claims, evidence


def test_claims_that_nothing_tests_are_listed_with_their_place() -> None:
    private = {"differential_privacy": {"claim": {"epsilon": 3.0, "delta": 1e-6}}}
    data = [
        {"name": "d", "license": "MIT", "anonymization": {"claim": "anonymized"}},
        {"name": "e", "license": "MIT", "anonymization": {"claim": "none"}},
        {"name": "f", "license": "MIT", "anonymization": {"claim": None}},
        {"name": "g", "license": "MIT"},
    ]
    found = claims(case(models=[model(training=private)], datasets=data))
    assert set(found) == {"/datasets/0/anonymization/claim"}


def test_evidence_that_other_rules_ask_about_is_left_to_them() -> None:
    looked = {
        "/evidence/0": Result("missing"),
        "/datasets/0/counsel_signoff": Result("present"),
        "/deployment/duties/license_copy": Result("missing"),
        "/models/0/duties/attribution": Result("missing"),
        "/models/10/separate_agreement": Result("missing"),
        "/software/0/license": Result("missing"),
        "/models/0/license_notes": Result("differs"),
    }
    assert set(evidence(case(looked))) == {"/evidence/0", "/datasets/0/counsel_signoff", "/models/0/license_notes"}
