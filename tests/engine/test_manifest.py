# SPDX-License-Identifier: Apache-2.0
"""Reading a manifest: what is absent or null is empty, and says nothing."""

from licet.manifest import components, section


def test_components_of_all_kinds_with_their_place() -> None:
    manifest = {"models": [{"name": "a"}, {"name": "b"}], "datasets": None, "software": [{"name": "c"}]}
    assert [(kind, pointer, item["name"]) for kind, pointer, item in components(manifest)] == [
        ("model", "/models/0", "a"),
        ("model", "/models/1", "b"),
        ("software", "/software/0", "c"),
    ]
    assert list(components({})) == []


def test_sections() -> None:
    assert section({"a": {"b": 1}}, "a") == {"b": 1}
    assert section({"a": None}, "a") == {} and section({}, "a") == {}
