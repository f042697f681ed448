# SPDX-License-Identifier: Apache-2.0
"""Places as sets of countries."""

from cases import case

from licet.facts.places import expand


def test_groups_are_their_members_and_parts_lie_in_their_country() -> None:
    made = case()
    union, area = expand(made, ["EU"]), expand(made, ["EEA"])
    assert len(union) == 27 and len(area) == 30 and union < area
    assert {"NO", "IS", "LI"} == area - union
    assert not {"GB", "CH"} & area
    assert expand(made, ["US-CA", "DE"]) == {"US", "DE"}
    assert expand(made, []) == set()
