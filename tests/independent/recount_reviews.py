"""Reviews and referrals counted slowly from the written definitions alone: by quarter, by group, grades, problems, replies.

Rows are plain dicts as in `recount`; nothing of the product is imported.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from tests.independent.recount import UNSTATED, Ledgers, Lists, Row, Span, overlap, spans_of_months, within

BANDS = ((0, 15), (16, 30), (31, 60), (61, 90), (91, None))


def quarter_of(day: date) -> str:
    return f"{day.year}Q{(day.month - 1) // 3 + 1}"


def quarters(period: Span) -> Iterator[tuple[str, Span]]:
    """Every quarter the period touches, with the days of it that lie within."""
    days: dict[str, list[date]] = defaultdict(list)
    day = period[0]
    while day <= period[1]:
        days[quarter_of(day)].append(day)
        day += timedelta(days=1)
    for name, inside in days.items():
        yield name, (inside[0], inside[-1])


def is_open(row: Row, began: str, ended: str, when: date) -> bool:
    """Whether something had begun and not ended when that day was over."""
    return row[began] <= when and (row[ended] is None or row[ended] > when)


def stock_and_flow(rows: list[Row], began: str, ended: str, span: Span) -> tuple[int, int, int, int]:
    before = span[0] - timedelta(days=1)
    return (
        sum(is_open(row, began, ended, before) for row in rows),
        sum(within(row[began], span) for row in rows),
        sum(within(row[ended], span) for row in rows),
        sum(is_open(row, began, ended, span[1]) for row in rows),
    )


def by_quarter(ledgers: Ledgers, period: Span) -> dict[str, tuple[int, int, int, int]]:
    """Open at the start, opened, concluded, open at the end of each quarter."""
    rows = ledgers.get("reviews", [])
    return {name: stock_and_flow(rows, "opened_on", "concluded_on", span) for name, span in quarters(period)}


def by_group(ledgers: Ledgers, period: Span) -> dict[str, tuple[int, int, int, int]]:
    """The same for each group that had anything in hand in the period."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in ledgers.get("reviews", []):
        if row["opened_on"] <= period[1] and (
            row["concluded_on"] is None or row["concluded_on"] >= period[0]
        ):
            groups[row["review_group"] or UNSTATED].append(row)
    return {name: stock_and_flow(rows, "opened_on", "concluded_on", period) for name, rows in groups.items()}


def per_cent(part: int, whole: int) -> Fraction | None:
    """To one decimal, half up; none of nothing."""
    return Fraction((2000 * part + whole) // (2 * whole), 10) if whole else None


def clearance(ledgers: Ledgers, period: Span) -> dict[str | None, Fraction | None]:
    told: dict[str | None, Fraction | None] = {}
    for name, span in [(None, period), *quarters(period)]:
        _, opened, concluded, _ = stock_and_flow(
            ledgers.get("reviews", []), "opened_on", "concluded_on", span
        )
        told[name] = per_cent(concluded, opened)
    return told


def cumulative(ledgers: Ledgers, period: Span, today: date) -> dict[str, tuple[int, int]]:
    """Come in, and concluded, by the end of each month that has begun."""
    rows = [
        row
        for row in ledgers.get("reviews", [])
        if row["concluded_on"] is None or row["concluded_on"] >= period[0]
    ]
    return {
        month: (
            sum(row["opened_on"] <= overlap(span, period)[1] for row in rows),
            sum(
                row["concluded_on"] is not None and row["concluded_on"] <= overlap(span, period)[1]
                for row in rows
            ),
        )
        for month, span in spans_of_months(period)
        if span[0] <= today
    }


def grades(
    ledgers: Ledgers, lists: Lists, period: Span
) -> dict[tuple[str, str], tuple[int, Fraction | None]]:
    """Cases and share of every grade in every quarter of conclusion."""
    counts = Counter(
        (quarter_of(row["concluded_on"]), row["grade"] or UNSTATED)
        for row in ledgers.get("reviews", [])
        if within(row["concluded_on"], period)
    )
    keys = {(quarter, grade) for quarter, _ in quarters(period) for grade in lists.grades} | counts.keys()
    totals: Counter[str] = Counter()
    for (quarter, _), count in counts.items():
        totals[quarter] += count
    return {key: (counts[key], per_cent(counts[key], totals[key[0]])) for key in keys}


def problems(ledgers: Ledgers, period: Span) -> dict[str, tuple[int, int, int | None]]:
    """Cases concluded, how many of them state their problems, and the sum of those stated."""
    told: dict[str, tuple[int, int, int | None]] = {}
    for name, span in quarters(period):
        rows = [row for row in ledgers.get("reviews", []) if within(row["concluded_on"], span)]
        stated = [row["problems"] for row in rows if row["problems"] is not None]
        told[name] = (len(rows), len(stated), sum(stated) if stated else None)
    return told


def replies(ledgers: Ledgers, lists: Lists, period: Span) -> dict[str | None, tuple[int, int, int]]:
    """Sent, replied by the period's end, waiting then; in all and by organ."""
    told: dict[str | None, list[int]] = {
        None: [0, 0, 0],
        **{organ: [0, 0, 0] for organ in lists.referral_organs},
    }
    for row in ledgers.get("referrals", []):
        if within(row["sent_on"], period):
            has_reply = row["replied_on"] is not None and row["replied_on"] <= period[1]
            for member in (None, row["organ"]):
                told[member][0] += 1
                told[member][1] += has_reply
                told[member][2] += not has_reply
    return {member: (a, b, c) for member, (a, b, c) in told.items()}


def referrals_by_month(ledgers: Ledgers, period: Span) -> dict[str, tuple[int, int, int]]:
    """Sent, replied, and waiting at the end of each month."""
    rows = ledgers.get("referrals", [])
    return {
        month: stock_and_flow(rows, "sent_on", "replied_on", overlap(span, period))[1:]  # type: ignore[misc]
        for month, span in spans_of_months(period)
    }


def banded(rows: list[Row], began: str, ended: str, period: Span, today: date) -> list[tuple[int, int]]:
    """Ended in the period by days taken, and open at its end by age, in every band."""

    def band(days: int) -> int:
        return next(
            place for place, (low, high) in enumerate(BANDS) if low <= days and (high is None or days <= high)
        )

    done: Counter[int] = Counter()
    waiting: Counter[int] = Counter()
    for row in rows:
        if within(row[ended], period):
            done[band((row[ended] - row[began]).days)] += 1
        if is_open(row, began, ended, period[1]):
            waiting[band(max(0, (min(period[1], today) - row[began]).days))] += 1
    return [(done[place], waiting[place]) for place in range(len(BANDS))]
