"""Why a figure is interim (阶段性数据): a source has not handed over, rows wait, or the period still runs.

What a source received after the 25th comes with its next hand-over, so a month's leads are not all there before that.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from supervision.figures.period import Period, day_text, month_text
from supervision.ledgers.catalogue import ledger_named
from supervision.ledgers.reference import name_of, reference_list
from supervision.metrics.declaration import Metric
from supervision.store.database import Database
from supervision.store.questions import ask
from supervision.text import Text


@dataclass(frozen=True)
class MissingHandOver:
    """One that has not come, and one month of the period that lacks its leads."""

    source: str
    month: str
    """Of the hand-over; it brings the last days of the month before."""
    lacking: str
    """The month that lacks leads."""
    since: date
    """The first day of the period whose leads it would bring."""
    was_due: bool
    """Whether its day lay in the period and has come."""


@dataclass(frozen=True)
class WaitingRows:
    ledger: str
    source: str | None
    month: str | None
    """None: the day itself can't be read, so the rows could belong to any month."""
    rows: int


@dataclass(frozen=True)
class Gaps:
    """What is known to be missing from the ledgers for a period."""

    period: Period
    as_of: date
    silent: tuple[MissingHandOver, ...]
    """Every hand-over that was due in the period or would bring leads of its days, and did not come."""
    waiting: tuple[WaitingRows, ...]

    def touching(self, metric: Metric, by: str | None = None, member: str | None = None) -> tuple[Text, ...]:
        """The reasons for which one number of a metric is interim: a part is touched only by its own gaps."""
        reasons = []
        if self.period.last > self.as_of and not (
            by == "month" and member and member < f"{self.as_of:%Y-%m}"
        ):
            reasons.append(_still_running(self.as_of))
        if metric.counts_leads:
            reasons += _not_handed_over(
                [one for one in self.silent if _touches(by, member, one.source, one.lacking)]
            )
        for ledger in metric.ledgers:
            rows = sum(
                gap.rows
                for gap in self.waiting
                if gap.ledger == ledger and _touches(by, member, gap.source, gap.month)
            )
            if rows:
                reasons.append(_rows_wait(ledger, rows))
        return tuple(reasons)


def _touches(by: str | None, member: str | None, source: str | None, month: str | None) -> bool:
    if by == "source":
        return source is None or source == member
    if by == "month":
        return month is None or month == member
    return True


def gaps_in(
    period: Period, database: Database, known_at: int, as_of: date, only_source: str | None = None
) -> Gaps:
    """Ask the ledger what is missing for a period; of one source, where only that one is looked at."""
    days: dict[str, Any] = {"from_day": period.first, "until_day": period.until}
    silent = ask(database, "completeness/silent_sources", known_at, as_of, **days)
    waiting = ask(database, "completeness/waiting_rows", known_at, as_of, **days)
    return Gaps(
        period,
        as_of,
        tuple(MissingHandOver(**row) for row in silent if only_source in (None, row["source"])),
        tuple(
            WaitingRows(row["ledger"], row["source"], row["month"], row["rows_waiting"])
            for row in waiting
            if only_source is None or row["source"] in (None, only_source)
        ),
    )


def _still_running(as_of: date) -> Text:
    return Text(
        zh="期间尚未结束，数据截至{day}", en="the period is not over; counted up to {day}"
    ).with_values(day=day_text(as_of))


def _not_handed_over(silent: list[MissingHandOver]) -> list[Text]:
    """What was due and did not come; beside it the last days, whose leads come with a hand-over that is still to come."""
    due = list(dict.fromkeys((one.source, one.month) for one in silent if one.was_due))
    to_come: dict[date, list[str]] = {}
    for one in silent:
        if (one.source, one.month) not in due and one.source not in to_come.setdefault(one.since, []):
            to_come[one.since].append(one.source)
    return [
        *([_were_due(due)] if due else []),
        *(_still_to_come(since, to_come[since]) for since in sorted(to_come)),
    ]


def _were_due(silent: list[tuple[str, str]]) -> Text:
    """Named one by one while that can be read; by source and count once it can't."""
    if len(silent) <= 4:
        parts = [(name_of(source), month_text(month)) for source, month in silent]
        return Text(
            zh="未报送：" + "、".join(f"{source.zh}（{month.zh}）" for source, month in parts),
            en="not handed over: " + ", ".join(f"{source.en} ({month.en})" for source, month in parts),
        )
    counted = Counter(source for source, _ in silent)
    return Text(
        zh=f"共{len(silent)}次未报送："
        + "、".join(f"{name_of(source).zh}{times}次" for source, times in counted.items()),
        en=f"{len(silent)} hand-overs missing: "
        + ", ".join(f"{name_of(source).en} {times}" for source, times in counted.items()),
    )


def _still_to_come(since: date, sources: list[str]) -> Text:
    """Of all sources, or of those that are named."""
    day = day_text(since)
    told = Text(
        zh=f"{day.zh}起受理的线索尚未报来",
        en=f"leads received from {day.en} on have not been handed over yet",
    )
    listed = reference_list("sources").names
    if len(sources) == len(listed):
        return told
    names = [name_of(source) for source in listed if source in sources]
    return Text(
        zh=f"{told.zh}：" + "、".join(name.zh for name in names),
        en=f"{told.en}: " + ", ".join(name.en for name in names),
    )


def _rows_wait(ledger: str, rows: int) -> Text:
    title = ledger_named(ledger).title
    return Text(zh="{title}有{rows}行待更正", en="{title}: {rows} {word} in quarantine").with_values(
        title=title, rows=rows, word="row" if rows == 1 else "rows"
    )
