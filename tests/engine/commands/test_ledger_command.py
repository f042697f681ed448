# SPDX-License-Identifier: Apache-2.0
"""`licet ledger`: exit codes, both formats, settings, and nothing secret in what is printed."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from command import licet
from hostile import PLAIN

from licet import cli

JSON = dict[str, Any]
URL = "sqlite:///budget.db"
ACCOUNT = ("--dataset", "tickets", "--unit", "user")
LIMIT = ("--limit-epsilon", "8", "--limit-delta", "1e-5")
TRAINING = """\
    training:
      differential_privacy:
        claim: {epsilon: 8, delta: 1.0e-5, unit: example, adjacency: add_remove}
        units: 100000
        max_contributions_per_unit: 1
        mechanism: gaussian
        secure_rng: true
        phases: [{dataset: tickets, sampling: {method: full_batch}, steps: 4, noise_multiplier: 4.0, clipping: {norm: 1.0, per: example}}]
        tuning: {runs: 1, distribution: fixed}
datasets:
  - {name: tickets, license: proprietary, source_kind: first_party, privacy_budget: {epsilon: 5, delta: 1.0e-5}}
"""


class Ran(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> JSON:
        found: JSON = json.loads(self.out)
        return found


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """`licet ledger WORDS` in an empty folder with two files of events."""
    monkeypatch.chdir(tmp_path)
    Path("gaussian.json").write_text('[{"type": "gaussian", "noise_multiplier": 1.0}]')
    Path("novel.json").write_text('{"type": "unsupported", "reason": "novel mechanism"}')
    manifest = PLAIN.replace("  - {name: m, license: Apache-2.0, access: weights, type: language_model, modified: false}\n", "")
    Path("licet.yaml").write_text(f"{manifest}  - name: m\n    license: Apache-2.0\n    modified: false\n{TRAINING}")

    def ran(*words: str) -> Ran:
        capsys.readouterr()
        try:
            code = cli.main(["ledger", *words])
        except SystemExit as error:
            code = int(str(error.code))
        return Ran(code, *capsys.readouterr())

    return ran


def add(run: Any, *words: str, url: str = URL, events: str = "gaussian.json") -> Ran:
    found: Ran = run("add", "--ledger", url, *ACCOUNT, "--events", events, *words)
    return found


def test_within_over_and_verified(run: Any) -> None:
    """sigma 1 at 1e-5, once, twice and three times: 4.38, 6.58, 8.41."""
    codes = [add(run, *LIMIT, "--model", f"m{number}").code for number in range(4)]
    assert codes == [0, 0, 1, 1]
    verified = run("verify", "--ledger", URL)
    assert verified.code == 0 and verified.out.startswith("valid: 2 entries")


def test_what_adding_prints(run: Any) -> None:
    shown = add(run, *LIMIT, "--date", "2026-11-23", "--note", "first try", "--format", "json")
    assert shown.code == 0
    (entry,), (total,) = shown.json["entries"], shown.json["totals"]
    assert entry["event"] == {"type": "gaussian", "noise_multiplier": 1.0, "steps": 1}
    assert (entry["number"], entry["date"], entry["note"], entry["adjacency"]) == (1, "2026-11-23", "first try", "add_remove")
    assert total["within"] is True and total["epsilon"]["upper"] == pytest.approx(4.377178, abs=1e-5)
    assert shown.json["recorded"] is True and shown.json["head"] == entry["hash"]
    text = add(run, *LIMIT)
    assert "recorded entry 2" in text.out and "within the limit 8" in text.out and "head sha256:" in text.out


def test_over_the_limit_says_so_and_writes_nothing(run: Any) -> None:
    shown = add(run, "--limit-epsilon", "4", "--limit-delta", "1e-5", "--format", "json")
    assert shown.code == 1
    assert shown.json["recorded"] is False and shown.json["entries"] == [] and shown.json["totals"][0]["within"] is False
    text = add(run, "--limit-epsilon", "4", "--limit-delta", "1e-5")
    assert text.code == 1 and "nothing was written" in text.out and "OVER the limit 4" in text.out
    assert run("list", "--ledger", URL).code == 2, "no ledger was begun"


def test_no_number_is_exit_3(run: Any) -> None:
    assert add(run, *LIMIT, events="novel.json").code == 3
    assert add(run, events="novel.json").code == 0
    shown = run("total", "--ledger", URL, "--dataset", "tickets", "--delta", "1e-5", "--format", "json")
    assert shown.code == 3 and shown.json["epsilon"] == {"lower": None, "upper": None}
    assert "novel mechanism" in " ".join(shown.json["reasons"])


def test_totals(run: Any) -> None:
    for _ in range(2):
        add(run, *LIMIT)
    words = ("total", "--ledger", URL, "--dataset", "tickets")
    shown = run(*words, "--unit", "user", "--adjacency", "add_remove", "--format", "json")
    assert shown.code == 0
    assert (shown.json["entries"], shown.json["delta"], shown.json["within"]) == (2, 1e-5, True)
    assert shown.json["epsilon"]["lower"] <= shown.json["epsilon"]["upper"] < 2 * 4.377178
    assert "within the limit 8" in run(*words).out
    assert [total["delta"] for total in run(*words, "--delta", "1e-6", "--format", "json").json["further"]] == [1e-5]
    assert run("total", "--ledger", URL, "--dataset", "tikets").code == 2


def test_a_ledger_forged_over_its_limit_is_not_within(run: Any) -> None:
    from licet.dp.events import Gaussian
    from licet.dp.ledger import Limit, chain, open_ledger, records

    made = records.release(Gaussian(0.1), dataset="tickets", unit="user", adjacency="add_remove", date="2026-11-23", limit=Limit(1.0, 1e-5))
    open_ledger(URL)._store.append(lambda entries, head: (chain.following(chain.EMPTY, made),))
    assert run("total", "--ledger", URL, "--dataset", "tickets").code == 1
    assert run("verify", "--ledger", URL).code == 1


def test_listing(run: Any) -> None:
    add(run, *LIMIT, "--model", "m")
    run("add", "--ledger", URL, "--dataset", "calls", "--unit", "example", "--adjacency", "replace_one", "--events", "gaussian.json")
    shown = run("list", "--ledger", URL, "--format", "json")
    assert [entry["dataset"] for entry in shown.json["entries"]] == ["tickets", "calls"] and shown.json["count"] == 2
    assert shown.json["entries"][0]["limit"] == {"epsilon": 8.0, "delta": 1e-5} and shown.json["entries"][1]["limit"] is None
    text = run("list", "--ledger", URL, "--dataset", "calls")
    assert "calls (example, replace_one)" in text.out and "tickets" not in text.out
    assert run("list", "--ledger", URL, "--dataset", "other").out.startswith("no entries")


def test_verify_finds_what_was_changed(run: Any) -> None:
    head = add(run, *LIMIT, "--format", "json").json["head"]
    assert run("verify", "--ledger", URL, "--head", head).code == 0
    assert run("verify", "--ledger", URL, "--head", "sha256:" + "0" * 63 + "1").code == 1
    assert run("verify", "--ledger", URL, "--head", head[:-1]).code == 2
    with sqlite3.connect("budget.db") as connection:
        connection.execute("UPDATE licet_ledger_entries SET limit_epsilon = 80.0")
    connection.close()
    shown = run("verify", "--ledger", URL, "--format", "json")
    assert shown.code == 1 and shown.json["valid"] is False and "entry 1 was changed" in shown.json["problems"][0]
    assert "NOT VALID" in run("verify", "--ledger", URL).out
    for words in (("total", "--dataset", "tickets"), ("list",), ("export",)):
        assert run(*words, "--ledger", URL).code == 2
    assert add(run).code == 2


@pytest.mark.parametrize("what", ["total", "list", "verify", "export"])
def test_what_cannot_be_read_is_exit_2(what: str, run: Any, tmp_path: Path) -> None:
    (tmp_path / "words.db").write_text("these are words and no database " * 100)
    words = ("--dataset", "tickets") if what == "total" else ()
    for url in ("sqlite:///missing.db", f"sqlite:///{tmp_path}", "sqlite:///words.db", "mysql://h/d", "sqlite:///:memory:"):
        ran = run(what, "--ledger", url, *words)
        assert ran.code == 2 and ran.out == "" and "do: " in ran.err, url
    assert not (tmp_path / "missing.db").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["--events", "gaussian.json"],
        ["--events", "gaussian.json", "--dataset", "d"],
        ["--events", "gaussian.json", "--unit", "user"],
        [*ACCOUNT],
        [*ACCOUNT, "--events", "gaussian.json", "--manifest", "licet.yaml"],
        [*ACCOUNT, "--events", "none.json"],
        [*ACCOUNT, "--events", "gaussian.json", "--limit-epsilon", "3"],
        [*ACCOUNT, "--events", "gaussian.json", "--limit-delta", "1e-5"],
        [*ACCOUNT, "--events", "gaussian.json", "--limit-epsilon", "nan", "--limit-delta", "1e-5"],
        [*ACCOUNT, "--events", "gaussian.json", "--limit-epsilon", "inf", "--limit-delta", "1e-5"],
        [*ACCOUNT, "--events", "gaussian.json", "--limit-epsilon", "3", "--limit-delta", "0"],
        [*ACCOUNT, "--events", "gaussian.json", "--limit-epsilon", "3", "--limit-delta", "x"],
        [*ACCOUNT, "--events", "gaussian.json", "--adjacency", "neighbors"],
        [*ACCOUNT, "--events", "gaussian.json", "--date", "yesterday"],
        [*ACCOUNT, "--events", "gaussian.json", "--limit-eps", "3"],
    ],
)
def test_commands_that_make_no_sense(words: list[str], run: Any) -> None:
    assert run("add", "--ledger", URL, *words).code == 2
    assert not Path("budget.db").exists()


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", "3", '[{"type": "gauss"}]', '[{"type": "gaussian"}]', '[{"type": "gaussian", "noise_multiplier": 0}]', '[{"type": "gaussian", "noise_multiplier": "1"}]', '[{"type": "gaussian", "noise_multiplier": NaN}]'],
)
def test_events_that_are_none(content: str, run: Any) -> None:
    Path("bad.json").write_text(content)
    ran = add(run, events="bad.json")
    assert ran.code == 2 and "do: " in ran.err and "unexpected fault" not in ran.err
    assert not Path("budget.db").exists()


def test_a_manifest(run: Any) -> None:
    words = ("add", "--ledger", URL, "--manifest", "licet.yaml", "--date", "2026-11-23", "--format", "json")
    shown = run(*words)
    assert shown.code == 0, shown
    (entry,), (total,) = shown.json["entries"], shown.json["totals"]
    assert (entry["dataset"], entry["unit"], entry["adjacency"], entry["artifact"]) == ("tickets", "example", "add_remove", "m")
    assert entry["event"] == {"type": "gaussian", "noise_multiplier": 4.0, "steps": 4}
    assert entry["manifest_digest"].startswith("sha256:") and entry["limit"] == {"epsilon": 5.0, "delta": 1e-5}
    assert total["within"] is True
    codes = [run(*words).code for _ in range(6)]
    assert codes[-1] == 1, "the same training again spends again, until the budget of its dataset is spent"
    assert run("verify", "--ledger", URL).code == 0


def test_a_manifest_that_leaves_open_what_was_spent(run: Any) -> None:
    text = Path("licet.yaml").read_text()
    Path("licet.yaml").write_text(text.replace("        tuning: {runs: 1, distribution: fixed}\n", ""))
    ran = run("add", "--ledger", URL, "--manifest", "licet.yaml")
    assert ran.code == 3 and "tuning_not_counted" in ran.out and "nothing was written" in ran.out
    Path("licet.yaml").write_text("manifest_version: 1\n")
    assert run("add", "--ledger", URL, "--manifest", "licet.yaml").code == 2
    assert not Path("budget.db").exists()


def test_export(run: Any) -> None:
    add(run, *LIMIT, "--model", "m")
    shown = run("export", "--ledger", URL)
    (record,) = json.loads(shown.out)
    assert shown.code == 0 and record["deployment"]["product"]["name"] == "m"
    assert record["deployment"]["privacy_loss"]["privacy_parameters"]["delta"] == 1e-5


def test_the_setting_names_the_ledger(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("licet.toml").write_text('ledger = "sqlite:///budget.db"\n')
    Path("below").mkdir()
    Path("below/gaussian.json").write_bytes(Path("gaussian.json").read_bytes())
    monkeypatch.chdir(tmp_path / "below")
    assert run("add", *ACCOUNT, "--events", "gaussian.json").code == 0
    assert (tmp_path / "budget.db").is_file() and not (tmp_path / "below" / "budget.db").exists()
    assert run("list").code == 0
    ran = run("list", "--isolated")
    assert ran.code == 2 and "no ledger is named" in ran.err


def test_no_password_is_printed(run: Any) -> None:
    for url in ("postgresql://me:hunter2@127.0.0.1:1/x", "postgresql://me:hunter2@127.0.0.1:port/x", "postgres://127.0.0.1:1/x?password=hunter2", "mysql://me:hunter2@h/x"):
        Path("licet.toml").write_text(f'ledger = "{url}"\n')
        for words in (("list",), ("list", "--ledger", url), ("verify",)):
            ran = run(*words)
            assert ran.code == 2 and "hunter2" not in ran.out + ran.err
        shown = licet("config", "show", folder=Path.cwd())
        assert shown.code == 0 and "hunter2" not in shown.out + shown.err


def test_hostile_names_cannot_steer_a_terminal(run: Any) -> None:
    add(run)
    with sqlite3.connect("budget.db") as connection:
        connection.execute("UPDATE licet_ledger_entries SET dataset = 'x' || char(27) || '[2J', hash = char(27)")
    connection.close()
    for words in (("verify",), ("list",), ("total", "--dataset", "\x1b[2Jx")):
        ran = run(*words, "--ledger", URL)
        assert ran.code in (1, 2) and "\x1b" not in ran.out + ran.err


def test_help_names_every_word(run: Any) -> None:
    shown = run("--help")
    assert shown.code == 0 and all(word in shown.out for word in ("add", "total", "list", "verify", "export"))


def test_the_real_command_on_postgresql(postgresql_url: str, tmp_path: Path) -> None:
    (tmp_path / "e.json").write_text('[{"type": "gaussian", "noise_multiplier": 2.0}]')
    words = ("ledger", "add", "--ledger", postgresql_url, *ACCOUNT, "--events", "e.json", "--limit-epsilon", "2.5", "--limit-delta", "1e-5")
    assert [licet(*words, folder=tmp_path).code for _ in range(2)] == [0, 1]
    assert licet("ledger", "verify", "--ledger", postgresql_url, folder=tmp_path).code == 0
