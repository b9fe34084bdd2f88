"""How far reviewed leads have come is told from a log of days as the rows tell it: of leads that come, change their day or
district, are named by one review or several, before or after they come, of reviews that end or pass to another lead, of
referrals that come before their review or long after, and of all these taken back with their batch; as known at any of them
and reckoned on any day."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from supervision.store.database import Database
from supervision.store.questions import question, read_question
from supervision.store.wholeness import faults
from tests.effort import examples
from tests.independent.test_rollups_equal_the_rows import (
    LISTS,
    MONTHS,
    PLAIN,
    SOURCES,
    Event,
    Load,
    Look,
    Undo,
    answered,
    of_one_cursor,
    play,
)

FROM_ROWS = of_one_cursor("reviewed_paths")
ASKED = tuple(
    (question(name), read_question(name, (PLAIN / f"{name}.sql").read_text(encoding="utf-8")))
    for name in ("leads/flow", "leads/outcomes")
)
PATHS = (
    "select source, is_concluded, grade, referred_to, is_registered, sum(leads)::bigint "
    "from reviewed_paths($1, $2) group by all order by all"
)
DISTRICTS = LISTS.districts[:2]
FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"source": SOURCES[0]},
    {"district": DISTRICTS[0], "organ": LISTS.organs[0]},
)
LOOKS_ON = (date(2022, 2, 1), date(2022, 2, 28), date(2022, 3, 15), date(2022, 6, 30))
PERIODS = ((date(2022, 1, 1), date(2022, 4, 1)), (date(2022, 1, 12), date(2022, 2, 12)))
TURNS = (date(2022, 1, 25), date(2022, 2, 1), date(2022, 2, 11), date(2022, 2, 28), date(2022, 3, 20))
numbers = st.sampled_from(("L0", "L1"))
leads = st.fixed_dictionaries(
    {
        "source": st.sampled_from(SOURCES[:2]),
        "number": numbers,
        "received_on": st.sampled_from((date(2022, 1, 11), date(2022, 1, 31), date(2022, 2, 11))),
        "district": st.sampled_from((*DISTRICTS, None)),
        "organ": st.sampled_from((LISTS.organs[0], None)),
    }
)


@st.composite
def reviews(draw: st.DrawFn) -> dict[str, Any]:
    opened, concluded = sorted((draw(st.sampled_from(TURNS)), draw(st.sampled_from(TURNS))))
    return {
        "number": draw(st.sampled_from(("P1", "P2", "P3"))),
        "kind": LISTS.review_kinds[0],
        "source": draw(st.sampled_from((SOURCES[0], SOURCES[0], SOURCES[1], None))),
        "lead_number": draw(st.sampled_from(("L0", "L0", "L1", None))),
        "opened_on": opened,
        "concluded_on": draw(st.sampled_from((concluded, concluded, None))),
        "grade": draw(st.sampled_from((*LISTS.grades[:2], None))),
    }


referrals = st.fixed_dictionaries(
    {
        "number": st.sampled_from(("Y1", "Y2", "Y3")),
        "review_number": st.sampled_from(("P1", "P2")),
        "organ": st.sampled_from(LISTS.referral_organs),
        "sent_on": st.sampled_from(TURNS),
    }
)


def loaded(place: int, *, leads: Any = (), reviews: Any = (), referrals: Any = ()) -> Load:
    """Leads each in a file of its source, for one month after another."""
    files = tuple((None, MONTHS[place % len(MONTHS)], (lead,), 0, repr((place, lead))) for lead in leads)
    return Load(files, (), tuple(reviews), tuple(referrals), (), (), ())


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    events: list[Event] = [loaded(0, leads=[draw(leads)], reviews=[draw(reviews())])]
    for place in range(1, draw(st.integers(4, 8))):
        if draw(st.integers(0, 3)) == 0:
            events.append(Undo(draw(st.integers(0, 7))))
            continue
        come = {
            name: draw(st.lists(one, max_size=2, unique_by=lambda row: row["number"]))
            for name, one in (("leads", leads), ("reviews", reviews()), ("referrals", referrals))
            if draw(st.booleans())
        }
        if any(come.values()):
            events.append(loaded(place, **come))
    return events


LEAD = {"source": SOURCES[0], "number": "L0", "received_on": date(2022, 1, 11), "district": DISTRICTS[0]}
REVIEW = {
    "number": "P1", "kind": LISTS.review_kinds[0], "source": SOURCES[0], "lead_number": "L0", "opened_on": TURNS[0],
}  # fmt: skip
REFERRAL = {"number": "Y1", "review_number": "P1", "organ": LISTS.referral_organs[0], "sent_on": TURNS[3]}


def reviewed_again() -> list[Event]:
    """Concluded and referred, then opened again under another number and concluded otherwise, before the lead is said to have
    been received; then one after another goes."""
    grade, other = LISTS.grades[:2]
    concluded = REVIEW | {"concluded_on": TURNS[1], "grade": grade}
    again = REVIEW | {"number": "P2", "opened_on": TURNS[2]}
    elsewhere = REFERRAL | {"number": "Y2", "review_number": "P2", "organ": LISTS.referral_organs[1]}
    return [
        loaded(0, leads=[LEAD]),
        loaded(1, reviews=[concluded]),
        loaded(2, referrals=[REFERRAL]),
        loaded(3, reviews=[again]),
        loaded(4, reviews=[again | {"concluded_on": TURNS[4], "grade": other}]),
        loaded(5, referrals=[elsewhere]),
        loaded(6, leads=[LEAD | {"district": DISTRICTS[1], "received_on": TURNS[2]}]),
        Undo(2),
        Undo(1),
    ]


@settings(
    max_examples=examples(4),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(events=histories())
@example(events=reviewed_again())
def test_paths_of_reviewed_leads_are_told_as_the_rows_tell_them(
    ledger_of_session: Database, events: list[Event]
) -> None:
    play(ledger_of_session, events)
    assert faults(ledger_of_session) == []
    for known_at in range(1, ledger_of_session.newest_batch + 1):
        for place, as_of in enumerate(LOOKS_ON, start=known_at):
            only = FILTERS[place % len(FILTERS)]
            _tell_the_same(ledger_of_session, Look(known_at, as_of, only, *PERIODS[place % len(PERIODS)]))


def _tell_the_same(database: Database, look: Look) -> None:
    with database.cursor(look.known_at, look.as_of, look.only) as cursor:
        told = cursor.execute(PATHS, (look.first, look.until)).fetchall()
        for asked, plain in ASKED:
            assert answered(cursor, asked, look, look.known_at) == answered(
                cursor, plain, look, look.known_at
            )
        cursor.execute(FROM_ROWS)
        assert told == cursor.execute(PATHS, (look.first, look.until)).fetchall()


def test_a_lead_comes_further_on_the_day_that_says_so_and_from_the_batch_that_said_it(
    database: Database,
) -> None:
    play(database, reviewed_again()[:5])
    grade, other = LISTS.grades[:2]
    told = []
    for known_at, as_of in (
        (1, LOOKS_ON[3]), (2, LOOKS_ON[3]), (3, TURNS[0]), (3, TURNS[1]), (3, TURNS[3]), (4, TURNS[3]), (5, TURNS[4]),
    ):  # fmt: skip
        with database.cursor(known_at, as_of) as cursor:
            told.append([(row[2], row[3], row[5]) for row in cursor.execute(PATHS, PERIODS[0]).fetchall()])
    organ = REFERRAL["organ"]
    assert told == [
        [],
        [(grade, "未移送", 1)],
        [(None, None, 1)],
        [(grade, "未移送", 1)],
        [(grade, organ, 1)],
        [(None, None, 1)],
        [(other, organ, 1)],
    ]
