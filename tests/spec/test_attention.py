"""What a leader is told on the very days on which something falls due: nobody is late yet, and not all is done."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.figures.attention import attention
from supervision.figures.concerns.item import Concern
from supervision.figures.measuring import View
from supervision.figures.period import Period
from supervision.ledgers.reference import reference_list
from supervision.store.database import Database
from tests.filling import fill

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
