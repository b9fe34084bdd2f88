"""What is unusual about a hand-over that is about to be loaded, and whether it holds what its source declared."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from supervision.figures.period import month_text
from supervision.ledgers.catalogue import ledger_named
from supervision.store.answers import Cursor
from supervision.store.questions import ask_within, question
from supervision.text import Text

FEWEST = 10
"""Rows by which a month must differ from the usual at least, before that is said."""
ENOUGH = 3
"""Months before, from which on there is something usual."""
SIGMAS = 3
"""Counts that come by chance stray by their square root; three times that is told."""
EMPTIED, DROPPED = 50, 30
"""Per cent: a column filled to the first before and empty now, or fuller by the second before, is told."""

RULE = Text(
    zh=f"行数与前六个月（至少{ENOUGH}个月）的中位数相差超过其平方根的{SIGMAS}倍且至少{FEWEST}行，栏目上月填写{EMPTIED}%以上而本月全空，"
    f"或填写率下降超过{DROPPED}个百分点，受理日期早于上月或晚于报送月份，实报晚于应报，都会列出。",
    en=f"Told are: rows that stray from the median of the six months before (three at least) by more than {SIGMAS} times "
    f"its square root and {FEWEST} rows; columns filled to {EMPTIED}% the month before and empty now, or fallen by more than "
    f"{DROPPED} points; days received before the month before or after the month stated; hand-overs after their due day.",
)


@dataclass(frozen=True)
class HandOver:
    """One source's month as it would stand after the load."""

    source: str
    month: str
    unusual: tuple[Text, ...]
    declared: int | None
    loaded: int
    sent_again: int
    waiting: int
    has_before: bool
    """Whether an earlier month of the source is in the ledger; else what is sent again can't be told from new."""

    @property
    def is_square(self) -> bool:
        return self.declared is not None and self.declared == self.loaded


def hand_overs(cursor: Cursor, batch: int, months: Iterable[date]) -> list[HandOver]:
    """Every source and month of leads that the batch brings, compared and reconciled; `cursor` sees the batch."""
    stated = sorted(months)
    if not stated:
        return []
    days: dict[str, Any] = {"from_day": stated[0].replace(day=1), "until_day": stated[-1] + timedelta(days=1)}
    compared: dict[tuple[str, str], dict[str, Mapping[str, Any]]] = {}
    for row in ask_within(cursor, question("handovers/compared"), batch=batch, **days):
        compared.setdefault((row["source"], row["month"]), {})[row["measure"]] = row
    reconciled = {
        (row["source"], row["month"]): row for row in ask_within(cursor, question("quality/declared"), **days)
    }
    told = []
    for (source, month), measures in compared.items():
        row = reconciled[source, month]
        told.append(
            HandOver(
                source, month, tuple(_unusual(measures, month)), row["declared"], row["loaded"], row["sent_again"],
                row["waiting"], bool(measures.get("rows", {}).get("months")),
            )
        )  # fmt: skip
    return told


def _unusual(measures: Mapping[str, Mapping[str, Any]], month: str) -> Iterable[Text]:
    rows = measures.get("rows")
    if rows is not None:
        yield from _volume(rows)
    for name, row in measures.items():
        if name in ("rows", "outside", "late"):
            continue
        yield from _column(name, row)
    has_enough = rows is not None and rows["months"] >= ENOUGH
    if has_enough and (outside := measures.get("outside")) is not None and outside["now"]:
        yield Text(
            zh="有{rows}行的受理日期早于上月或晚于{month}",
            en="{rows} {word} received before the month before {month} or after it",
        ).with_values(
            rows=outside["now"],
            month=month_text(month),
            word="row was" if outside["now"] == 1 else "rows were",
        )
    if (late := measures.get("late")) is not None and late["now"]:
        yield Text(zh="迟报{days}天", en="handed over {days} {word} late").with_values(
            days=late["now"], word="day" if late["now"] == 1 else "days"
        )


def _volume(row: Mapping[str, Any]) -> Iterable[Text]:
    if not row["months"]:
        yield Text(
            zh="此前没有该来源的文件，无从比较", en="the first file of this source; nothing to compare with"
        )
        return
    if row["months"] < ENOUGH:
        return
    now, usual = row["now"] or 0, row["usual"]
    if abs(now - usual) >= FEWEST and abs(now - usual) > SIGMAS * math.sqrt(usual):
        word = Text(zh="多", en="more") if now > usual else Text(zh="少", en="fewer")
        yield Text(
            zh="{now}行，比往常（前{months}个月的中位数{usual}行）明显偏{word}",
            en="{now} rows, clearly {word} than usual ({usual}, the median of the {months} months before)",
        ).with_values(now=now, usual=f"{usual:g}", months=row["months"], word=word)


def _column(name: str, row: Mapping[str, Any]) -> Iterable[Text]:
    now, before = row["now"], row["before"]
    if now is None or before is None:
        return
    title = ledger_named("leads").column(name).title
    if before >= EMPTIED and now == 0:
        yield Text(
            zh="“{title}”一列全空（上月填写{before}%）",
            en="“{title}” is empty ({before}% filled the month before)",
        ).with_values(title=title, before=before)
    elif before - now > DROPPED:
        yield Text(
            zh="“{title}”只填写了{now}%（上月{before}%）",
            en="“{title}” is filled to {now}% only ({before}% before)",
        ).with_values(title=title, now=now, before=before)
