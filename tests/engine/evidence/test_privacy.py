# SPDX-License-Identifier: Apache-2.0
"""Privacy claims are recomputed where they are made, once for the same facts, and with the ledger that was named."""

from __future__ import annotations

import copy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cases import manifest, model
from dp_trainings import TRAINING
from in_process import loaded

from licet.dp.events import Gaussian
from licet.dp.ledger import open_ledger
from licet.errors import InputError, LicetError
from licet.evidence import Sources, privacy

JSON = dict[str, Any]
BUDGET = {"epsilon": 3.0, "delta": 1e-6, "unit": "example", "adjacency": "add_remove"}


def private(**over: Any) -> JSON:
    training = {**copy.deepcopy(TRAINING), **over}
    return manifest(models=[model(training={"differential_privacy": training})], datasets=[{"name": "d", "license": "MIT"}])


def measured(data: JSON, folder: Path, **over: Any) -> JSON:
    return privacy.measure(data, loaded("default"), Sources(folder, folder, **over))


def test_a_claim_is_recomputed(tmp_path: Path) -> None:
    [record] = measured(private(), tmp_path)["differential_privacy"].values()
    assert record["verdict"] == "proved" and record["lower"] <= 2.12452 <= record["upper"] < 2.1246


def test_what_nobody_claims_costs_nothing(tmp_path: Path) -> None:
    assert measured(manifest(), tmp_path) is privacy.NOTHING
    code = (
        "import sys; from licet import catalogue; from licet.evidence import Sources, privacy; from pathlib import Path\n"
        "held = catalogue.load(as_of='2026-11-23')\n"
        "privacy.measure({'models': [{'name': 'm', 'training': None}], 'datasets': []}, held, Sources(Path(), Path()))\n"
        "sys.exit('numpy' in sys.modules or 'licet.dp' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_same_facts_are_computed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = measured(private(), tmp_path, cache_folder=tmp_path / "cache")
    monkeypatch.setattr(privacy, "_derived", lambda *_: pytest.fail("computed again"))
    assert measured(private(), tmp_path, cache_folder=tmp_path / "cache") == first


@pytest.mark.parametrize("change", [{"units": 90_000, "phases": [{**TRAINING["phases"][0], "batch_size": 900}]}, {"secure_rng": None}, {"tuning": None}, {"seed_published": True}])
def test_other_facts_are_never_answered_from_the_cache(change: JSON, tmp_path: Path) -> None:
    cached = {"cache_folder": tmp_path / "cache"}
    assert measured(private(), tmp_path, **cached) != measured(private(**change), tmp_path, **cached)


def test_another_accountant_is_not_answered_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cached = {"cache_folder": tmp_path / "cache"}
    measured(private(), tmp_path, **cached)
    monkeypatch.setattr(privacy, "_derived", lambda *_: {"differential_privacy": {}, "privacy_budgets": {"new": {}}})
    monkeypatch.setattr(privacy, "_state", lambda file: (1, 1))
    assert measured(private(), tmp_path, **cached)["privacy_budgets"] == {"new": {}}


def test_the_ledger_is_composed_with_the_manifest(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'budget.db'}"
    data = private()
    data["datasets"][0]["privacy_budget"] = BUDGET
    alone = measured(data, tmp_path)["privacy_budgets"]["d@dataset"]
    assert alone["upper"] < 3 and alone["ledger"] == "none"
    spent = {"dataset": "d", "unit": "example", "adjacency": "add_remove", "date": "2026-11-01", "artifact": "older"}
    open_ledger(url).add(Gaussian(2.0), **spent)
    both = measured(data, tmp_path, ledger=url, skip=True)["privacy_budgets"]["d@dataset"]
    assert both["lower"] > 3 and both["ledger"] == "composed" and both["ledger_events"] == 1


def test_a_ledger_that_cannot_be_read_is_an_error_and_not_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(LicetError):
        measured(private(), tmp_path, ledger=f"sqlite:///{tmp_path / 'none.db'}")
    (tmp_path / "text.db").write_text("no database " * 100)
    with pytest.raises(InputError):
        measured(private(), tmp_path, ledger=f"sqlite:///{tmp_path / 'text.db'}")
    assert not (tmp_path / "none.db").exists()
