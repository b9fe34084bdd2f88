"""Figures of data quality equal their slow recount, whatever was loaded, loaded again, mended and undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from supervision.figures.measuring import View
from supervision.ledgers.rows import WaitingRow
from supervision.store.batches import undo
from supervision.store.database import Database
from supervision.store.dealing import take_mended
from supervision.store.loads import load
from supervision.store.waiting import waiting_rows
from tests.effort import examples
from tests.filling import checked, empty, fill
from tests.independent import recount_quality as recount
from tests.independent.recount import read_lists

LISTS = read_lists(Path(__file__).resolve().parents[2] / "data" / "reference")
SOURCES = LISTS.sources[:2]
MONTHS = (date(2022, 3, 31), date(2022, 4, 30), date(2022, 5, 31))
NAMES = ("2022-03", "2022-04", "2022-05")
TODAY = date(2022, 6, 15)
QUARTER = (date(2022, 3, 1), date(2022, 5, 31))

days = st.sampled_from([date(2022, 3, 1) + timedelta(days=step) for step in (0, 20, 30, 31, 50, 60, 91)])


def row(source: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "source": st.just(source),
            "number": st.sampled_from(("L1", "L2", "L3", "L4")),
            "received_on": days,
            "status": st.sampled_from((None, "已登记", "已办结")),
            "district": st.sampled_from((None, "中山区")),
        }
    )


def files() -> st.SearchStrategy[recount.File]:
    return st.sampled_from(SOURCES).flatmap(
        lambda source: st.builds(
            recount.File,
            name=st.sampled_from(("a.csv", "b.csv")),
            source=st.sampled_from((source, source, source, None)),
            month=st.sampled_from(MONTHS),
            rows=st.lists(row(source), max_size=4).map(tuple),
            broken=st.lists(st.sampled_from(("W1", "W2")), max_size=2, unique=True).map(tuple),
        )
    )


@st.composite
def read_otherwise(draw: st.DrawFn, file: recount.File) -> recount.File:
    """The same bytes by another profile or on a later day: rows wait that did not, or are taken that did, or say
    something else."""
    rows = [*file.rows, *draw(st.lists(row(file.source or SOURCES[0]), max_size=2))]
    rows = [
        one | draw(st.sampled_from(({}, {}, {"status": "已办结"}))) for one in rows if draw(st.booleans())
    ]
    broken = draw(st.sampled_from((file.broken, ())))
    return replace(file, rows=tuple(rows), broken=broken, bytes_of=file.content)


@st.composite
def histories(draw: st.DrawFn) -> list[recount.Event]:
    """Loads, copies of files loaded before, other readings of these, mendings, and undos of all of them and of undos."""
    events: list[recount.Event] = []
    known: list[recount.File] = []
    for _ in range(draw(st.integers(1, 6))):
        may_be_undone = sorted(recount.in_force(events))
        if may_be_undone and draw(st.integers(0, 2)) == 0:
            events.append(recount.Undo(draw(st.sampled_from(may_be_undone))))
            continue
        waits = list(recount.waiting(events))
        if waits and draw(st.booleans()):
            source, broken = draw(st.sampled_from(waits))
            events.append(recount.Mend(source, broken, draw(row(source or SOURCES[0]))))
            continue
        choice = files()
        if known:
            choice = choice | st.sampled_from(known) | st.sampled_from(known).flatmap(read_otherwise)
        chosen = draw(st.lists(choice, min_size=1, max_size=3))
        known += chosen
        events.append(recount.Load(tuple(chosen)))
    return events


def play(database: Database, events: list[recount.Event]) -> None:
    """Load and undo for real."""
    empty(database)
    for event in events:
        if isinstance(event, recount.Undo):
            undo(database, event.batch, by="tester")
        elif isinstance(event, recount.Mend):
            _mend(database, event)
        else:
            load(database, [_checked(file) for file in event.files], by="tester")


def _mend(database: Database, event: recount.Mend) -> None:
    (waits,) = (
        waits
        for waits in waiting_rows(database)
        if (waits.source, waits.cells) == (event.source, {"编号": event.broken})
    )
    file = checked(
        "leads", [event.row], name=waits.file, sha256=repr((waits.id, event)), source=event.source,
        stated_month=waits.handed_for, lines=[waits.line],
    )  # fmt: skip
    take_mended(database, [file], {id(file): [(waits.line, waits.id)]}, by="tester", note=None)


def _checked(file: recount.File) -> Any:
    # Alike, and mended at once, wherever a file of the same source brings them.
    waits = tuple(
        WaitingRow(place, None, None, file.source, {"编号": number}, ())
        for place, number in enumerate(file.broken, 50)
    )
    rows = [dict(row) for row in file.rows]
    return checked(
        "leads", rows, name=file.name, sha256=file.content,
        source=file.source, stated_month=file.month, waiting=waits, records=len(rows) + len(waits),
    )  # fmt: skip


def asked(database: Database, name: str, first: date, last: date, known_at: int) -> list[dict[str, Any]]:
    view = View(database, known_at, TODAY)
    return view.ask(f"quality/{name}", from_day=first, until_day=last + timedelta(days=1))


def told_by_month(database: Database, known_at: int) -> dict[tuple[str, str], tuple[Any, ...]]:
    """By source and month, what `recount.declared` says."""
    return {
        (line["source"], line["month"]): (
            line["declared"],
            line["loaded"],
            line["sent_again"],
            line["waiting"],
        )
        for line in asked(database, "declared", *QUARTER, known_at)
    }


def exact(value: Any) -> Any:
    return None if value is None else Fraction(value)


RELAXED = settings(
    max_examples=examples(7),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking a history takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
periods = st.sampled_from(
    (
        QUARTER,
        (date(2022, 4, 1), date(2022, 4, 30)),
        (date(2022, 3, 31), date(2022, 4, 29)),
    )
)


def test_a_file_that_only_waits_is_still_handed_over_when_its_first_load_is_undone(
    ledger_of_session: Database,
) -> None:
    waits = recount.File("a.csv", SOURCES[0], MONTHS[1], (), ("W1", "W2"))
    events = [recount.Load((waits,)), recount.Load((waits,)), recount.Undo(1)]
    play(ledger_of_session, events)
    told = {line["member"]: line for line in asked(ledger_of_session, "handed_rows", *QUARTER, known_at=3)}
    expected = recount.handed_rows(events, LISTS.sources, *QUARTER)
    assert told[None]["handed_rows"] == told[None]["waiting"] == expected[None]["handed_rows"] == 2


@RELAXED
@given(events=histories(), ends=periods, data=st.data())
def test_rows_handed_over_and_columns_filled(
    ledger_of_session: Database,
    events: list[recount.Event],
    ends: tuple[date, date],
    data: st.DataObject,
) -> None:
    play(ledger_of_session, events)
    known_at = data.draw(st.integers(1, len(events)), label="known at")
    seen = events[:known_at]
    told = {
        line["member"]: line for line in asked(ledger_of_session, "handed_rows", *ends, known_at=known_at)
    }
    expected = recount.handed_rows(seen, LISTS.sources, *ends)
    assert {
        member: {word: exact(told[member][word]) for word in counts} for member, counts in expected.items()
    } == expected
    assert told.keys() == expected.keys()
    for line in told.values():
        parts = ("first_time", "changed", "same", "repeated", "waited")
        told_of = sum(line[part] for part in parts)
        # Of a first reading that was undone the second does not bring the rows.
        assert line["handed_rows"] == told_of or _may_be_undone_in_part(seen)
    cells = {
        (line["source"], line["lead_column"]): (line["filled"], line["leads"], exact(line["share"]))
        for line in asked(ledger_of_session, "filled", *ends, known_at=known_at)
    }
    assert told_by_month(ledger_of_session, known_at) == recount.declared(seen, (), LISTS.sources, NAMES)
    leads = recount.standing_leads(seen)
    assert cells == {
        (source, column): counted
        for source, columns in recount.filled(leads, LISTS.sources, *ends).items()
        for column, counted in columns.items()
    }


def _may_be_undone_in_part(events: list[recount.Event]) -> bool:
    files = [file for event in events if isinstance(event, recount.Load) for file in event.files]
    return any(file.bytes_of for file in files) and any(isinstance(event, recount.Undo) for event in events)


LEADS = tuple(
    {"source": SOURCES[0], "number": number, "received_on": date(2022, 3, 21)} for number in ("L1", "L2")
)
MARCH, APRIL = (recount.File("a.csv", SOURCES[0], month, LEADS[:1], ("W1",)) for month in MONTHS[:2])
MENDED = recount.Mend(SOURCES[0], "W1", LEADS[1])
AGAIN = recount.File("a.csv", SOURCES[0], MONTHS[1], LEADS)
MENDED_HISTORIES: dict[str, list[recount.Event]] = {
    "sent again": [recount.Load((MARCH,)), MENDED, recount.Load((AGAIN,))],
    "sent again, and that undone": [recount.Load((MARCH,)), MENDED, recount.Load((AGAIN,)), recount.Undo(3)],
    "sent again before it was mended": [recount.Load((MARCH,)), recount.Load((AGAIN,)), MENDED],
    "sent again, the mending undone": [recount.Load((MARCH,)), MENDED, recount.Load((AGAIN,)), recount.Undo(2)],
    "broken in both months": [recount.Load((MARCH,)), recount.Load((APRIL,)), MENDED],
    "broken again once mended": [recount.Load((MARCH,)), MENDED, recount.Load((APRIL,))],
    "broken in both, the first undone": [recount.Load((MARCH,)), MENDED, recount.Load((APRIL,)), recount.Undo(1)],
    "loaded twice, once undone": [recount.Load((MARCH,)), recount.Load((MARCH,)), MENDED, recount.Undo(1)],
    "its load undone and redone": [recount.Load((MARCH,)), MENDED, recount.Load((AGAIN,)), recount.Undo(1), recount.Undo(4)],
    "in good order in the same month too": [
        recount.Load((MARCH,)), recount.Load((recount.File("b.csv", SOURCES[0], MONTHS[0], LEADS),)), MENDED
    ],
}  # fmt: skip


@pytest.mark.parametrize("history", MENDED_HISTORIES)
def test_a_mended_row_is_handed_over_where_it_had_waited(ledger_of_session: Database, history: str) -> None:
    events = MENDED_HISTORIES[history]
    play(ledger_of_session, events)
    for known_at in range(1, len(events) + 1):
        seen = events[:known_at]
        assert told_by_month(ledger_of_session, known_at) == recount.declared(seen, (), LISTS.sources, NAMES)


FIRST_READING = recount.File("a.csv", SOURCES[0], MONTHS[0], LEADS[:1], ("W1",))
SECOND_READING = recount.File("a.csv", SOURCES[0], MONTHS[0], LEADS, (), FIRST_READING.content)
# In one load: of L1, which the first corrects in its last row, the second holds only what was corrected.
CORRECTED = LEADS[0] | {"received_on": date(2022, 4, 20)}
FULLER_READING = recount.File("a.csv", SOURCES[0], MONTHS[0], (*LEADS, CORRECTED))
SHORTER_READING = recount.File("b.csv", SOURCES[0], MONTHS[0], LEADS[:1], (), FULLER_READING.content)

registers = st.lists(
    st.tuples(st.integers(-3, 40), st.none() | st.integers(0, 5), st.booleans()),
    min_size=len(SOURCES) * len(MONTHS),
    max_size=len(SOURCES) * len(MONTHS),
).map(
    lambda told: [
        {
            "source": source,
            "due_on": date(2022, month.month, 25),
            "handed_on": date(2022, month.month, 25) + timedelta(days=offset) if came else None,
            "declared": number,
        }
        for (source, month), (offset, number, came) in zip(
            ((source, month) for source in SOURCES for month in MONTHS), told, strict=True
        )
    ]
)
IN_TIME = [
    {"source": source, "due_on": month.replace(day=25), "handed_on": month.replace(day=25), "declared": 2}
    for source in SOURCES
    for month in MONTHS
]


@RELAXED
@example(
    events=[recount.Load((FIRST_READING,)), recount.Load((SECOND_READING,))],
    register=IN_TIME,
    ends=QUARTER,
)
@example(
    events=[recount.Load((FULLER_READING, SHORTER_READING))],
    register=IN_TIME,
    ends=QUARTER,
)
@given(events=histories(), register=registers, ends=periods)
def test_declared_against_loaded_and_days_of_waiting(
    ledger_of_session: Database,
    events: list[recount.Event],
    register: list[dict[str, Any]],
    ends: tuple[date, date],
) -> None:
    play(ledger_of_session, events)
    fill(ledger_of_session, {"collections": register})
    newest = ledger_of_session.newest_batch
    assert told_by_month(ledger_of_session, newest) == recount.declared(
        events, register, LISTS.sources, NAMES
    )
    lines = {line["source"]: line for line in asked(ledger_of_session, "timeliness", *ends, known_at=newest)}
    expected = recount.timeliness(events, register, LISTS.sources, *ends, TODAY)
    assert lines.keys() == expected.keys()
    assert {
        source: {word: exact(lines[source][word]) for word in counts} for source, counts in expected.items()
    } == expected
