"""Time limits that bind, and reviewers from the very body complained of: read as tables."""

from __future__ import annotations

from datetime import date

from supervision.figures.measuring import View, measure
from supervision.figures.period import Period
from supervision.metrics import limits, review_findings
from supervision.store.database import Database
from tests.filling import fill
from tests.spec.test_figures_as_tables import table

PERIOD = Period(date(2022, 5, 1), date(2022, 7, 31))


def test_a_petition_has_sixty_days_from_the_day_received(database: Database) -> None:
    """Received on 1 May the limit is 30 June. Before May no limit was in force; the hotline has none; concluded is concluded."""
    fill(
        database,
        table(
            "leads",
            """
            source            number  received_on  status
            市委市政府信访局  A       2022-05-01   已转办
            市委市政府信访局  B       2022-04-30   已转办
            市委市政府信访局  C       2022-05-01   已办结
            市委市政府信访局  D       2022-05-01   不予受理
            市委市政府信访局  E       2022-05-02   -
            市委市政府信访局  F       2022-05-09   已转办
            12345平台         G       2022-05-01   已转办
            """,
        ),
    )
    figure = measure(limits.near, PERIOD, View(database, 1, date(2022, 7, 1)))
    assert [(row["number"], row["days_left"], row["state"]) for row in figure.rows] == [
        ("A", -1, "overdue"),
        ("E", 0, "due_soon"),
        ("F", 7, "due_soon"),
    ]


def test_who_reviews_their_own_body_is_listed(database: Database) -> None:
    """W1 sits in groups 1 and 2; W2 had left before the review; the third review's lead names another body."""
    rows = (
        table(
            "leads",
            """
            source      number  received_on  body
            12345平台   L1      2022-05-01   甲法院
            12345平台   L2      2022-05-01   乙法院
            """,
        )
        | table(
            "members",
            """
            number  name  body    review_groups     left_on
            W1      一    甲法院  评查组1、评查组2  -
            W2      二    甲法院  评查组2           2022-05-09
            """,
        )
        | table(
            "reviews",
            """
            number  source     lead_number  kind      opened_on   review_group
            P1      12345平台  L1           集中评查  2022-05-10  评查组1
            P2      12345平台  L1           集中评查  2022-05-10  评查组2
            P3      12345平台  L2           集中评查  2022-05-10  评查组1
            P4      12345平台  L1           集中评查  2022-05-10  评查组3
            """,
        )
    )
    fill(database, rows)
    figure = measure(review_findings.recusals, PERIOD, View(database, 1, date(2022, 7, 1)))
    assert [(row["number"], row["member_name"]) for row in figure.rows] == [("P1", "一"), ("P2", "一")]
