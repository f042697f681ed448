# SPDX-License-Identifier: Apache-2.0
"""Policy folders that are broken: nothing is judged by a catalogue that does not hold together."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from command import check
from hostile import PLAIN

UNJUDGED = 2
HEAD = """\
# METADATA
# title: A rule of somebody's own
# description: Fires on every component.
# custom:
#   severity: medium
#   clauses: []
#   message: "{component} is {word}"
#   remediation: Do something.
#   controls: []
#   since: 0.1.0
#   waivable: true
package licet.rules.acme.own

import rego.v1

"""
FINDING = '{"on": ["components", name], "cites": [], "facts": {"word": "here"}}'
WARN = f"warn contains {FINDING} if {{\n\tsome name, component in input.components\n\tcomponent.deployed\n}}\n"
RULE = HEAD + WARN
LICENSE = Path(__file__).parents[1] / "policies" / "licenses" / "MIT.yaml"

RULES = {
    "no rego at all": "deny contains everything",
    "no metadata": RULE.partition("# custom")[0],
    "no package": RULE.replace("package licet.rules.acme.own\n", ""),
    "wrong package": RULE.replace("package licet.rules.acme.own", "package licet.rules.acme.other"),
    "package of a shipped rule": RULE.replace("licet.rules.acme.own", "licet.rules.license.user_limit"),
    "metadata without a message": RULE.replace('#   message: "{component} is {word}"\n', ""),
    "metadata of no severity": RULE.replace("severity: medium", "severity: awful"),
    "metadata with a stray key": RULE.replace("#   waivable", "#   weight: 7\n#   waivable"),
    "unknown outcome": RULE.replace("warn contains", "forbid contains"),
    "no answer": HEAD,
    "placeholder without a fact": RULE.replace("{word}", "{wort}"),
    "message for another outcome": RULE.replace('message: "{component} is {word}"', 'message: {deny: "no"}'),
    "finding without a place": RULE.replace('"on": ["components", name], ', ""),
    "finding about nothing": RULE.replace('["components", name]', '["components", "nobody"]'),
    "finding in no table": RULE.replace('["components", name]', '["manifest", "name"]'),
    "finding that is text": RULE.replace(FINDING, '"here"'),
    "finding with a stray key": RULE.replace('"cites": []', '"cites": [], "severity": "low"'),
    "facts that are text": RULE.replace('{"word": "here"}', '"here"'),
    "place that is text": RULE.replace('["components", name]', '"components"'),
    "citation that is text": RULE.replace('"cites": []', '"cites": "thresholds"'),
    "citation of a clause that is not there": RULE.replace('"cites": []', '"cites": [["thresholds", null]]'),
    "unknown that needs nothing": RULE.replace("warn contains", "unknown contains"),
    "obligation without status": RULE.replace("warn contains", "obligation contains"),
    "pointer to nowhere": RULE.replace('"cites": []', '"cites": [], "pointer": "not a pointer"'),
    "outcome that is no set": HEAD + 'warn := "always"\n',
    "two values for one name": HEAD + WARN + "_x := 1 if input\n\n_x := 2 if input\n",
    "undefined function": RULE.replace("component.deployed", "nothing_of_that_name(component)"),
    "syntax error": RULE + "}\n",
    "recursion": RULE + "_a := _b\n\n_b := _a\n",
    "network": RULE.replace("component.deployed", 'http.send({"method": "get", "url": "http://127.0.0.1:9"})'),
    "environment": RULE.replace("component.deployed", "opa.runtime().env.HOME"),
    "not UTF-8": "\udcff",
}


def policies(folder: Path, path: str, content: str) -> Path:
    file = folder / "more" / path
    file.parent.mkdir(parents=True)
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    (folder / "licet.yaml").write_text(PLAIN)
    return folder / "more"


def test_the_rule_that_all_cases_break_works(tmp_path: Path) -> None:
    answer = check("licet.yaml", "--policies", policies(tmp_path, "rules/acme/own.rego", RULE), folder=tmp_path)
    assert answer.code == 0 and "m is here" in answer.out, answer.shown


@pytest.mark.parametrize("case", RULES)
def test_a_broken_rule_judges_nothing(case: str, tmp_path: Path) -> None:
    answer = check("licet.yaml", "--policies", policies(tmp_path, "rules/acme/own.rego", RULES[case]), folder=tmp_path)
    assert answer.code == UNJUDGED, answer.shown
    assert "Traceback" not in answer.err and "unexpected fault" not in answer.err + answer.out, answer.shown
    assert "report this with the file" not in answer.out, answer.shown


FILES = {
    "a license id that is taken": ("licenses/MIT.yaml", LICENSE.read_text()),
    "a license id other than the file's": ("licenses/mine.yaml", LICENSE.read_text()),
    "a license with an unknown clause": ("licenses/x.yaml", LICENSE.read_text().replace("clauses:", "clauses:\n  generosity: []")),
    "a license that is empty": ("licenses/x.yaml", ""),
    "a license with a key twice": ("licenses/x.yaml", LICENSE.read_text() + "id: MIT\n"),
    "a parameter that is taken": ("parameters/places/eu.yaml", "id: places/eu\n"),
    "a profile that is no object": ("profiles/x.yaml", "- 1\n"),
    "a shared module that is taken": ("lib/term.rego", "package licet.lib.term\n"),
    "the module that the loader writes": ("lib/bundle.rego", 'package licet.lib.bundle\n\nversion := 1\n'),
    "a rule that is taken": ("rules/license/user_limit.rego", "package licet.rules.license.user_limit\n"),
    "a rule outside of a family": ("rules/own.rego", RULE.replace("rules.acme.own", "rules.own")),
    "a rule too deep": ("rules/acme/deep/own.rego", RULE.replace("rules.acme.own", "rules.acme.deep.own")),
}


@pytest.mark.parametrize("case", FILES)
def test_a_broken_policy_file_judges_nothing(case: str, tmp_path: Path) -> None:
    path, content = FILES[case]
    answer = check("licet.yaml", "--policies", policies(tmp_path, path, content), folder=tmp_path)
    assert answer.code == UNJUDGED, answer.shown
    assert "Traceback" not in answer.err and "unexpected fault" not in answer.err + answer.out, answer.shown


def test_a_name_that_a_second_license_takes_is_ambiguous(tmp_path: Path) -> None:
    """A license of one's own cannot quietly take over the name of another."""
    mine = LICENSE.read_text().replace("id: MIT", "id: mine").replace("spdx: MIT", "spdx: Apache-2.0")
    answer = check("licet.yaml", "--policies", policies(tmp_path, "licenses/mine.yaml", mine), folder=tmp_path)
    assert answer.code == 0, answer.shown  # the id of a text means that text alone
    (tmp_path / "licet.yaml").write_text(PLAIN.replace("Apache-2.0", "asl 2.0"))
    (tmp_path / "more" / "licenses" / "mine.yaml").write_text(mine.replace("aliases:", "aliases:\n  - asl 2.0"))
    answer = check("licet.yaml", "--policies", "more", folder=tmp_path)
    assert answer.code == 3 and "ambiguous" in answer.out, answer.shown


class Liar(BaseHTTPRequestHandler):
    """An OPA server that says what it likes."""

    answer = b"{}"

    def _reply(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.answer)))
        self.end_headers()
        self.wfile.write(self.answer)

    do_GET = do_POST = do_PUT = do_DELETE = _reply

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def liar() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Liar) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


ANSWERS = {
    "nothing": b"",
    "no json": b"<html>",
    "empty object": b"{}",
    "null": b"null",
    "empty result": b'{"result": {}}',
    "result of text": b'{"result": "allow"}',
    "allow": b'{"result": true}',
    "one family": json.dumps({"result": {"gate": {"contract": {"deny": []}}}}).encode(),
    "not a number": b'{"result": NaN}',
    "deep": b'{"result":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
}


@pytest.mark.parametrize("case", ANSWERS)
def test_an_opa_server_that_lies_judges_nothing(case: str, liar: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Liar, "answer", ANSWERS[case])
    (tmp_path / "licet.yaml").write_text(PLAIN)
    answer = check("licet.yaml", "--evaluator", "opa", "--opa-url", liar, "--timeout", "20", folder=tmp_path)
    assert answer.code == UNJUDGED, answer.shown
    assert "Traceback" not in answer.err and "unexpected fault" not in answer.err, answer.shown
