"""A figure is interim when something is known to be missing, says what, and only where it is missing."""

from __future__ import annotations

from datetime import date

from supervision.figures.comparing import headline_changes
from supervision.figures.measuring import Figure, View, measure
from supervision.figures.period import Period
from supervision.ledgers.catalogue import ledger_named
from supervision.ledgers.declaration import Ledger
from supervision.ledgers.rows import Finding, WaitingRow
from supervision.metrics import leads, reviews
from supervision.metrics.declaration import Metric
from supervision.store.batches import undo
from supervision.store.database import Database
from supervision.store.loads import load
from supervision.text import Text
from tests.filling import checked, fill

APRIL_AND_MAY = Period(date(2022, 4, 1), date(2022, 5, 31))
SOURCES = ("市纪委监委", "市委政法委", "市委网信办", "市委市政府信访局", "市营商局", "12345平台")


def measured(database: Database, metric: Metric = leads.received, today: date = date(2022, 6, 26)) -> Figure:
    return measure(metric, APRIL_AND_MAY, View(database, database.newest_batch, today))


def all_handed_over(except_for: tuple[str, str] = ("", "")) -> dict[str, list[dict[str, object]]]:
    due = (date(2022, 4, 25), date(2022, 5, 25), date(2022, 6, 25))
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


def handed_over(*months: str) -> dict[str, list[dict[str, object]]]:
    """By every source, on the day; nothing of other months."""
    days = [date.fromisoformat(f"{month}-25") for month in months]
    return {
        "collections": [
            {"source": source, "due_on": day, "handed_on": day} for source in SOURCES for day in days
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
    assert measured(database, reviews.opened).interim == ()


def test_the_last_days_of_a_month_come_with_the_next_months_hand_over(database: Database) -> None:
    fill(database, handed_over("2022-04", "2022-05"))
    for today in (date(2022, 5, 31), date(2022, 6, 24), date(2022, 6, 25), date(2026, 1, 1)):
        figure = measured(database, today=today)
        assert [reason.zh for reason in figure.interim] == ["2022年5月26日起受理的线索尚未报来"]
        assert [bool(row.interim) for row in figure.members("month")] == [False, True]
        assert all(row.interim for row in figure.members("source"))
    for until, is_whole in ((25, True), (26, False)):
        period = Period(date(2022, 4, 1), date(2022, 5, until))
        view = View(database, database.newest_batch, date(2022, 5, 31))
        assert (measure(leads.received, period, view).interim == ()) == is_whole
    load(database, [checked("collections", handed_over("2022-06")["collections"])], by="tester")
    assert measured(database, today=date(2022, 6, 25)).interim == ()
    assert measured(database, today=date(2022, 6, 24)).interim != ()


def test_a_hand_over_due_after_the_25th_is_awaited_on_the_days_between(database: Database) -> None:
    late = [{"source": source, "due_on": date(2022, 6, 27)} for source in SOURCES]
    fill(database, {"collections": handed_over("2022-04", "2022-05")["collections"] + late})
    for day in (24, 25, 26, 27):
        assert [reason.zh for reason in measured(database, today=date(2022, 6, day)).interim] == [
            "2022年5月26日起受理的线索尚未报来"
        ]


def test_leads_that_were_loaded_have_come_whatever_the_register_says(database: Database) -> None:
    fill(database, handed_over("2022-04", "2022-05"))
    brought = {"source": "市营商局", "number": "Y1", "received_on": date(2022, 5, 30)}
    load(
        database, [checked("leads", [brought], source="市营商局", stated_month=date(2022, 6, 1))], by="tester"
    )
    interim = {row.member for row in measured(database).members("source") if row.interim}
    assert interim == {*SOURCES} - {"市营商局"}
    interim = {
        row.member for row in measured(database, today=date(2022, 5, 31)).members("source") if row.interim
    }
    assert interim == {*SOURCES} - {"市营商局"}
    assert measured(database).interim[0].zh == (
        "2022年5月26日起受理的线索尚未报来：市纪委监委、市委政法委、市委网信办、市委市政府信访局、12345平台"
    )
    undo(database, database.newest_batch, by="tester")
    assert all(row.interim for row in measured(database).members("source"))


def test_a_silent_source_owes_the_last_days_of_the_month_before_too(database: Database) -> None:
    fill(database, all_handed_over(except_for=("市营商局", "2022-05")))
    months = measured(database).members("month")
    assert [[reason.zh for reason in row.interim] for row in months] == [
        ["2022年4月26日起受理的线索尚未报来：市营商局"], ["未报送：市营商局（2022年5月）"],
    ]  # fmt: skip


def test_what_lacks_its_last_days_is_not_compared(database: Database) -> None:
    months = [
        f"{year}-{month:02}" for year in (2021, 2022) for month in range(1, 13) if (year, month) < (2022, 6)
    ]
    received = [
        {"source": "市营商局", "number": f"Y{day}", "received_on": day}
        for day in (date(2021, 1, 1), date(2021, 5, 3), date(2022, 4, 3), date(2022, 5, 3))
    ]
    fill(database, {**handed_over(*months), "leads": received})
    may = Period(date(2022, 5, 1), date(2022, 5, 31))
    view = View(database, database.newest_batch, date(2022, 6, 1))
    assert (
        headline_changes(measure(leads.received, may, view), view).zh
        == "本期最后几天的线索尚未报来，不作比较"
    )
    shares = {
        row["breakdown"]: row for row in view.ask("leads/changes", from_day=may.first, until_day=may.until)
    }
    assert shares[None]["value"] == 1
    assert (shares[None]["year_before"], shares[None]["period_before"]) == (None, None)
    load(database, [checked("collections", handed_over("2022-06")["collections"])], by="tester")
    view = View(database, database.newest_batch, date(2022, 6, 26))
    assert headline_changes(measure(leads.received, may, view), view).zh == "同比持平，环比持平"


def test_a_period_that_still_runs_is_interim(database: Database) -> None:
    fill(database, all_handed_over())
    figure = measured(database, today=date(2022, 5, 25))
    assert [reason.zh for reason in figure.interim] == ["期间尚未结束，数据截至2022年5月25日"]
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
    view = View(database, database.newest_batch, date(2022, 6, 26))
    for source, is_interim in (("市营商局", True), ("12345平台", False)):
        narrowed = View(view.database, view.known_at, view.as_of, (("source", source),))
        assert bool(measure(leads.received, APRIL_AND_MAY, narrowed).interim) == is_interim
