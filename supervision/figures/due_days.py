"""What falls due and when: the 25th of each month, each quarter's concentrated review, the visiting campaign.

Days are as the office's own rules give them. No rule is known for moving a day off a weekend, so the day of
the week is told beside it and nothing is moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from supervision.figures.campaigns import campaign_at
from supervision.text import Text

Duty = Literal["hand-over", "concentrated-review", "monthly-visit", "full-coverage"]
COLLECTION_DAY = 25
DUE_SHOWN = 5
"""How many a reader is told at once."""

WORDS: dict[Duty, tuple[Text, Text]] = {
    "hand-over": (
        Text(zh="六个来源报送线索", en="Six sources hand over leads"),
        Text(
            zh="每月25日汇总登记六个来源的线索，无线索也须零报告。",
            en="On the 25th of each month the six sources hand over their leads; a zero report counts.",
        ),
    ),
    "concentrated-review": (
        Text(zh="本季度集中评查截止", en="Quarter's concentrated review"),
        Text(
            zh="每季度至少开展一次集中案件评查。",
            en="At least one concentrated review of cases is owed each quarter.",
        ),
    ),
    "monthly-visit": (
        Text(zh="领导干部当月走访截止", en="Cadres' visits of the month"),
        Text(
            zh="走访活动期间，每名在岗领导干部每月至少私访1户企业。",
            en="During the campaign every leading cadre on duty visits at least one enterprise a month.",
        ),
    ),
    "full-coverage": (
        Text(zh="中省属单位全覆盖截止", en="All central and provincial units visited"),
        Text(
            zh="名录中的中省属单位应在走访活动结束前全部走访。",
            en="Every listed central and provincial unit is to be visited before the campaign ends.",
        ),
    ),
}


@dataclass(frozen=True)
class DueDay:
    """One thing due on one day, the day included."""

    duty: Duty
    due_on: date

    @property
    def title(self) -> Text:
        return WORDS[self.duty][0]

    @property
    def about(self) -> Text:
        return WORDS[self.duty][1]


WEEKDAYS = (
    Text(zh="周一", en="Mon"), Text(zh="周二", en="Tue"), Text(zh="周三", en="Wed"), Text(zh="周四", en="Thu"),
    Text(zh="周五", en="Fri"), Text(zh="周六", en="Sat"), Text(zh="周日", en="Sun"),
)  # fmt: skip


def weekday(day: date) -> Text:
    return WEEKDAYS[day.weekday()]


def due_days(from_day: date, months: int = 12) -> list[DueDay]:
    """Everything due from that day on, over so many calendar months, the earliest first."""
    told = [due for month in _months(from_day, months) for due in _due_in(month)]
    return sorted((due for due in told if due.due_on >= from_day), key=lambda due: due.due_on)


def _months(day: date, count: int) -> Iterator[date]:
    """The first days of that many calendar months, the day's own first."""
    for place in range(count):
        months = day.year * 12 + day.month - 1 + place
        yield date(months // 12, months % 12 + 1, 1)


def _due_in(month: date) -> Iterator[DueDay]:
    last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    yield DueDay("hand-over", month.replace(day=COLLECTION_DAY))
    if month.month % 3 == 0:
        yield DueDay("concentrated-review", last)
    campaign = campaign_at(month)
    if campaign and campaign.first <= last and month <= campaign.last:
        yield DueDay("monthly-visit", min(last, campaign.last))
        if campaign.last <= last:
            yield DueDay("full-coverage", campaign.last)
