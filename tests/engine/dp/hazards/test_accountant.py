# SPDX-License-Identifier: Apache-2.0

import pytest
from dp_trainings import training

from licet.dp.hazards.accountant import unreliable


@pytest.mark.parametrize(
    ("accountant", "delta", "told"),
    [
        ({"name": "pld", "library": "dp_accounting", "version": "0.6.0"}, 1e-10, True),
        ({"library": "DP-Accounting"}, 1e-9, True),
        ({"name": "prv", "library": "opacus"}, 1e-12, True),
        ({"name": "rdp", "library": "dp-accounting"}, 1e-12, False),
        ({"name": "pld", "library": "dp-accounting"}, 1e-8, False),
        ({"name": "gdp", "library": "opacus"}, 1e-12, False),
        ({"name": None, "library": None}, 1e-12, False),
        (None, 1e-12, False),
        ({"name": "pld"}, None, False),
        ({"name": "pld"}, 0, False),
    ],
)
def test_tools_and_deltas(accountant: object, delta: object, told: bool) -> None:
    found = unreliable(training(accountant=accountant, claim__delta=delta))
    assert [(one.code, one.effect) for one in found] == [("accountant_unreliable", "note")] * told
