# SPDX-License-Identifier: Apache-2.0
"""The folder is the registry, and every format survives every report."""

from typing import Any

import pytest

from licet import renderers

Object = dict[str, Any]


def test_names_are_the_modules_of_the_folder() -> None:
    assert {"json", "sarif", "text"} <= set(renderers.names())
    assert not [name for name in renderers.names() if name.startswith("_")]


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(LookupError, match="no renderer is named '_safe'"):
        renderers.render("_safe", {}, sources={})


@pytest.mark.parametrize("name", renderers.names())
def test_every_format_renders_every_report_the_same_way_twice(
    name: str, any_report: Object, sources: dict[str, str], rules: list[Object]
) -> None:
    first = renderers.render(name, any_report, sources=sources, rules=rules)
    assert first.endswith("\n")
    assert first == renderers.render(name, any_report, sources=sources, rules=rules)
    first.encode("utf-8")
