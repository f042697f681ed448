# SPDX-License-Identifier: Apache-2.0
"""Limits that can be tightened and never raised, and totals that are compositions."""

from __future__ import annotations

import itertools

import pytest

from licet.dp.events import Event, Gaussian, PoissonGaussian, Unsupported
from licet.dp.ledger import Account, Entry, Key, Limit, Refused, Release, budget, chain, records

KEY = Key("d", "user", "add_remove")


def made(event: Event, limit: Limit | None = None, key: Key = KEY) -> Release:
    return records.release(event, **key._asdict(), date="2026-11-23", limit=limit)


def account(*releases: Release) -> dict[Key, Account]:
    entries: list[Entry] = []
    for one in releases:
        entries.append(chain.following(chain.head_of(entries), one))
    return budget.accounts(entries)


def test_accounts_are_apart() -> None:
    other = Key("d", "user", "replace_one")
    found = account(made(Gaussian(1.0)), made(Gaussian(2.0), key=other), made(Gaussian(3.0)))
    assert {key: [entry.number for entry in one.entries] for key, one in found.items()} == {KEY: [1, 3], other: [2]}
    assert found[KEY].events() == (Gaussian(1.0), Gaussian(3.0))


def test_the_strictest_limits_remain_in_any_order() -> None:
    given = [Limit(8, 1e-6), Limit(3, 1e-6), Limit(3, 1e-5), Limit(2, 1e-5), Limit(3, 1e-6), None]
    for order in itertools.permutations(given[:5]):
        assert budget.strictest([*order, None]) == (Limit(3, 1e-6), Limit(2, 1e-5))
    assert budget.strictest([]) == ()


def test_the_total_is_composed_and_not_added() -> None:
    """dp.md section 9: ten runs of a 2.1245 job compose to 6.9074, not 21.2."""
    job = PoissonGaussian(1.0, 0.01, 10_000)
    one = budget.composed([job], 1e-5, KEY)
    ten = budget.composed([job] * 10, 1e-5, KEY)
    assert one.upper and ten.upper and ten.lower
    assert ten.upper < 5 * one.upper


def test_ten_gaussians_are_one_with_less_noise() -> None:
    """sigma 5, 100 times, is sigma 0.5 once: epsilon 10.997151 at 1e-6 (dp.md section 5)."""
    found = budget.composed([Gaussian(5.0)] * 100, 1e-6, KEY)
    assert found.lower and found.upper
    assert found.lower <= 10.9971518 and found.upper >= 10.9971507
    assert found.upper - found.lower < 1e-4


def test_replace_one_costs_more() -> None:
    other = KEY._replace(adjacency="replace_one")
    near, far = budget.composed([Gaussian(2.0)], 1e-6, KEY), budget.composed([Gaussian(2.0)], 1e-6, other)
    assert near.upper and far.lower and far.lower > near.upper


def test_within_the_limit() -> None:
    totals = budget.judged({}, [made(Gaussian(1.0), Limit(4.38, 1e-5))])
    assert [total.within for total in totals] == [True]
    assert totals[0].entries == 1


def test_over_the_limit() -> None:
    with pytest.raises(Refused) as caught:
        budget.judged({}, [made(Gaussian(1.0), Limit(4.37, 1e-5))])
    assert caught.value.over and caught.value.totals[0].within is False
    assert "nothing was written" in str(caught.value)


def test_a_later_caller_cannot_raise_or_drop_the_limit() -> None:
    before = account(made(Gaussian(1.0), Limit(5, 1e-5)))
    for limit in (None, Limit(100, 1e-5), Limit(100, 1e-9)):
        with pytest.raises(Refused) as caught:
            budget.judged(before, [made(Gaussian(1.0), limit)])
        assert caught.value.over


def test_a_limit_at_another_delta_holds_beside_the_first() -> None:
    before = account(made(Gaussian(4.0), Limit(100, 1e-5)))
    totals = budget.judged(before, [made(Gaussian(4.0), Limit(50, 1e-9))])
    assert [(total.limit, total.within) for total in totals] == [(Limit(50, 1e-9), True)], "the first is implied"
    totals = budget.judged(before, [made(Gaussian(4.0), Limit(101, 1e-9))])
    assert [total.limit for total in totals] == [Limit(101, 1e-9), Limit(100, 1e-5)]


def test_releases_of_one_call_count_together() -> None:
    one = made(Gaussian(1.0), Limit(5, 1e-5))
    assert budget.judged({}, [one])
    with pytest.raises(Refused):
        budget.judged({}, [one, one])


def test_no_number_is_no_permission() -> None:
    with pytest.raises(Refused) as caught:
        budget.judged({}, [made(Unsupported("no such mechanism"), Limit(1e6, 0.5))])
    assert not caught.value.over and "no such mechanism" in str(caught.value)
    before = account(made(Unsupported("no such mechanism")))
    with pytest.raises(Refused):
        budget.judged(before, [made(Gaussian(100.0), Limit(1e6, 0.5))])


def test_without_a_limit_everything_can_be_recorded() -> None:
    assert budget.judged({}, [made(Unsupported("no such mechanism")), made(Gaussian(0.01))]) == ()


def test_other_accounts_do_not_count() -> None:
    before = account(made(Gaussian(0.1), Limit(500, 1e-5)))
    other = made(Gaussian(1.0), Limit(5, 1e-5), KEY._replace(dataset="e"))
    assert [total.entries for total in budget.judged(before, [other])] == [1]


def test_what_an_account_has_spent() -> None:
    found = account(made(Gaussian(2.0)), made(Gaussian(2.0)))[KEY]
    total = budget.spent(found, 1e-5)
    assert (total.entries, total.limit) == (2, None)
    assert total.epsilon == budget.composed([Gaussian(2.0), Gaussian(2.0)], 1e-5, KEY)
