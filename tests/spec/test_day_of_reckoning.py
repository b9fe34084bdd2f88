"""On a day of reckoning nothing later has happened yet: it is neither counted nor found among the rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from supervision.charts.drawing import draw
from supervision.commands.figures import figure_json
from supervision.exports.paper.parts import figure_part
from supervision.figures.behind import how_many
from supervision.figures.measuring import View, measure
from supervision.figures.period import Period
from supervision.figures.tables import table_of
from supervision.metrics import (
    lead_anomalies,
    lead_changes,
    leads,
    needs,
    referrals,
    review_findings,
    reviews,
    visits,
)
from supervision.metrics.declaration import Metric
from supervision.store.database import Database
from tests.filling import fill

YEAR = Period(date(2022, 1, 1), date(2022, 12, 31))
BEFORE, AFTER = date(2022, 3, 1), date(2022, 9, 1)


def rows() -> dict[str, list[dict[str, Any]]]:
    return {
        "leads": [
            {"source": "12345平台", "number": number, "received_on": day}
            for number, day in (("1", BEFORE), ("2", AFTER))
        ],
        "reviews": [
            {"number": "P1", "kind": "集中评查", "opened_on": BEFORE, "concluded_on": AFTER},
            {"number": "P2", "kind": "专项评查", "opened_on": AFTER},
        ],
        "referrals": [
            {"number": "Y1", "review_number": "P1", "organ": "检察机关", "sent_on": BEFORE, "replied_on": AFTER},
            {"number": "Y2", "review_number": "P1", "organ": "检察机关", "sent_on": AFTER},
        ],
        "visits": [
            {"number": "Z1", "cadre_number": "G1", "visited_on": BEFORE},
            {"number": "Z2", "cadre_number": "G1", "visited_on": AFTER},
        ],
        "needs": [
            {"number": "S1", "visit_number": "Z1", "kind": "实际困难", "raised_on": BEFORE, "resolved_on": AFTER},
            {"number": "S2", "visit_number": "Z2", "kind": "实际困难", "raised_on": AFTER},
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("metric", "in_june", "in_december"),
    [
        (leads.received, 1, 2),
        (reviews.opened, 1, 2),
        (reviews.concluded, 0, 1),
        (reviews.backlog, 1, 1),
        (referrals.sent, 1, 2),
        (referrals.replied, 0, 1),
        (visits.made, 1, 2),
        (needs.raised, 1, 2),
        (needs.resolved, 0, 1),
    ],
)
def test_what_lies_after_it_has_not_happened(
    database: Database, metric: Metric, in_june: int, in_december: int
) -> None:
    fill(database, rows())
    for as_of, value in ((date(2022, 6, 30), in_june), (AFTER, in_december)):
        view = View(database, database.newest_batch, as_of)
        assert measure(metric, YEAR, view).value == value
        assert how_many(metric, YEAR, view) == value


def test_a_review_concluded_later_was_still_open(database: Database) -> None:
    fill(database, rows())
    view = View(database, database.newest_batch, date(2022, 6, 30))
    (open_then,) = measure(reviews.longest_open, YEAR, view).rows
    assert (open_then["number"], open_then["days_open"]) == ("P1", 121)


MATTER = {"source": "12345平台", "matter": "超期办案", "summary": "示例数据", "district": "中山区"}
JUNE = [MATTER | {"number": str(day), "received_on": date(2022, 6, day)} for day in (1, 15, 16, 30)]


@pytest.mark.parametrize("only", [(), (("district", "中山区"),)], ids=["all", "narrowed"])
@pytest.mark.parametrize(
    ("first", "last", "as_of", "count"),
    [
        (date(2022, 3, 1), date(2022, 12, 31), date(2022, 6, 15), 2),  # cuts the month short
        (date(2022, 3, 1), date(2022, 12, 31), date(2022, 6, 30), 4),  # is its last day
        (date(2022, 6, 1), date(2022, 6, 15), date(2022, 6, 29), 2),  # comes after the period
        (date(2022, 6, 1), date(2022, 6, 29), date(2022, 6, 15), 2),
        (date(2022, 6, 2), date(2022, 7, 31), date(2022, 6, 16), 2),  # the period begins within the month
        (date(2022, 5, 2), date(2022, 6, 20), date(2022, 7, 31), 3),
        (date(2022, 6, 2), date(2022, 6, 15), date(2022, 7, 31), 1),
        (date(2022, 6, 20), date(2022, 7, 31), date(2022, 6, 15), 0),  # comes before it
    ],
)
def test_a_month_that_it_cuts_short_is_counted_up_to_it(
    database: Database, first: date, last: date, as_of: date, count: int, only: tuple[tuple[str, str], ...]
) -> None:
    """By whatever months are told by, though their cells know later days."""
    fill(database, {"leads": JUNE})
    view, period = View(database, database.newest_batch, as_of, only), Period(first, last)
    days = {"from_day": period.first, "until_day": period.until}
    parts = {(row["breakdown"], row["member"]): row["value"] for row in view.ask("leads/changes", **days)}
    assert parts.get(("matter", "超期办案"), 0) == parts[None, None] == count
    filled = {
        row["lead_column"]: row for row in view.ask("quality/filled", **days) if row["leads"] or not count
    }
    assert (filled["summary"]["filled"], filled["status"]["filled"]) == (count, 0)
    assert next(row["value"] for row in view.ask("leads/flow", **days) if row["step"] == "received") == count


@pytest.mark.parametrize(
    "metric", [leads.by_month, leads.by_source, lead_changes.by_month, lead_anomalies.control_chart, reviews.throughput,
               reviews.by_quarter, referrals.by_month, review_findings.problems],
    ids=lambda metric: metric.name,
)  # fmt: skip
def test_a_month_to_come_is_neither_drawn_nor_told_as_none(database: Database, metric: Metric) -> None:
    """On the page, in its table and on paper; the month of the day itself is."""
    fill(database, rows())
    view = View(database, database.newest_batch, date(2022, 9, 30))
    figure = measure(metric, YEAR, view)
    paper = figure_part(figure, view, "zh")
    for told in (table_of(figure, "zh"), [paper["drawing"], paper["table"]]):
        written = str(told)
        assert "9月" in written or "第3季度" in written
        assert not any(spell in written for spell in ("10月", "11月", "12月", "第4季度"))
    if (chart := draw(figure, "zh")) is not None:
        assert "2022-10" not in str([trace.get("x", trace.get("y")) for trace in chart.data])


def test_a_published_figure_says_none_of_a_month_to_come_and_keeps_its_row_for_programs(
    database: Database,
) -> None:
    fill(database, rows())
    figure = measure(leads.received, YEAR, View(database, database.newest_batch, date(2022, 10, 31)))
    assert [row.member for row in figure.members("month")][-1] == "2022-10"
    assert "11月" not in str(table_of(figure, "zh"))
    by_month = {row["member"]: row["value"] for row in figure_json(figure) if row["by"] == "month"}
    assert len(by_month) == 12 and by_month["2022-12"] == 0
