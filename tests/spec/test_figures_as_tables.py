"""Given these rows, a leader reads these numbers: each rule of counting as a table that can be checked by eye."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from supervision.exports.paper.sections import SECTIONS
from supervision.figures.measuring import View, measure
from supervision.figures.period import Period
from supervision.figures.tables import value_text
from supervision.metrics import collections, duty, leads, needs, referrals, review_findings, reviews, visits
from supervision.metrics.declaration import Metric
from supervision.metrics.published import PUBLISHED
from supervision.store.database import Database
from supervision.ui.wall import NUMBERS
from tests.filling import fill

CAMPAIGN = Period(date(2022, 3, 1), date(2022, 12, 31))
QUARTER = Period(date(2022, 4, 1), date(2022, 6, 30))


def table(ledger: str, written: str) -> dict[str, list[dict[str, Any]]]:
    """Rows written as a table: names on the first line, `-` for an empty cell, days and numbers as such."""
    heading, *lines = [line.split() for line in written.strip().splitlines()]
    return {ledger: [dict(zip(heading, map(_value, line), strict=True)) for line in lines]}


def _value(cell: str) -> Any:
    if cell == "-":
        return None
    if len(cell) == 10 and cell[4] == cell[7] == "-":
        return date.fromisoformat(cell)
    if cell.startswith("["):
        return cell.strip("[]").split(",")
    return int(cell) if cell.isdigit() and len(cell) < 3 else cell


def total(database: Database, metric: Metric, period: Period, today: date = date(2023, 1, 31)) -> Any:
    return measure(metric, period, View(database, database.newest_batch, today)).value


def parts(
    database: Database, metric: Metric, period: Period, by: str, today: date = date(2023, 1, 31)
) -> Mapping[str | None, Any]:
    """The parts of a figure that are not zero."""
    figure = measure(metric, period, View(database, database.newest_batch, today))
    return {row.member: row.value for row in figure.members(by) if row.value}


def test_leads_count_by_the_day_received_and_zones_stand_by_themselves(database: Database) -> None:
    fill(
        database,
        table(
            "leads",
            """
            source      number  received_on  district      organ
            12345平台   H1      2022-03-31   金州区        公安机关
            12345平台   H2      2022-04-01   高新区        公安机关
            12345平台   H3      2022-06-30   -             -
            市营商局    H2      2022-06-30   长兴岛经济区  人民法院
            12345平台   H4      2022-07-01   金州区        公安机关
            """,
        ),
    )
    assert total(database, leads.received, QUARTER) == 3
    assert parts(database, leads.received, QUARTER, "source") == {"市营商局": 1, "12345平台": 2}
    assert parts(database, leads.received, QUARTER, "month") == {"2022-04": 1, "2022-06": 2}
    assert parts(database, leads.received, QUARTER, "district") == {
        "高新区": 1,
        "长兴岛经济区": 1,
        "未注明": 1,
    }
    assert parts(database, leads.received, QUARTER, "organ") == {"公安机关": 1, "人民法院": 1, "未注明": 1}


def test_a_silent_source_and_an_idle_month_are_rows_with_zero(database: Database) -> None:
    fill(database, table("leads", "source number received_on district\n 12345平台 H1 2022-05-05 中山区"))
    figure = measure(leads.received, QUARTER, View(database, 1, date(2023, 1, 31)))
    assert len(figure.members("source")) == 6
    assert len(figure.members("district")) == 12
    assert [(row.member, row.value) for row in figure.members("month")] == [
        ("2022-04", 0), ("2022-05", 1), ("2022-06", 0),
    ]  # fmt: skip


HAND_OVERS = """
    source      due_on      handed_on
    12345平台   2022-03-25  2022-03-25
    12345平台   2022-04-25  2022-04-20
    12345平台   2022-05-25  2022-05-26
    12345平台   2022-06-25  -
"""


def test_a_hand_over_is_on_time_late_or_missing(database: Database) -> None:
    fill(database, table("collections", HAND_OVERS))
    of_hotline = {
        metric.name: parts(database, metric, CAMPAIGN, "source", date(2022, 6, 30)).get("12345平台", 0)
        for metric in (collections.due, collections.on_time, collections.late, collections.missing)
    }
    assert of_hotline == {
        "collections.due": 4,
        "collections.on_time": 2,
        "collections.late": 1,
        "collections.missing": 1,
    }


def test_a_source_that_the_register_forgot_is_missing_not_punctual(database: Database) -> None:
    """Five sources × March to June; the 25th of July has not come."""
    fill(database, table("collections", HAND_OVERS))
    assert total(database, collections.missing, CAMPAIGN, date(2022, 7, 24)) == 1 + 5 * 4
    assert total(database, collections.missing, CAMPAIGN, date(2022, 7, 25)) == 1 + 5 * 4 + 6


REVIEWS = """
    number  kind      opened_on   concluded_on  grade
    P1      集中评查  2022-03-30  2022-04-01    合格
    P2      集中评查  2022-04-01  2022-04-11    合格
    P3      专项评查  2022-05-01  2022-06-30    瑕疵
    P4      专项评查  2022-05-01  2022-07-01    不合格
    P5      集中评查  2022-06-30  -             -
"""


def test_stock_and_flow_of_reviews_add_up(database: Database) -> None:
    fill(database, table("reviews", REVIEWS))
    opened, concluded = (total(database, metric, QUARTER) for metric in (reviews.opened, reviews.concluded))
    before = total(database, reviews.backlog, Period(date(2022, 1, 1), date(2022, 3, 31)))
    after = total(database, reviews.backlog, QUARTER)
    assert (before, opened, concluded, after) == (1, 4, 3, 2)
    assert before + opened - concluded == after
    months = measure(reviews.throughput, QUARTER, View(database, 1, date(2023, 1, 31))).rows
    assert [
        (row["month"], row["open_at_start"], row["opened"], row["concluded"], row["open_at_end"])
        for row in months
    ] == [("2022-04", 1, 1, 2, 0), ("2022-05", 0, 2, 0, 2), ("2022-06", 2, 1, 1, 2)]


def test_the_median_is_exact_and_ignores_what_is_still_open(database: Database) -> None:
    """2, 10 and 60 days in the quarter; with P4's 61 days in July an even number of four."""
    fill(database, table("reviews", REVIEWS))
    assert total(database, reviews.days_to_conclusion, QUARTER) == 10
    assert total(database, reviews.days_to_conclusion, CAMPAIGN) == 35
    assert total(
        database, reviews.days_to_conclusion, Period(date(2022, 6, 1), date(2022, 7, 31))
    ) == Decimal("60.5")
    assert total(database, reviews.days_to_conclusion, Period(date(2022, 1, 1), date(2022, 1, 31))) is None


@pytest.mark.parametrize(
    ("period", "says"),
    [
        (QUARTER, "75.0"),
        (Period(date(2022, 4, 1), date(2022, 4, 30)), "200.0"),
        (Period(date(2022, 7, 1), date(2022, 7, 31)), "—"),
    ],
)
def test_shares_are_printed_with_one_decimal_always(database: Database, period: Period, says: str) -> None:
    fill(database, table("reviews", REVIEWS))
    view = View(database, database.newest_batch, date(2023, 1, 31))
    assert value_text(measure(reviews.clearance, period, view)) == says


def test_a_quarter_without_a_concentrated_review_is_told(database: Database) -> None:
    fill(database, table("reviews", REVIEWS))
    view = View(database, 1, date(2022, 11, 1))
    told = measure(review_findings.sessions, Period(date(2022, 1, 1), date(2022, 12, 31)), view).rows
    assert [(row["quarter"], row["state"]) for row in told] == [
        ("2022Q1", "held"), ("2022Q2", "held"), ("2022Q3", "not_held"), ("2022Q4", "pending"),
    ]  # fmt: skip


def test_all_fourteen_crimes_are_shown_and_only_the_procuratorate_is_split_by_them(
    database: Database,
) -> None:
    fill(
        database,
        table(
            "referrals",
            """
            number  organ         crime                  sent_on
            Y1      检察机关      民事、行政枉法裁判罪   2022-05-01
            Y2      纪检监察机关  -                      2022-05-02
            """,
        ),
    )
    figure = measure(referrals.sent, QUARTER, View(database, 1, date(2023, 1, 31)))
    assert figure.value == 2
    assert len(figure.members("crime")) == 14
    assert parts(database, referrals.sent, QUARTER, "crime") == {"民事、行政枉法裁判罪": 1}
    assert parts(database, referrals.sent, QUARTER, "organ") == {"纪检监察机关": 1, "检察机关": 1}


ROSTER = """
    number  name   uscc  kind      pools                          joined_on   left_on
    Q1      甲厂   U1    中央企业  [中省属单位]                   -           -
    Q2      乙院   U2    医院      [举报线索涉及企业,中省属单位]  2022-06-30  -
    Q3      丙校   U3    院校      [中省属单位]                   -           2022-06-29
    Q4      丁店   U4    民营企业  [专项行动涉及企业]             -           -
"""


def test_coverage_counts_units_and_visits_count_visits(database: Database) -> None:
    """Q3 left the roster a day before the period's end; Q4 is in another pool; an unknown number links by name."""
    rows = table("enterprises", ROSTER) | table(
        "visits",
        """
        number  cadre_number  enterprise_number  uscc  enterprise_name  visited_on
        Z1      G1            Q1                 -     -                2022-04-01
        Z2      G1            Q1                 -     -                2022-04-02
        Z3      G1            Q9                 -     乙院             2022-06-30
        Z4      G1            Q3                 -     -                2022-05-01
        Z5      G1            -                  U4    -                2022-05-01
        Z6      G1            -                  -     -                2022-05-01
        """,
    )
    fill(database, rows)
    assert total(database, visits.made, QUARTER) == 6
    assert parts(database, visits.listed, QUARTER, "kind") == {"中央企业": 1, "医院": 1}
    assert parts(database, visits.visited, QUARTER, "kind") == {"中央企业": 1, "医院": 1}


def test_a_name_or_code_that_two_enterprises_share_links_to_neither(database: Database) -> None:
    rows = table(
        "enterprises",
        """
        number  name  uscc  kind      pools
        Q1      甲厂  U1    中央企业  [中省属单位]
        Q2      甲厂  U1    中央企业  [中省属单位]
        """,
    ) | table("visits", "number cadre_number uscc enterprise_name visited_on\n Z1 G1 U1 甲厂 2022-04-01")
    fill(database, rows)
    assert total(database, visits.visited, QUARTER) == 0


def test_a_cadre_owes_every_month_with_a_day_on_duty_within_the_campaign(database: Database) -> None:
    """G1: April (one day), May, June. G2 left before the campaign. G3's only visit is in a month not owed."""
    rows = table(
        "cadres",
        """
        number  name  on_duty_from  on_duty_until
        G1      一    2022-04-30    -
        G2      二    2021-01-01    2022-02-28
        G3      三    2022-06-01    2022-06-01
        """,
    ) | table(
        "visits",
        """
        number  cadre_number  visited_on
        Z1      G1            2022-04-02
        Z2      G1            2022-06-30
        Z3      G3            2022-05-31
        """,
    )
    fill(database, rows)
    assert parts(database, duty.due, QUARTER, "month") == {"2022-04": 1, "2022-05": 1, "2022-06": 2}
    assert parts(database, duty.kept, QUARTER, "month") == {"2022-04": 1, "2022-06": 1}


def test_needs_raised_and_resolved_are_counted_each_by_its_own_day(database: Database) -> None:
    fill(
        database,
        table(
            "needs",
            """
            number  kind      raised_on   resolved_on
            S1      司法需求  2022-03-31  2022-04-01
            S2      司法需求  2022-04-01  2022-07-01
            S3      实际困难  2022-06-30  2022-06-30
            """,
        ),
    )
    assert parts(database, needs.raised, QUARTER, "kind") == {"实际困难": 1, "司法需求": 1}
    assert parts(database, needs.resolved, QUARTER, "kind") == {"实际困难": 1, "司法需求": 1}


def test_what_is_shown_as_part_of_a_whole_is_a_part_of_it(database: Database) -> None:
    """Two needs raised in March and resolved in the quarter are no part of the one raised in it: never 2/1."""
    fill(
        database,
        table(
            "needs",
            """
            number  kind      raised_on   resolved_on
            S1      司法需求  2022-03-30  2022-04-01
            S2      司法需求  2022-03-31  2022-04-02
            S3      实际困难  2022-06-30  -
            """,
        ),
    )
    on_pages = [(shown.metric, shown.whole) for section in SECTIONS for shown in section.shown]
    for part, whole in [*on_pages, *(pair for pair in NUMBERS if isinstance(pair, tuple))]:
        if whole is not None:
            assert total(database, part, QUARTER) <= total(database, whole, QUARTER)


@pytest.mark.parametrize("metric", PUBLISHED, ids=lambda metric: metric.name)
def test_every_figure_can_be_asked_of_an_empty_ledger(database: Database, metric: Metric) -> None:
    figure = measure(metric, CAMPAIGN, View(database, 0, date(2023, 1, 31)))
    assert figure.value in (0, None)
    assert figure.interim == ()


@pytest.mark.parametrize("metric", PUBLISHED, ids=lambda metric: metric.name)
def test_every_figure_says_what_it_means_in_both_languages(metric: Metric) -> None:
    texts: Sequence[Any] = (metric.title, metric.definition, metric.unit.text)
    assert all(text.zh and text.en and text.zh != text.en for text in texts)
