# SPDX-License-Identifier: Apache-2.0
"""`licet policy`: a rule is written, tested and bundled without reading a manual."""

from pathlib import Path

import pytest
from command import check, licet
from hostile import PLAIN


def test_a_new_rule_passes_its_own_scenarios(tmp_path: Path) -> None:
    answer = licet("policy", "new", "acme/approved", folder=tmp_path)
    assert answer.code == 0, answer.shown
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*") if path.is_file()}
    assert written == {"policies/rules/acme/approved.rego", "tests/rules/acme/approved.yaml", "tests/rules/base.yaml"}
    words = answer.out.splitlines()[-1].removeprefix("next: licet ").split()
    tested = licet(*words, "--isolated", folder=tmp_path)
    assert tested.code == 0 and "0 failed" in tested.out, tested.shown
    (tmp_path / "licet.yaml").write_text(PLAIN.replace("Apache-2.0", "no such license"))
    assert "acme/approved" in check("licet.yaml", "--policies", "policies", folder=tmp_path).out


def test_a_rule_that_breaks_its_scenarios_fails(tmp_path: Path) -> None:
    licet("policy", "new", "acme/approved", folder=tmp_path)
    rule = tmp_path / "policies" / "rules" / "acme" / "approved.rego"
    rule.write_text(rule.read_text().replace('== "unknown"', '== "resolved"'))
    tested = licet("policy", "test", "tests/rules", "--policies", "policies", "--isolated", folder=tmp_path)
    assert tested.code == 1 and "2 failed" in tested.out, tested.shown


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    licet("policy", "new", "acme/approved", folder=tmp_path)
    assert licet("policy", "new", "acme/approved", folder=tmp_path).code == 2


@pytest.mark.parametrize("rule", ["approved", "acme/", "acme/a-b", "../x/y", "Acme/x", "a/b/c", "a/\u0430"])
def test_no_rule_id(rule: str, tmp_path: Path) -> None:
    assert licet("policy", "new", rule, folder=tmp_path).code == 2
    assert not list(tmp_path.iterdir())


def test_no_scenarios_are_no_success(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert licet("policy", "test", "empty", "--isolated", folder=tmp_path).code == 2
    assert licet("policy", "test", "gone", "--isolated", folder=tmp_path).code == 2


def test_bundles_are_the_same_twice(tmp_path: Path) -> None:
    for name in ("a.tar.gz", "b.tar.gz"):
        assert licet("policy", "bundle", "-o", name, "--isolated", folder=tmp_path).code == 0
    assert (tmp_path / "a.tar.gz").read_bytes() == (tmp_path / "b.tar.gz").read_bytes()
    assert licet("policy", "bundle", "-o", "gone/a.tar.gz", "--isolated", folder=tmp_path).code == 2


def test_pushing_to_nobody_is_no_success(tmp_path: Path) -> None:
    assert licet("policy", "push", "--opa-url", "http://127.0.0.1:9", "--isolated", folder=tmp_path).code == 2


def test_places_that_cannot_be_written_are_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for words in (["bundle", "-o", "none/b.tar.gz"], ["bundle", "-o", "."], ["new", "acme/x", "--folder", "file"]):
        answer = licet("policy", *words, folder=tmp_path)
        assert answer.code == 2 and "cannot be written" in answer.err, answer.shown
