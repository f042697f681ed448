# SPDX-License-Identifier: Apache-2.0

from typing import Any

from licet.dp import events
from licet.dp.entries import Row, counted, rows, taken
from licet.dp.reading import NOTHING, exact

NOISE = events.Gaussian(5.0, 4)


def row(**changes: Any) -> Row:
    return rows([{"unit": "user", "adjacency": "add_remove", "event": NOISE, "artifact": "m", **changes}])[0]


def test_an_entry_holds_an_event_or_its_json_form() -> None:
    assert row() == Row("user", "add_remove", NOISE, "m", None)
    assert row(event=events.to_json(NOISE)).event == NOISE
    assert row(event={"type": "magic"}).event is None and row(event=None).event is None


class TestWhatIsNotCountedTwice:
    def test_the_entry_of_a_model_of_the_manifest(self) -> None:
        assert counted([row()], [("m", exact(NOISE))]) == []
        assert counted([row(event=events.Compose((NOISE, NOISE)))], [("m", exact([NOISE, NOISE]))]) == []

    def test_one_entry_only(self) -> None:
        assert counted([row(), row()], [("m", exact(NOISE))]) == [row()]
        assert counted([row(), row()], [("m", exact(NOISE)), ("m", exact(NOISE))]) == []

    def test_neither_another_event_nor_another_artifact(self) -> None:
        for other in (row(event=events.Gaussian(5.0, 5)), row(artifact="n"), row(artifact=None), row(event=None)):
            assert counted([other], [("m", exact(NOISE))]) == [other]

    def test_nothing_matches_a_model_that_takes_nothing(self) -> None:
        assert counted([row()], [("m", exact(events.Unsupported("x")))]) == [row()]


class TestTheBudgetsTerms:
    def test_the_same(self) -> None:
        assert taken(row(), "user", "add_remove") == exact(NOISE)
        assert taken(row(), None, None) == exact(NOISE)

    def test_another_unit(self) -> None:
        found = taken(row(), "example", "add_remove")
        assert found.best == (NOTHING,) and found.worst is None
        assert [one.code for one in found.remarks] == ["unit_not_bounded"]

    def test_another_adjacency(self) -> None:
        assert taken(row(), "user", "replace_one") == exact(NOISE)
        both = row(event=events.Compose((NOISE, events.PureDP(1.0))))
        assert taken(both, "user", "replace_one") == exact([NOISE, events.PureDP(2.0)])
        partly = taken(both, "user", "zero_out")
        assert partly.best == (((NOISE,),),) and partly.worst is None
        assert [one.code for one in partly.remarks] == ["adjacency_mismatch"]

    def test_data_that_may_hold_the_units_count_at_worst(self) -> None:
        found = taken(row()._replace(sure=False), "user", "add_remove")
        assert found.best == (NOTHING,) and found.worst == ((NOISE,),)

    def test_an_event_that_nobody_knows(self) -> None:
        assert [one.code for one in taken(row(event={"type": "magic"}), "user", "add_remove").remarks] == ["unsupported_event"]
