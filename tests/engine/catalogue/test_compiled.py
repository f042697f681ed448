# SPDX-License-Identifier: Apache-2.0
"""From policy files to one document: all problems at once, each with file and line."""

import pytest

from licet import resources
from licet.catalogue import compiled, sources
from licet.catalogue.sources import Source
from licet.errors import PolicyError

SHIPPED = sources.read([resources.policies()])


def one(kind: str, name: str, content: str) -> Source:
    return Source(kind, name, f"x/{kind}/{name}", content.encode())


def refused(*more: Source) -> str:
    with pytest.raises(PolicyError) as caught:
        compiled.compile_sources([*SHIPPED, *more])
    return caught.value.message


def test_the_shipped_policies_compile() -> None:
    result = compiled.compile_sources(SHIPPED)
    assert set(result) == {"licenses", "parameters", "profiles", "topics", "rules", "modules", "names"}
    assert all(rule["file"] in result["modules"] for rule in result["rules"].values())
    assert result["names"]["mit"] == ["MIT"]


def test_every_problem_is_told() -> None:
    told = refused(one("lib", "a", "package b\n"), one("rules", "f/r", "package licet.rules.f.r\n"), one("profiles", "p", "- 1\n"))
    assert "the package must be licet.lib.a" in told and "# METADATA" in told and "x/profiles/p:1:1" in told


def test_ids_say_what_the_file_says() -> None:
    text = next(source for source in SHIPPED if source.kind == "licenses" and source.name == "MIT").content.decode()
    assert "the file says mine" in refused(one("licenses", "mine", text))
    assert "already has MIT" in refused(one("licenses", "MIT", text))


@pytest.mark.parametrize("call", ["http.send({})", "opa.runtime()", "time.now_ns()", "rand.intn(\"x\", 2)", "net.lookup_ip_addr(\"x\")"])
def test_what_is_neither_pure_nor_answered_is_not_for_policies(call: str) -> None:
    assert "is not for policies" in refused(one("lib", "a", f"package licet.lib.a\n\nx := {call}\n"))


def test_bytes_that_are_no_text() -> None:
    assert "not UTF-8" in refused(Source("lib", "a", "x/a", b"\xff"))
