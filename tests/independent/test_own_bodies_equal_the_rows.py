"""Who reviewed a case of their own body is told from a log as the rows tell it: of leads that come, change, are named by a
review before or after they come, and are taken back with their batch, as known at any of these."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from supervision.store.database import Database
from supervision.store.questions import question
from supervision.store.wholeness import faults
from tests.effort import examples
from tests.independent.test_rollups_equal_the_rows import (
    BODIES,
    MONTHS,
    PLAIN,
    SOURCES,
    Event,
    Load,
    Look,
    Undo,
    answered,
    play,
)

RECUSALS = question("reviews/recusals")
FROM_ROWS = (
    (PLAIN / "definitions" / "own_body.sql")
    .read_text(encoding="utf-8")
    .replace("replace view", "replace temp view")
)
"""The view as it was when it still read the leads, in the way of today's."""
LOOKS_ON = (date(2022, 1, 31), date(2022, 6, 30))
SERVING = tuple(
    {"number": f"W{place}", "name": "示例委员", "body": body, "review_groups": "评查组1、评查组2"}
    for place, body in enumerate(BODIES)
)
numbers = st.sampled_from(("L0", "L1"))
leads = st.fixed_dictionaries(
    {
        "source": st.just(SOURCES[0]),
        "number": numbers,
        "received_on": st.sampled_from((date(2022, 1, 11), date(2022, 2, 11))),
        "body": st.sampled_from((*BODIES, None)),
    }
)
reviews = st.fixed_dictionaries(
    {
        "number": st.sampled_from(("P1", "P2")),
        "kind": st.just("集中评查"),
        "source": st.just(SOURCES[0]),
        "lead_number": numbers,
        "opened_on": st.just(date(2022, 1, 25)),
        "review_group": st.just("评查组1"),
    }
)


def loaded(lead: dict[str, Any] | None, review: dict[str, Any] | None, place: int, serving: Any = ()) -> Load:
    files = ((None, MONTHS[place % len(MONTHS)], (lead,), 0, repr(lead)),) if lead else ()
    return Load(files, (), (review,) if review else (), (), (), (), serving)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """A lead and its review first, in one order or the other; then whatever may come."""
    first = [loaded(draw(leads), None, 0, SERVING), loaded(None, draw(reviews), 1, SERVING)]
    events: list[Event] = [*(first if draw(st.booleans()) else reversed(first))]
    for place in range(2, draw(st.integers(4, 6))):
        if draw(st.booleans()):
            events.append(loaded(draw(leads), draw(st.none() | reviews), place))
        else:
            events.append(Undo(draw(st.integers(0, 5))))
    return events


@settings(
    max_examples=examples(5),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(events=histories())
def test_recusals_are_told_as_the_rows_tell_them(ledger_of_session: Database, events: list[Event]) -> None:
    play(ledger_of_session, events)
    assert faults(ledger_of_session) == []
    for known_at in range(1, ledger_of_session.newest_batch + 1):
        for as_of in LOOKS_ON:
            look = Look(known_at, as_of, {}, date(2022, 1, 1), date(2022, 7, 1))
            with ledger_of_session.cursor(known_at, as_of) as cursor:
                told = answered(cursor, RECUSALS, look, known_at)
                cursor.execute(FROM_ROWS)
                assert told == answered(cursor, RECUSALS, look, known_at)
