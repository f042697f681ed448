# SPDX-License-Identifier: Apache-2.0
"""A profile or license that is wrong about the others is a broken policy, never a quieter one."""

from typing import Any

import pytest

from licet import resources
from licet.catalogue import compiled, sources
from licet.catalogue.sources import Source
from licet.errors import PolicyError

SHIPPED = sources.read([resources.policies()])
FAMILIES = "[gate, license]"


def profile(**changes: str) -> Source:
    fields = {"families": "all", "exclude": "[]", "assumptions": "{}", "parameters": "{}", **changes}
    lines = ["id: mine", "title: Mine", "description: d", *(f"{key}: {value}" for key, value in fields.items())]
    return Source("profiles", "mine", "x/profiles/mine.yaml", "\n".join(lines).encode())


def refused(source: Source) -> str:
    with pytest.raises(PolicyError) as caught:
        compiled.compile_sources([*SHIPPED, source])
    return caught.value.message


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"families": "[gate, licnse]"}, "no rule family licnse (Did you mean license?)"),
        ({"families": "[license]"}, "may not leave out the rules of gate"),
        ({"exclude": "[gate/contract]"}, "may not leave out the rules of gate"),
        ({"exclude": "[license/comercial_use]"}, "no rule license/comercial_use (Did you mean license/commercial_use?)"),
        ({"assumptions": "{nc_outptu: deny}"}, "no assumption nc_outptu (Did you mean nc_output?)"),
        ({"parameters": "{thresholds/none_such: 1}"}, "no parameter thresholds/none_such"),
        ({"parameters": '{thresholds/near_percent: "20"}'}, "thresholds/near_percent is of another kind"),
        ({"parameters": "{thresholds/near_percent: null}"}, "thresholds/near_percent is of another kind"),
        ({"parameters": "{thresholds/near_percent: true}"}, "thresholds/near_percent is of another kind"),
    ],
)
def test_a_profile_that_names_what_is_not_there(changes: dict[str, str], told: str) -> None:
    message = refused(profile(**changes))
    assert message.startswith("x/profiles/mine.yaml:1:1: ") and told in message


@pytest.mark.parametrize(
    "changes",
    [{}, {"families": FAMILIES}, {"exclude": "[license/commercial_use]"}, {"parameters": "{thresholds/near_percent: 30}"}],
)
def test_a_profile_that_is_right(changes: dict[str, str]) -> None:
    content: dict[str, Any] = compiled.compile_sources([*SHIPPED, profile(**changes)])
    assert "mine" in content["profiles"]


def test_a_license_does_not_take_the_name_of_another_by_its_case() -> None:
    text = next(one.content.decode() for one in SHIPPED if one.kind == "licenses" and one.name == "MIT")
    taken = text.replace("id: MIT", "id: apache-2.0")
    message = refused(Source("licenses", "apache-2.0", "x/licenses/apache-2.0.yaml", taken.encode()))
    assert "differs from the license Apache-2.0 in case alone" in message
