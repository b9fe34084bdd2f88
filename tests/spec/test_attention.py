"""What a leader is told on the very days on which something falls due: nobody is late yet, and not all is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from supervision.exports.paper.narrowed import items_not_narrowed
from supervision.figures.attention import attention
from supervision.figures.concerns.item import ASKED, CONCERNS, Concern
from supervision.figures.measuring import View, narrows_question
from supervision.figures.period import Period
from supervision.ledgers.narrowing import WORDS
from supervision.ledgers.reference import reference_list
from supervision.ledgers.rows import WaitingRow
from supervision.store.database import Database
from supervision.store.loads import load
from supervision.store.questions import question
from supervision.store.words_read import filters_of
from tests.filling import checked, fill

YEAR = Period(date(2022, 1, 1), date(2022, 12, 31))


def told(database: Database, concern: Concern, as_of: date) -> list[tuple[str, str]]:
    view = View(database, database.newest_batch, as_of)
    return [(item.tone, item.says.zh) for item in attention(view, YEAR)[concern]]


@pytest.mark.parametrize(
    ("as_of", "tone", "says"),
    [
        (date(2022, 4, 24), "good", "期内应报送的来源均已报送"),
        (date(2022, 4, 25), "middling", "今天应报送，还有5个来源未报送"),
        (date(2022, 4, 26), "bad", "应于2022年4月25日报送，已逾期1天"),
    ],
)
def test_on_the_25th_nobody_is_late_and_not_all_have_come(
    database: Database, as_of: date, tone: str, says: str
) -> None:
    handed = [(source, date(2022, 3, 25)) for source in reference_list("sources").names]
    handed.append(("12345平台", date(2022, 4, 25)))
    fill(
        database,
        {
            "collections": [
                {"source": source, "due_on": day, "handed_on": day, "declared": 0} for source, day in handed
            ]
        },
    )
    hand_overs = [item for item in told(database, "late", as_of) if "报送" in item[1]]
    assert hand_overs[0][0] == tone
    assert says in hand_overs[0][1]


@pytest.mark.parametrize(
    ("as_of", "says"),
    [
        (date(2022, 6, 29), "2022年第2季度尚未开展集中评查，距季末1天"),
        (date(2022, 6, 30), "2022年第2季度尚未开展集中评查，今天是季末"),
        (date(2022, 7, 1), "2022年第2季度未开展集中评查"),
    ],
)
def test_a_quarter_can_be_kept_on_its_last_day(database: Database, as_of: date, says: str) -> None:
    assert ("bad", says) in told(database, "late", as_of)


@pytest.mark.parametrize(
    ("as_of", "says"),
    [
        (date(2022, 12, 30), "中省属单位还有1家未走访，每月须走访1家才能按期完成"),
        (date(2022, 12, 31), "中省属单位还有1家未走访，今天是活动最后一天"),
    ],
)
def test_the_campaign_lasts_through_its_last_day(database: Database, as_of: date, says: str) -> None:
    unit = {"number": "Q1", "name": "某医院", "kind": "医院", "pools": ["中省属单位"]}
    fill(database, {"enterprises": [unit]})
    assert ("bad", says) in told(database, "unvisited", as_of)


@dataclass(frozen=True)
class Heard(View):
    """A view that notes what it is asked."""

    asked: list[str] = field(default_factory=list, compare=False)

    def ask(self, name: str, **values: Any) -> list[dict[str, Any]]:
        self.asked.append(name)
        return super().ask(name, **values)


CONCERNED = {
    "collections": [
        {"source": "12345平台", "due_on": date(2022, 3, 25), "handed_on": date(2022, 3, 25), "declared": 0}
    ],
    "reviews": [{"number": "P1", "organ": "公安", "session": "集中评查", "opened_on": date(2022, 3, 1)}],
    "enterprises": [
        {"number": "Q1", "name": "某医院", "kind": "医院", "pools": ["中省属单位"], "district": "中山区"}
    ],
    "cadres": [{"number": "C1", "name": "某干部", "first_day": date(2022, 1, 1)}],
}


@pytest.mark.parametrize(
    ("name", "member", "late", "stuck", "unvisited"),
    [
        ("source", "12345平台", ["未按来源单位筛选：集中评查"], ["未按来源单位筛选：超期诉求"], ["未按来源单位筛选"]),
        ("district", "中山区", ["未按区县筛选"], [], ["未按区县筛选：干部走访"]),
        ("enterprise_kind", "医院", ["未按企业类别筛选"], ["未按企业类别筛选"], ["未按企业类别筛选：干部走访"]),
        ("organ", "公安", ["未按单位类别筛选"], [], ["未按单位类别筛选"]),
    ],
)  # fmt: skip
def test_what_a_filter_does_not_reach_says_so(
    database: Database, name: str, member: str, late: list[str], stuck: list[str], unvisited: list[str]
) -> None:
    fill(database, CONCERNED)
    whole = attention(View(database, 1, date(2022, 6, 15)), YEAR)
    view = Heard(database, 1, date(2022, 6, 15), ((name, member),))
    told = attention(view, YEAR)
    assert [items_not_narrowed(told[concern], view, "zh") for concern in CONCERNS] == [late, stuck, unvisited]
    # Whatever it changes, it reaches; and no line speaks of what was not asked.
    assert {asked for items in told.values() for item in items for asked in item.asked} <= set(view.asked)
    for concern, items in told.items():
        for item in set(items) ^ set(whole[concern]):
            assert any(narrows_question(name, asked) for asked in item.asked)
    assert all(
        narrows_question(name, asked) for asked in view.asked if name in filters_of(question(asked).sql)
    )
    assert set(view.asked) <= set(ASKED)


def test_one_is_one_in_english(database: Database) -> None:
    fill(database, CONCERNED)
    told = attention(View(database, 1, date(2022, 6, 15)), YEAR)
    says = [item.says.en for item in told["unvisited"]]
    assert "1 of 1 units has not been visited: 1 a month is needed to finish in time" in says
    assert "1 of 1 cadres has made no visit this month" in says


@pytest.mark.parametrize(
    ("only", "zh", "en"),
    [
        ((), "有5行数据待更正", "5 rows wait in quarantine"),
        ((("source", "12345平台"),), "有2行可能来自12345平台的数据待更正", "2 rows that may be from 12345 hotline wait in"),
        ((("source", "市纪委监委"),), "有1行可能来自市纪委监委的数据待更正", "1 row that may be from Discipline"),
        ((("district", "中山区"),), "有5行数据待更正", "5 rows wait in quarantine"),
    ],
)  # fmt: skip
def test_of_one_source_no_row_waits_that_cannot_be_from_it(
    database: Database, only: tuple[tuple[str, str], ...], zh: str, en: str
) -> None:
    """A waiting visit is from no source; a lead whose source can't be read may be from any."""

    def waiting(line: int, source: str | None) -> WaitingRow:
        return WaitingRow(line, None, date(2022, 5, 5), source, {"编号": str(line)}, ())

    visit = {"number": "Z1", "cadre_number": "G1", "visited_on": date(2022, 5, 5)}
    rows = {
        "leads": (waiting(5, "12345平台"), waiting(6, None)),
        "visits": tuple(waiting(n, None) for n in (3, 4, 5)),
    }
    files = [
        checked("visits", [visit], waiting=rows["visits"], records=4),
        checked("leads", [], waiting=rows["leads"], records=2),
    ]
    load(database, files, by="tester")
    view = View(database, 1, date(2022, 6, 15), only)
    [says] = [item.says for item in attention(view, YEAR)["stuck"] if item.page == "quarantine"]
    assert says.zh.startswith(zh)
    assert says.en.startswith(en)
    [under] = [
        items_not_narrowed([item], view, "zh")
        for item in attention(view, YEAR)["stuck"]
        if item.page == "quarantine"
    ]
    assert under == [f"未按{WORDS[name].zh}筛选" for name, _ in only if name != "source"]


def test_where_only_visits_wait_no_row_of_a_source_does(database: Database) -> None:
    visit = {"number": "Z1", "cadre_number": "G1", "visited_on": date(2022, 5, 5)}
    waits = WaitingRow(3, None, date(2022, 5, 6), None, {"编号": "3"}, ())
    load(database, [checked("visits", [visit], waiting=(waits,), records=2)], by="tester")
    for only, waiting in (((), 1), ((("source", "12345平台"),), 0)):
        told = attention(View(database, 1, date(2022, 6, 15), only), YEAR)["stuck"]
        says = [item.says.en for item in told if item.page == "quarantine"]
        assert says == ["1 row waits in quarantine; the figures it touches are interim"] * waiting
