# SPDX-License-Identifier: Apache-2.0
"""The ledger as a whole, on both kinds of database: spending, totals, what is found when somebody meddled."""

from __future__ import annotations

import json
from typing import Any

import pytest

from licet.dp.bracket import InternalError
from licet.dp.events import Event, Gaussian, Unsupported
from licet.dp.ledger import Ledger, Limit, Refused, Spend, budget, chain, open_ledger, records
from licet.errors import InputError, UsageError

LIMIT = Limit(10.0, 1e-5)


def add(ledger: Ledger, event: Event | None = None, **changes: Any) -> Spend:
    said = {"dataset": "d", "unit": "user", "adjacency": "add_remove", "date": "2026-11-23", "limit": LIMIT, **changes}
    return ledger.add(event or Gaussian(1.0), **said)


def meddle(ledger: Ledger, *statements: str) -> None:
    """Change the database behind the ledger's back."""
    with ledger._store._database.writing() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_spending_until_the_limit(ledger: Ledger) -> None:
    """sigma 1 at 1e-5: mu grows with the square root of the count; four fit into epsilon 10, five do not."""
    spends = [add(ledger, artifact=f"m{number}") for number in range(4)]
    uppers = [spend.totals[0].epsilon.upper or 0.0 for spend in spends]
    assert uppers == sorted(uppers) and uppers[0] == pytest.approx(4.377178, abs=1e-5)
    for _ in range(2):
        with pytest.raises(Refused) as caught:
            add(ledger)
        assert caught.value.over
    found = ledger.verify()
    assert found.valid and found.head == spends[-1].head and found.head.length == 4
    assert found.totals[0].epsilon == spends[-1].totals[0].epsilon


def test_a_limit_once_named_stays(ledger: Ledger) -> None:
    add(ledger)
    for limit in (None, Limit(1e6, 1e-5), Limit(1e6, 0.5)):
        with pytest.raises(Refused):
            add(ledger, Gaussian(0.3), limit=limit)
    add(ledger, Gaussian(10.0), limit=Limit(5.0, 1e-5))
    with pytest.raises(Refused):
        add(ledger, limit=LIMIT)
    assert ledger.accounts()[0].limits == (Limit(5.0, 1e-5),)


def test_a_removed_model_does_not_refund(ledger: Ledger) -> None:
    """There is no call that removes, and a row that somebody removes stops the ledger."""
    assert not {name for name in dir(ledger) if any(word in name for word in ("remove", "delete", "refund", "update"))}
    add(ledger)
    add(ledger)
    meddle(ledger, "DELETE FROM licet_ledger_entries WHERE number = 2")
    with pytest.raises(InputError, match="was changed"):
        add(ledger)


def test_all_or_none(ledger: Ledger) -> None:
    said: dict[str, Any] = {"unit": "user", "adjacency": "add_remove", "date": "2026-11-23"}
    fits = records.release(Gaussian(1.0), dataset="a", limit=LIMIT, **said)
    does_not = records.release(Gaussian(0.1), dataset="b", limit=LIMIT, **said)
    with pytest.raises(Refused):
        ledger.add_all([fits, does_not])
    spend = ledger.add_all([fits, fits])
    assert [entry.number for entry in spend.entries] == [1, 2]
    assert [total.entries for total in spend.totals] == [2]
    with pytest.raises(UsageError):
        ledger.add_all([])


def test_events_without_a_number(ledger: Ledger) -> None:
    with pytest.raises(Refused) as caught:
        add(ledger, Unsupported("no such mechanism"))
    assert not caught.value.over
    add(ledger, Unsupported("no such mechanism"), limit=None)
    with pytest.raises(Refused):
        add(ledger)
    assert ledger.total(dataset="d", delta=1e-5)[0].epsilon.upper is None
    assert ledger.verify().valid, "no limit is named, so none is broken"


def test_totals(ledger: Ledger) -> None:
    add(ledger, Gaussian(2.0))
    add(ledger, Gaussian(2.0), limit=Limit(11.0, 1e-6))
    both = ledger.total(dataset="d")
    assert [(total.delta, total.within) for total in both] == [(1e-6, True), (1e-5, True)]
    asked = ledger.total(dataset="d", unit="user", adjacency="add_remove", delta=1e-5)
    assert [total.delta for total in asked] == [1e-5, 1e-6] and asked[0].limit == LIMIT
    other = ledger.total(dataset="d", delta=1e-7)
    assert [(total.delta, total.limit) for total in other] == [(1e-7, None), (1e-6, Limit(11.0, 1e-6)), (1e-5, LIMIT)]
    assert other[0].epsilon == budget.composed([Gaussian(2.0)] * 2, 1e-7, other[0].key)


def test_a_name_that_nobody_recorded_has_not_spent_zero(ledger: Ledger) -> None:
    add(ledger, dataset="tickets-2025")
    with pytest.raises(UsageError, match="nothing is recorded") as caught:
        ledger.total(dataset="tickets-2052", delta=1e-5)
    assert "tickets-2025" in caught.value.hint
    with pytest.raises(UsageError, match="nothing is recorded"):
        ledger.total(dataset="tickets-2025", unit="example")
    assert ledger.events_for("tickets-2052") == ()


def test_several_accounts_of_one_dataset(ledger: Ledger) -> None:
    add(ledger)
    add(ledger, unit="example", limit=None)
    add(ledger, adjacency="replace_one", limit=None)
    with pytest.raises(UsageError, match="several accounts"):
        ledger.total(dataset="d")
    with pytest.raises(UsageError, match="--delta|no limit"):
        ledger.total(dataset="d", unit="example")
    assert ledger.total(dataset="d", unit="example", delta=1e-5)[0].entries == 1
    assert [account.key.unit for account in ledger.events_for("d")] == ["user", "example", "user"]
    assert [account.events() for account in ledger.events_for("d")] == [(Gaussian(1.0),)] * 3


def test_a_snapshot_gives_entries_by_dataset(ledger: Ledger) -> None:
    add(ledger, dataset="caf\u00e9", artifact="m")
    add(ledger, dataset="d", limit=None)
    of = ledger.snapshot()
    add(ledger, dataset="d", limit=None)
    (entry,) = of("cafe\u0301")
    assert entry["event"] == {"type": "gaussian", "noise_multiplier": 1.0, "steps": 1}
    assert (entry["unit"], entry["adjacency"], entry["artifact"]) == ("user", "add_remove", "m")
    assert entry["limit"] == {"epsilon": 10.0, "delta": 1e-5}
    assert len(of("d")) == 1 and of("e") == []


def test_listing(ledger: Ledger) -> None:
    add(ledger)
    add(ledger, dataset="e", note="second")
    entries, head = ledger.list()
    assert [entry.dataset for entry in entries] == ["d", "e"] and head.length == 2
    entries, head = ledger.list(dataset="e")
    assert [entry.note for entry in entries] == ["second"] and head.length == 2
    assert ledger.list(dataset="f")[0] == ()


@pytest.mark.parametrize(
    "statements",
    [
        ["UPDATE licet_ledger_entries SET event = '{\"noise_multiplier\":90.0,\"steps\":1,\"type\":\"gaussian\"}' WHERE number = 2"],
        ["UPDATE licet_ledger_entries SET limit_epsilon = 100 WHERE number = 1"],
        ["UPDATE licet_ledger_entries SET limit_epsilon = NULL, limit_delta = NULL"],
        ["UPDATE licet_ledger_entries SET dataset = 'e' WHERE number = 3"],
        ["DELETE FROM licet_ledger_entries WHERE number = 1"],
        ["DELETE FROM licet_ledger_entries WHERE number = 2"],
        ["DELETE FROM licet_ledger_entries WHERE number = 3"],
        ["DELETE FROM licet_ledger_entries"],
        ["DELETE FROM licet_ledger_head"],
        ["UPDATE licet_ledger_head SET length = 2"],
        ["UPDATE licet_ledger_entries SET number = 9 WHERE number = 2", "UPDATE licet_ledger_entries SET number = 2 WHERE number = 3", "UPDATE licet_ledger_entries SET number = 3 WHERE number = 9"],
    ],
)  # fmt: skip
def test_meddling_is_found_and_stops_the_ledger(statements: list[str], ledger: Ledger) -> None:
    for _ in range(3):
        add(ledger)
    meddle(ledger, *statements)
    found = ledger.verify()
    assert not found.valid and found.problems and found.totals == ()
    for use in (lambda: add(ledger, Gaussian(100.0)), lambda: ledger.total(dataset="d"), ledger.list, lambda: ledger.events_for("d")):
        with pytest.raises(InputError, match="was changed"):
            use()
    with pytest.raises(InputError, match="was changed"):
        ledger.snapshot()


def test_a_tail_cut_together_with_the_head_needs_a_head_kept_elsewhere(ledger: Ledger) -> None:
    first, second = add(ledger), add(ledger)
    cut = f"UPDATE licet_ledger_head SET length = 1, hash = '{first.head.hash}'"
    meddle(ledger, "DELETE FROM licet_ledger_entries WHERE number = 2", cut)
    assert ledger.verify().valid
    assert ledger.verify(first.head.hash).valid
    assert not ledger.verify(second.head.hash).valid


def test_an_older_head_is_still_in_the_chain(ledger: Ledger) -> None:
    heads = [add(ledger).head.hash for _ in range(3)]
    assert all(ledger.verify(head).valid for head in heads)
    assert not ledger.verify("sha256:" + "f" * 64).valid


def test_a_chain_forged_over_its_limit_is_recomputed(ledger: Ledger) -> None:
    """Hashes and head are right, but the events spend more than the limit that stands beside them."""
    made = records.release(Gaussian(0.1), dataset="d", unit="user", adjacency="add_remove", date="2026-11-23", limit=LIMIT)
    ledger._store.append(lambda entries, head: (chain.following(chain.EMPTY, made),))
    found = ledger.verify()
    assert not found.valid and "more than its limit" in found.problems[0]
    assert found.totals[0].within is False


def test_an_event_of_another_version_is_no_zero(ledger: Ledger) -> None:
    def forged(entries: Any, head: Any) -> Any:
        made = records.release(Gaussian(1.0), dataset="d", unit="user", adjacency="add_remove", date="2026-11-23", limit=LIMIT)
        entry = chain.following(chain.EMPTY, made)._replace(event=json.dumps({"type": "novel"}), hash="")
        return (entry._replace(hash=chain.digest(entry)),)

    ledger._store.append(forged)
    assert not ledger.verify().valid
    for use in (lambda: add(ledger), lambda: ledger.total(dataset="d")):
        with pytest.raises(UsageError, match="no privacy event"):
            use()


def test_a_fault_of_the_accountant_writes_nothing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    add(ledger)

    def contradicts(*_: Any) -> Any:
        raise InternalError("lower above upper")

    with monkeypatch.context() as patch:
        patch.setattr(budget, "composed", contradicts)
        with pytest.raises(InternalError):
            add(ledger)
    assert ledger.verify().head.length == 1


def test_opening_touches_nothing(url: str) -> None:
    open_ledger(url)
    with pytest.raises(InputError):
        open_ledger(url).list()
