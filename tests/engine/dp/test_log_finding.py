# SPDX-License-Identifier: Apache-2.0
"""What leaves a test of logs: plain numbers that JSON can hold, and nothing that was measured before the noise."""

import json
import math

import numpy as np

from licet.dp import log_noise, log_sizes
from licet.dp.log_finding import Finding

SECRET = 987.654321


def all_findings() -> list[Finding]:
    columns = {"dimension": np.full(3, 7.0), "clean_squared_norm": np.array([SECRET, 1.0, 2.0])}
    columns |= {"noisy_squared_norm": columns["clean_squared_norm"] + 7, "max_norm": np.array([SECRET, 1.0, 1.0])}
    columns |= {"clip_fraction": np.array([0.1234567, 0.2, 0.3])}
    answers = [
        log_noise.findings(columns, 1.0),
        log_noise.clipping(columns, 1.0),
        log_sizes.findings(np.array([40, 77, 60]), 100, 0.5),
    ]
    return [one for answer in answers if not isinstance(answer, str) for one in answer]


def test_facts_are_plain_and_finite() -> None:
    for one in all_findings():
        json.dumps([one.p, one.facts], allow_nan=False)
        assert all(isinstance(value, int | float | bool) and math.isfinite(value) for value in one.facts.values())
        assert not any(isinstance(value, np.generic) for value in (one.p, *one.facts.values()))


def test_no_measured_value_leaves() -> None:
    assert len(all_findings()) == 8
    text = repr(all_findings())
    assert not any(value in text for value in ("987", "0.12345", "77", "59"))
