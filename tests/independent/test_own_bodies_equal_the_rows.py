"""Who reviewed a case of their own body is told from a log as the rows tell it: of leads that come, change, are named by a
review before or after they come, of reviews that end or pass to another group, of members who come from elsewhere or sit
in other groups, and of all these taken back with their batch, as known at any of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from supervision.store.database import Database
from supervision.store.questions import question
from supervision.store.wholeness import faults
from tests.effort import examples
from tests.independent.test_rollups_equal_the_rows import (
    BODIES,
    LISTS,
    MONTHS,
    SOURCES,
    Event,
    Load,
    Look,
    Undo,
    answered,
    of_one_cursor,
    play,
)

RECUSALS = question("reviews/recusals")
FROM_ROWS = of_one_cursor("own_body")
"""The view as it was when it still read the leads, in the way of today's."""
DISTRICTS = LISTS.districts[:2]
FILTERS: tuple[dict[str, str], ...] = ({}, {"district": DISTRICTS[0]})
LOOKS_ON = (date(2022, 1, 31), date(2022, 6, 30))
GROUPS = ("评查组1", "评查组2")
SERVING = tuple(
    {"number": f"W{place}", "name": "示例委员", "body": body, "review_groups": "、".join(GROUPS)}
    for place, body in enumerate(BODIES)
)
members = st.fixed_dictionaries(
    {
        "number": st.sampled_from(("W0", "W1", "W2")),
        "name": st.just("示例委员"),
        "body": st.sampled_from(BODIES),
        "review_groups": st.sampled_from((*GROUPS, "、".join(GROUPS), None)),
        "left_on": st.sampled_from((None, date(2022, 1, 26), date(2022, 1, 20))),
    }
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
        "concluded_on": st.sampled_from((None, date(2022, 1, 28), date(2022, 3, 1))),
        "district": st.sampled_from(DISTRICTS),
        "review_group": st.sampled_from(GROUPS),
    }
)


def loaded(lead: dict[str, Any] | None, review: dict[str, Any] | None, place: int, serving: Any = ()) -> Load:
    files = ((None, MONTHS[place % len(MONTHS)], (lead,), 0, repr(lead)),) if lead else ()
    return Load(files, (), (review,) if review else (), (), (), (), serving)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """A lead and its review first, in one order or the other; then whatever may come."""
    serving = draw(st.sampled_from((SERVING, ())))
    first = [loaded(draw(leads), None, 0, serving), loaded(None, draw(reviews), 1, serving)]
    events: list[Event] = [*(first if draw(st.booleans()) else reversed(first))]
    for place in range(2, draw(st.integers(4, 7))):
        come = draw(st.sampled_from(("lead", "both", "member", "undo")))
        if come == "undo":
            events.append(Undo(draw(st.integers(0, 6))))
        elif come == "member":
            events.append(loaded(None, None, place, (draw(members),)))
        else:
            events.append(loaded(draw(leads), draw(reviews) if come == "both" else None, place))
    return events


def a_member_comes_last() -> list[Event]:
    """Of the body complained of; sits elsewhere from the next batch on, which is taken back."""
    lead = {"source": SOURCES[0], "number": "L0", "received_on": date(2022, 1, 11), "body": BODIES[0]}
    review = {
        "number": "P1", "kind": "集中评查", "source": SOURCES[0], "lead_number": "L0", "opened_on": date(2022, 1, 25),
        "district": DISTRICTS[0], "review_group": GROUPS[0],
    }  # fmt: skip
    member = {"number": "W1", "name": "示例委员", "body": BODIES[0], "review_groups": GROUPS[0]}
    moved = loaded(None, None, 2, (member | {"review_groups": GROUPS[1]},))
    return [loaded(lead, review, 0), loaded(None, None, 1, (member,)), moved, Undo(2)]


@settings(
    max_examples=examples(4),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(events=histories())
@example(events=a_member_comes_last())
def test_recusals_are_told_as_the_rows_tell_them(ledger_of_session: Database, events: list[Event]) -> None:
    play(ledger_of_session, events)
    assert faults(ledger_of_session) == []
    for known_at in range(1, ledger_of_session.newest_batch + 1):
        for as_of in LOOKS_ON:
            for only in FILTERS:
                look = Look(known_at, as_of, only, date(2022, 1, 29), date(2022, 7, 1))
                with ledger_of_session.cursor(known_at, as_of, only) as cursor:
                    told = answered(cursor, RECUSALS, look, known_at)
                    cursor.execute(FROM_ROWS)
                    assert told == answered(cursor, RECUSALS, look, known_at)


def test_a_member_who_comes_after_the_review_is_told_of_from_that_batch_on(database: Database) -> None:
    play(database, a_member_comes_last())
    listed = []
    for known_at in range(1, database.newest_batch + 1):
        with database.cursor(known_at, LOOKS_ON[1]) as cursor:
            look = Look(known_at, LOOKS_ON[1], {}, date(2022, 1, 1), date(2022, 7, 1))
            listed.append([row["member"] for row in answered(cursor, RECUSALS, look, known_at)])
    assert listed == [[], ["W1"], [], ["W1"]]
