"""Shares and changes, the way of leads, declared and loaded: given these rows, a leader reads these tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from supervision.charts.drawing import draw
from supervision.figures import changes
from supervision.figures.comparing import headline_changes
from supervision.figures.findings import findings, notes
from supervision.figures.measuring import View, measure
from supervision.figures.period import Period
from supervision.figures.tables import table_of
from supervision.ledgers.reference import reference_list
from supervision.metrics import collections, lead_anomalies, lead_changes, lead_flow, leads, reviews
from supervision.metrics.declaration import Metric
from supervision.store.database import Database
from supervision.store.loads import load
from tests.filling import checked, fill

TODAY = date(2022, 12, 31)
MAY = Period(date(2022, 5, 1), date(2022, 5, 31))


def received(*told: tuple[str, str, int]) -> list[dict[str, Any]]:
    """(source, day, so many)."""
    return [
        {"source": source, "number": f"{day}-{place}", "received_on": date.fromisoformat(day)}
        for source, day, number in told
        for place in range(number)
    ]


def table(database: Database, metric: Metric, period: Period, **view: Any) -> dict[Any, list[Any]]:
    figure = measure(metric, period, View(database, database.newest_batch, TODAY, **view))
    return {first: rest for first, *rest in table_of(figure, "zh")[1]}


def test_each_source_with_its_share_and_how_it_changed(database: Database) -> None:
    """May 2022 against May 2021 and April 2022; the ledger begins in April 2021."""
    fill(
        database,
        {
            "leads": received(
                ("12345平台", "2021-04-30", 1), ("12345平台", "2021-05-01", 2), ("12345平台", "2022-04-01", 3),
                ("12345平台", "2022-05-31", 3), ("市营商局", "2021-05-31", 2), ("市营商局", "2022-05-01", 1),
                ("市委网信办", "2022-05-15", 2), ("市委网信办", "2022-06-01", 9),
            )
        },
    )  # fmt: skip
    told = table(database, lead_changes.by_source, MAY)
    tenth = Decimal
    #                     本期  占比           上年 增减 同比            百分点           上期 增减 环比           百分点
    assert told["12345平台"] == [
        3,
        tenth("50.0"),
        2,
        1,
        tenth("50.0"),
        tenth("0.0"),
        3,
        0,
        tenth("0.0"),
        tenth("-50.0"),
    ]
    assert told["市营商局"] == [
        1,
        tenth("16.7"),
        2,
        -1,
        tenth("-50.0"),
        tenth("-33.3"),
        0,
        1,
        None,
        tenth("16.7"),
    ]
    assert told["市委网信办"] == [2, tenth("33.3"), 0, 2, None, tenth("33.3"), 0, 2, None, tenth("33.3")]
    assert told["市纪委监委"] == [0, tenth("0.0"), 0, 0, None, tenth("0.0"), 0, 0, None, tenth("0.0")]


@pytest.mark.parametrize(
    ("period", "says"),
    [
        (MAY, "同比上升50.0%，环比上升100.0%"),
        (Period(date(2022, 5, 2), date(2022, 5, 31)), "同比下降50.0%，环比下降71.4%"),
        (Period(date(2021, 4, 1), date(2021, 4, 30)), "环比持平"),
        (Period(date(2021, 3, 1), date(2021, 3, 31)), "无可比数据"),
        (Period(date(2022, 12, 1), date(2023, 1, 1)), "无可比数据"),
    ],
)
def test_a_number_that_stands_alone_tells_both_changes(database: Database, period: Period, says: str) -> None:
    fill(
        database,
        {
            "leads": received(
                ("12345平台", "2021-03-01", 1), ("12345平台", "2021-04-30", 1), ("12345平台", "2021-05-20", 4),
                ("12345平台", "2022-05-01", 4), ("12345平台", "2022-05-30", 2), ("12345平台", "2022-04-10", 3),
            )
        },
    )  # fmt: skip
    figure = measure(leads.received, period, View(database, 1, TODAY))
    assert headline_changes(figure, View(database, 1, TODAY)).zh == says


def test_a_rate_on_nothing_is_said_in_words(database: Database) -> None:
    fill(database, {"leads": received(("12345平台", "2021-01-01", 1), ("12345平台", "2022-05-01", 2))})
    view = View(database, 1, TODAY)
    assert headline_changes(measure(leads.received, MAY, view), view).zh == "上年同期为0件，上期为0件"


def handed(*missing: tuple[str, int]) -> list[dict[str, Any]]:
    """The register of March 2021 to June 2022, without a row for some of 12345平台's hand-overs."""
    months = [(2021, month) for month in range(3, 13)] + [(2022, month) for month in range(1, 7)]
    return [
        {"source": source, "due_on": date(*month, 25), "handed_on": date(*month, 25), "declared": 1}
        for source in reference_list("sources").names
        for month in months
        if source != "12345平台" or month not in missing
    ]


@pytest.mark.parametrize(
    ("missing", "says"),
    [
        ((), "同比上升50.0%，环比上升100.0%"),
        (((2021, 5),), "上年同期有来源未报送，不作同比，环比上升100.0%"),
        (((2022, 4),), "同比上升50.0%，上期有来源未报送，不作环比"),
        (((2021, 5), (2022, 4)), "对比期有来源未报送，不作比较"),
        (((2022, 5),), "本期有来源未报送，不作比较"),
        (((2022, 5), (2021, 5)), "本期有来源未报送，不作比较"),
        (((2021, 4), (2022, 3)), "同比上升50.0%，环比上升100.0%"),
    ],
)
def test_only_with_what_was_wholly_handed_over_is_compared(
    database: Database, missing: tuple[tuple[int, int], ...], says: str
) -> None:
    counts = received(
        ("12345平台", "2021-03-01", 1), ("12345平台", "2021-05-20", 4), ("12345平台", "2022-04-10", 3),
        ("12345平台", "2022-05-01", 6),
    )  # fmt: skip
    fill(database, {"leads": counts, "collections": handed(*missing)})
    view = View(database, 1, TODAY)
    assert headline_changes(measure(leads.received, MAY, view), view).zh == says


@pytest.mark.parametrize(
    ("missing", "others", "hotline", "total"),
    [
        ((), (4, 2), (4, 3), (8, 5)),
        (((2021, 5),), (4, 2), (None, 3), (None, 5)),
        (((2022, 4),), (4, 2), (4, None), (8, None)),
        (((2022, 5),), (4, 2), (None, None), (None, None)),
    ],
)
def test_a_source_is_compared_by_its_own_hand_overs_and_all_else_by_those_of_all(
    database: Database,
    missing: tuple[tuple[int, int], ...],
    others: tuple[int, int],
    hotline: tuple[int | None, int | None],
    total: tuple[int | None, int | None],
) -> None:
    """12345平台 lacks a hand-over; 市营商局 lacks none. (a year before, the period before)"""
    rows = received(
        ("12345平台", "2021-03-01", 1), ("12345平台", "2021-05-20", 4), ("12345平台", "2022-04-10", 3),
        ("12345平台", "2022-05-01", 6), ("市营商局", "2021-05-20", 4), ("市营商局", "2022-04-10", 2), ("市营商局", "2022-05-01", 1),
    )  # fmt: skip
    fill(
        database, {"leads": [{**row, "district": "中山区"} for row in rows], "collections": handed(*missing)}
    )
    view = View(database, 1, TODAY)

    def bases(metric: Metric) -> dict[Any, tuple[int | None, int | None]]:
        figure = measure(metric, MAY, view)
        told = {
            part.row["member"]: (part.on_year.base, part.on_period.base) for part in changes.parts(figure)
        }
        whole = changes.total(figure)
        return told | {None: (whole.on_year.base, whole.on_period.base)}

    by_source = bases(lead_changes.by_source)
    assert (by_source["市营商局"], by_source["12345平台"], by_source[None]) == (others, hotline, total)
    for metric, member in ((lead_changes.by_district, "中山区"), (lead_changes.by_month, "2022-05")):
        assert (bases(metric)[member], bases(metric)[None]) == (total, total)
    may = next(
        row
        for row in view.ask("leads/by_source_and_month", from_day=MAY.first, until_day=MAY.until)
        if (row["source"], row["month"]) == ("12345平台", "2022-05")
    )
    assert may["year_before"] == (None if (2021, 5) in missing else 4)


def test_a_share_that_stands_alone_changes_by_percentage_points(database: Database) -> None:
    rows = [
        ("2021-04-01", None), ("2021-05-01", "2021-05-10"), ("2021-05-02", None), ("2022-05-01", "2022-05-20"),
        ("2022-05-02", "2022-05-21"),
    ]  # fmt: skip
    days = [
        (date.fromisoformat(begun), date.fromisoformat(ended) if ended else None) for begun, ended in rows
    ]
    fill(
        database,
        {
            "reviews": [
                {"number": f"P{place}", "kind": "集中评查", "opened_on": begun, "concluded_on": ended}
                for place, (begun, ended) in enumerate(days)
            ]
        },
    )
    view = View(database, 1, TODAY)
    figure = measure(reviews.clearance, MAY, view)
    assert headline_changes(figure, view).zh.startswith("同比提高50.0个百分点")


def test_a_median_of_nothing_is_no_base_of_zero_days(database: Database) -> None:
    days = (("P1", date(2021, 3, 1), None), ("P2", date(2022, 5, 1), date(2022, 5, 20)))
    rows = [
        {"number": number, "kind": "集中评查", "opened_on": begun, "concluded_on": ended}
        for number, begun, ended in days
    ]
    fill(database, {"reviews": rows})
    view = View(database, 1, TODAY)
    assert headline_changes(measure(reviews.days_to_conclusion, MAY, view), view).zh == "无可比数据"


def test_rounding_is_excused_only_where_the_printed_shares_do_not_add_up(database: Database) -> None:
    fill(database, {"leads": received(*((source, "2022-05-01", 1) for source in ("市营商局", "12345平台")))})
    view = View(database, 1, TODAY)
    assert notes(measure(lead_changes.by_source, MAY, view)) == []
    fill(database, {"leads": received(("市委网信办", "2022-05-02", 1))})
    (note,) = notes(measure(lead_changes.by_source, MAY, View(database, 2, TODAY)))
    assert note.zh == "部分数据因四舍五入的原因，存在总计与分项合计不等的情况。"


def test_all_ten_prohibitions_stand_there_with_zeros(database: Database) -> None:
    row = received(("12345平台", "2022-05-01", 1))[0] | {"prohibition": "严禁跑风漏气、失密泄密"}
    fill(database, {"leads": [row, *received(("市营商局", "2022-05-01", 3))]})
    told = table(database, lead_changes.by_prohibition, MAY)
    assert [cells[0] for cells in told.values()] == [0] * 9 + [1, 3]
    assert list(told)[-2:] == ["严禁跑风漏气、失密泄密", "未注明"]
    figure = measure(lead_changes.by_prohibition, MAY, View(database, 1, TODAY))
    assert findings(figure)[0].zh == "注明了的各项中，最多的是严禁跑风漏气、失密泄密，1件，占全部的25.0%。"


def test_what_leaves_at_each_step_adds_up(database: Database) -> None:
    """Four leads in May's file, one in a file whose month the register lacks; H4 is referred before it is concluded."""
    may = received(("12345平台", "2022-05-03", 4))
    load(
        database,
        [
            checked("leads", may, name="may.csv", source="12345平台", stated_month=date(2022, 5, 31)),
            checked(
                "leads", received(("市营商局", "2022-05-03", 1)), name="june.csv", source="市营商局",
                stated_month=date(2022, 6, 30),
            ),
        ],
        by="tester",
    )  # fmt: skip
    numbers = [row["number"] for row in may]
    reviews = [
        {"number": f"P{place}", "source": "12345平台", "lead_number": number, "kind": "专项评查",
         "opened_on": date(2022, 6, 1), "concluded_on": concluded_on, "grade": grade}
        for place, (number, concluded_on, grade) in enumerate(
            ((numbers[0], date(2022, 7, 1), "合格"), (numbers[1], date(2022, 7, 1), "不合格"), (numbers[2], None, None))
        )
    ]  # fmt: skip
    referrals = [
        {
            "number": f"Y{review}",
            "review_number": f"P{review}",
            "organ": "检察机关",
            "sent_on": date(2022, 7, 2),
        }
        for review in (1, 2)
    ]
    register = [
        {"source": "12345平台", "due_on": date(2022, 5, 25), "handed_on": date(2022, 5, 25), "declared": 6}
    ]
    fill(database, {"collections": register, "reviews": reviews, "referrals": referrals})
    assert list(table(database, lead_flow.flow, MAY).items()) == [
        ("受理", [5]), ("未对应到报送登记", [1]), ("汇总报送", [4]), ("未进入评查", [1]), ("进入评查", [3]),
        ("未结", [1]), ("评查办结", [2]), ("办结未移送", [1]), ("移送", [1]),
    ]  # fmt: skip
    assert table(database, lead_flow.by_referral, MAY) == {
        "纪检监察机关": [0], "检察机关": [1], "两者均有": [0], "未移送": [1],
    }  # fmt: skip
    figure = measure(collections.unequal, MAY, View(database, database.newest_batch, TODAY))
    assert table_of(figure, "zh")[1] == [["12345平台", "2022年5月", 6, 4, -2, 0]]
    (cell,) = (
        row for row in measure(collections.calendar, MAY, View(database, 2, TODAY)).rows if row["declared"]
    )
    assert (cell["source"], cell["declared"], cell["loaded"], cell["difference"]) == ("12345平台", 6, 4, -2)


SHOWN = (
    lead_changes.by_source, lead_changes.by_month, lead_changes.by_matter, lead_changes.by_prohibition,
    lead_anomalies.control_chart, lead_flow.flow, lead_flow.by_grade, collections.calendar,
)  # fmt: skip


@pytest.mark.parametrize("metric", SHOWN, ids=lambda metric: metric.name)
@pytest.mark.parametrize("only", [(), (("source", "市营商局"),)], ids=["all", "one source"])
def test_an_empty_ledger_and_a_narrowed_one_are_drawn_and_told(
    database: Database, metric: Metric, only: tuple[tuple[str, str], ...]
) -> None:
    for rows in ([], received(("市营商局", "2022-05-01", 2), ("12345平台", "2022-05-01", 5))):
        fill(database, {"leads": rows})
        figure = measure(metric, MAY, View(database, database.newest_batch, TODAY, only))
        assert draw(figure, "en", lambda row: "x") is not None or not figure.rows
        table_of(figure, "en")
        assert all("12345" not in sentence.en for sentence in findings(figure)) or not only
    if metric is lead_changes.by_source and only:
        assert [cells[0] for cells in table(database, metric, MAY, only=only).values()] == [2]
