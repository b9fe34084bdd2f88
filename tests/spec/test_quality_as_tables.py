"""Given these files, a leader reads this about each source: whose data is full, prompt, sound and new."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from supervision.charts.drawing import draw
from supervision.figures.measuring import View, measure
from supervision.figures.period import Period
from supervision.figures.tables import table_of
from supervision.ledgers.catalogue import LEDGERS
from supervision.ledgers.rows import WaitingRow
from supervision.metrics import quality
from supervision.metrics.declaration import Metric
from supervision.store.batches import undo
from supervision.store.database import Database
from supervision.store.loads import load
from tests.filling import checked, fill

SPRING = Period(date(2022, 3, 1), date(2022, 5, 31))
TODAY = date(2022, 6, 15)
MARCH, APRIL = date(2022, 3, 31), date(2022, 4, 30)
METRICS = [metric for metric in vars(quality).values() if isinstance(metric, Metric)]
HOTLINE = "12345平台"


def lead(number: str, **said: Any) -> dict[str, Any]:
    return {"source": HOTLINE, "number": number, "received_on": date(2022, 3, 7)} | said


def file(month: date, *rows: dict[str, Any], broken: int = 0, source: str | None = HOTLINE) -> Any:
    waiting = tuple(
        WaitingRow(90 + place, None, None, source, {"编号": f"{month} {place}"}, ())
        for place in range(broken)
    )
    return checked(
        "leads", rows, source=source, stated_month=month, waiting=waiting, records=len(rows) + broken, skipped=0
    )  # fmt: skip


def asked(database: Database, metric: Metric, known_at: int | None = None, **only: str) -> dict[Any, Any]:
    """Rows by their source or ledger."""
    view = View(database, database.newest_batch if known_at is None else known_at, TODAY, tuple(only.items()))
    return {
        row.get("member", row.get("source", row.get("ledger"))): row
        for row in measure(metric, SPRING, view).rows
    }


def fates(row: dict[str, Any]) -> list[int]:
    return [row[name] for name in ("handed_rows", *quality.FATES)]


def test_every_row_handed_over_is_told_once_whatever_the_order_of_loading(database: Database) -> None:
    """L1 gets a newer status, L2 comes again as it was, L3 stands twice in one file, one row waits."""
    march = file(MARCH, lead("L1"), lead("L2"), lead("L3"), lead("L3"), broken=1)
    april = file(APRIL, lead("L1", status="已办结"), lead("L2"), lead("L4"))
    load(database, [april], by="tester")
    load(database, [march], by="tester")
    load(database, [march, april], by="tester")
    told = asked(database, quality.fates)
    assert fates(told[HOTLINE]) == [8, 4, 1, 1, 1, 1]
    assert fates(told["市营商局"]) == [0, 0, 0, 0, 0, 0]
    assert fates(told[None]) == fates(told[HOTLINE])
    assert len(told) == 1 + 6


def test_what_was_undone_was_not_handed_over_and_known_at_looks_back(database: Database) -> None:
    load(database, [file(MARCH, lead("L1"), broken=1)], by="tester")
    load(database, [file(APRIL, lead("L1"), lead("L2"))], by="tester")
    undo(database, 1, by="tester")
    assert fates(asked(database, quality.fates)[HOTLINE]) == [2, 2, 0, 0, 0, 0]
    assert fates(asked(database, quality.fates, known_at=2)[HOTLINE]) == [4, 2, 0, 1, 0, 1]
    undo(database, 3, by="tester")
    assert fates(asked(database, quality.fates)[HOTLINE]) == [4, 2, 0, 1, 0, 1]


def test_a_file_of_which_every_row_waits_counts_once_however_often_it_is_loaded(database: Database) -> None:
    for _ in range(2):
        load(database, [file(MARCH, broken=2)], by="tester")
    told = asked(database, quality.soundness)[HOTLINE]
    assert (told["handed_rows"], told["waited"], told["waiting"]) == (2, 2, 2)


def test_shares_are_half_up_and_nothing_has_no_share(database: Database) -> None:
    """1 of 16 is 6.25: read 6.3."""
    load(database, [file(MARCH, *(lead(f"L{n}") for n in range(15)), broken=1)], by="tester")
    told = asked(database, quality.soundness)
    assert told[HOTLINE]["waited_share"] == Decimal("6.3")
    assert told["市营商局"]["waited_share"] is None
    view = View(database, 1, TODAY)
    assert measure(quality.waited_share, SPRING, view).value == Decimal("6.3")


def test_a_file_that_mixes_sources_is_told_apart_and_parts_add_up(database: Database) -> None:
    mixed = file(MARCH, lead("L1"), lead("B1", source="市营商局"), source=None)
    load(database, [mixed, file(MARCH, lead("L9"))], by="tester")
    told = asked(database, quality.handed)
    assert {member: row["handed_rows"] for member, row in told.items() if row["handed_rows"]} == {
        None: 3, "未注明": 2, HOTLINE: 1,
    }  # fmt: skip
    only = asked(database, quality.handed, source=HOTLINE)
    assert {member: row["handed_rows"] for member, row in only.items()} == {None: 1, HOTLINE: 1}


def test_declared_is_set_against_what_came_for_the_first_time(database: Database) -> None:
    load(database, [file(MARCH, lead("L1"), lead("L2")), file(APRIL, lead("L2"), lead("L3"))], by="tester")
    register = [
        {"source": HOTLINE, "due_on": date(2022, month, 25), "handed_on": handed, "declared": declared}
        for month, handed, declared in (
            (3, date(2022, 3, 28), 3),
            (4, date(2022, 4, 25), 1),
            (5, None, None),
        )
    ]
    fill(database, {"collections": register})
    rows = measure(quality.declared, SPRING, View(database, 2, TODAY)).rows
    told = [
        (row["month"], row["declared"], row["loaded"], row["sent_again"], row["difference"], row["state"])
        for row in rows
        if row["source"] == HOTLINE
    ]
    assert told == [
        ("2022-03", 3, 2, 0, -1, "fewer"),
        ("2022-04", 1, 1, 1, 0, "equal"),
        ("2022-05", None, 0, 0, None, "not_declared"),
    ]
    prompt = asked(database, quality.timeliness)[HOTLINE]
    assert (prompt["due"], prompt["on_time"], prompt["late"], prompt["missing"]) == (3, 1, 1, 1)
    assert prompt["days_late"] == 3
    # L1 and L2 first came on the 28th of March, 21 days after receipt; L3 on the 25th of April, 49 days after.
    assert (prompt["days_to_hand_over"], prompt["leads_known"], prompt["leads"]) == (21, 3, 3)


def test_every_ledger_is_counted_by_its_own_day(database: Database) -> None:
    """The day named in the query must be that of the declaration: one row inside the period, one outside."""
    inside, outside = date(2022, 4, 1), date(2022, 6, 1)
    for ledger in LEDGERS:
        rows = []
        for number, day in enumerate((inside, outside)):
            row: dict[str, Any] = {column.name: None for column in ledger.columns}
            row |= {part: f"{part}{number}" for part in ledger.key}
            if "source" in row:
                row["source"] = HOTLINE
            if ledger.day:
                row[ledger.day] = day
            if "on_duty_from" in row:
                row["on_duty_from"] = inside - timedelta(days=400)
            rows.append(row)
        fill(database, {ledger.name: rows})
    told = asked(database, quality.standing)
    assert {name: row["standing"] for name, row in told.items()} == {
        ledger.name: 1 if ledger.day else 2 for ledger in LEDGERS
    }


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_every_figure_of_an_empty_ledger_is_whole_and_can_be_drawn(
    database: Database, metric: Metric
) -> None:
    """A silent source is a row with 0 or —, never absent."""
    figure = measure(metric, SPRING, View(database, 0, TODAY))
    for language in ("zh", "en"):
        draw(figure, language)
        headings, rows = table_of(figure, language)
        assert rows
        assert all(len(row) == len(headings) for row in rows)
    sources = {row.get("source") or row.get("member") for row in figure.rows}
    assert metric is quality.standing or sources >= {HOTLINE, "市纪委监委"}


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_every_figure_says_what_it_means_in_both_languages(metric: Metric) -> None:
    assert metric.definition.zh and metric.definition.en and metric.title.zh and metric.title.en


def test_all_parts_of_a_bar_are_drawn(database: Database) -> None:
    load(database, [file(MARCH, lead("L1"), broken=1)], by="tester")
    chart = draw(measure(quality.fates, SPRING, View(database, 1, TODAY)), "en")
    assert chart is not None
    assert [bar["name"] for bar in chart.data] == [word.en for word in quality.FATES.values()]
