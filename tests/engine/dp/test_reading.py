# SPDX-License-Identifier: Apache-2.0

from licet.dp import events
from licet.dp.reading import exact

NOISE = events.Gaussian(1.0)


def test_known_events_are_both_ends() -> None:
    assert exact(NOISE).best == (((NOISE,),),) and exact(NOISE).worst == ((NOISE,),)
    nested = exact([NOISE, events.Compose((NOISE, NOISE))])
    assert nested.worst == ((NOISE, NOISE, NOISE),) and nested.supported


def test_an_unsupported_event_however_deep_leaves_the_others_at_best() -> None:
    hidden = events.Repeat(events.Compose((NOISE, events.Unsupported("magic"))), "fixed", 2)
    found = exact([NOISE, hidden])
    assert found.best == (((NOISE,),),) and found.worst is None and not found.supported
    assert [(one.code, one.facts) for one in found.remarks] == [("unsupported_event", {"why": "magic"})]
    assert not exact(events.Group(events.Unsupported("magic"), 2)).supported
