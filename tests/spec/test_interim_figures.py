"""A figure is interim when something is known to be missing, says what, and only where it is missing."""

from __future__ import annotations

from datetime import date

from supervision.figures.measuring import Figure, View, measure
from supervision.figures.period import Period
from supervision.ledgers.catalogue import ledger_named
from supervision.ledgers.declaration import Ledger
from supervision.ledgers.rows import Finding, WaitingRow
from supervision.metrics import leads, reviews
from supervision.metrics.declaration import Metric
from supervision.store.database import Database
from supervision.store.loads import load
from supervision.text import Text
from tests.filling import checked, fill

APRIL_AND_MAY = Period(date(2022, 4, 1), date(2022, 5, 31))
SOURCES = ("市纪委监委", "市委政法委", "市委网信办", "市委市政府信访局", "市营商局", "12345平台")


def measured(database: Database, metric: Metric = leads.received, today: date = date(2022, 6, 1)) -> Figure:
    return measure(metric, APRIL_AND_MAY, View(database, database.newest_batch, today))


def all_handed_over(except_for: tuple[str, str] = ("", "")) -> dict[str, list[dict[str, object]]]:
    due = (date(2022, 4, 25), date(2022, 5, 25))
    return {
        "collections": [
            {
                "source": source,
                "due_on": day,
                "handed_on": None if (source, f"{day:%Y-%m}") == except_for else day,
            }
            for source in SOURCES
            for day in due
        ]
    }


def waiting(day: date | None, source: str | None = "12345平台") -> WaitingRow:
    reason = Finding(
        3,
        "来电时间",
        "2022-13-01",
        Text("没有这一天", "There is no such day."),
        Text("请改", "Mend it."),
        True,
    )
    return WaitingRow(3, "12345平台 H9", day, source, {"来电时间": "2022-13-01"}, (reason,))


def load_waiting(database: Database, row: WaitingRow, ledger: Ledger | None = None) -> None:
    name = (ledger or ledger_named("leads")).name
    load(database, [checked(name, [], waiting=(row,), records=1)], by="tester")


def test_complete_figures_are_not_interim(database: Database) -> None:
    fill(database, all_handed_over())
    assert measured(database).interim == ()


def test_a_silent_source_touches_the_total_its_own_row_and_its_month(database: Database) -> None:
    fill(database, all_handed_over(except_for=("市营商局", "2022-05")))
    figure = measured(database)
    assert [reason.en for reason in figure.interim] == [
        "not handed over: Business Environment Bureau (May 2022)"
    ]
    interim = {(row.by, row.member) for row in figure.published if row.interim}
    assert (None, None) in interim
    assert ("source", "市营商局") in interim
    assert ("source", "12345平台") not in interim
    assert ("month", "2022-05") in interim
    assert ("month", "2022-04") not in interim
    assert measured(database, reviews.opened).interim == ()


def test_a_period_that_still_runs_is_interim(database: Database) -> None:
    fill(database, all_handed_over())
    figure = measured(database, today=date(2022, 5, 26))
    assert [reason.zh for reason in figure.interim] == ["期间尚未结束，数据截至2022年5月26日"]
    assert [(row.member, bool(row.interim)) for row in figure.members("month")] == [
        ("2022-04", False), ("2022-05", True),
    ]  # fmt: skip


def test_a_waiting_row_touches_the_figures_of_its_ledger_and_month(database: Database) -> None:
    fill(database, all_handed_over())
    load_waiting(database, waiting(date(2022, 4, 3)))
    figure = measured(database)
    assert [reason.en for reason in figure.interim] == ["Leads: 1 row in quarantine"]
    assert [bool(row.interim) for row in figure.members("month")] == [True, False]
    assert measured(database, reviews.opened).interim == ()


def test_a_waiting_row_whose_day_cannot_be_read_could_belong_to_any_period(database: Database) -> None:
    fill(database, all_handed_over())
    load_waiting(database, waiting(None))
    assert measured(database).interim != ()


def test_a_waiting_row_of_another_period_touches_nothing(database: Database) -> None:
    fill(database, all_handed_over())
    load_waiting(database, waiting(date(2022, 6, 1)))
    assert measured(database).interim == ()


def test_who_looks_at_one_source_is_told_of_that_one_only(database: Database) -> None:
    fill(database, all_handed_over(except_for=("市营商局", "2022-05")))
    view = View(database, database.newest_batch, date(2022, 6, 1))
    for source, is_interim in (("市营商局", True), ("12345平台", False)):
        narrowed = View(view.database, view.known_at, view.as_of, (("source", source),))
        assert bool(measure(leads.received, APRIL_AND_MAY, narrowed).interim) == is_interim
