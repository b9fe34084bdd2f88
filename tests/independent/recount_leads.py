"""Shares and changes of leads, unusual months and the way from complaint to outcome, counted slowly from their definitions.

It imports nothing of the product and knows no SQL. Numbers are Fractions until they are told.
"""

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from typing import Any

Row = dict[str, Any]
Span = tuple[date, date]  # both days included

UNSTATED = "未注明"
ALL = None
DAY = timedelta(days=1)


def is_month_end(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def a_year_earlier(span: Span) -> Span:
    """The same days; the last of a month stays the last of it, and 29 February is the 28th where there is none."""
    first, last = span
    began = date(first.year - 1, first.month, min(first.day, monthrange(first.year - 1, first.month)[1]))
    length = monthrange(last.year - 1, last.month)[1]
    return began, date(last.year - 1, last.month, length if is_month_end(last) else min(last.day, length))


def the_one_before(span: Span) -> Span:
    """As many whole months, where these are whole months; else as many days."""
    first, last = span
    if first.day == 1 and is_month_end(last):
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        place = first.year * 12 + first.month - 1 - months
        return date(place // 12, place % 12 + 1, 1), first - DAY
    return first - (last - first + DAY), first - DAY


def base(
    leads: Sequence[Row], span: Span, other: Span, today: date, held: Callable[[Row], bool]
) -> int | None:
    """How many in the other span; None while this one is not over, and for days before the first lead."""
    if span[1] > today or not leads or min(row["received_on"] for row in leads) > other[0]:
        return None
    return within(leads, other, held)


def within(leads: Sequence[Row], span: Span, held: Callable[[Row], bool]) -> int:
    return sum(span[0] <= row["received_on"] <= span[1] and held(row) for row in leads)


Compared = tuple[int, int | None, int | None]  # this period, a year before, the period before


def compared(leads: Sequence[Row], span: Span, today: date, held: Callable[[Row], bool]) -> Compared:
    return (
        within(leads, span, held),
        base(leads, span, a_year_earlier(span), today, held),
        base(leads, span, the_one_before(span), today, held),
    )


def by_column(
    leads: Sequence[Row], column: str, listed: Sequence[str], span: Span, today: date
) -> dict[str, Compared]:
    """Every listed member, and every other that occurs in one of the three periods."""
    spans = (span, a_year_earlier(span), the_one_before(span))
    met = {
        row.get(column) or UNSTATED
        for row in leads
        if any(first <= row["received_on"] <= last for first, last in spans)
    }
    return {
        member: compared(
            leads, span, today, lambda row, member=member: (row.get(column) or UNSTATED) == member
        )
        for member in {*listed, *met}
    }


def by_month(leads: Sequence[Row], span: Span, today: date) -> dict[str, Compared]:
    told = {}
    for first, last in months_of(span):
        days = max(first, span[0]), min(last, span[1])
        told[f"{first:%Y-%m}"] = compared(leads, days, today, lambda row: True)
    return told


def months_of(span: Span) -> list[Span]:
    told = []
    day = span[0].replace(day=1)
    while day <= span[1]:
        last = date(day.year, day.month, monthrange(day.year, day.month)[1])
        told.append((day, last))
        day = last + DAY
    return told


def tenth(exact: Fraction | None) -> Fraction | None:
    """One decimal, half up by magnitude."""
    if exact is None:
        return None
    lower, rest = divmod(abs(exact) * 10, 1)
    return Fraction((lower + (rest >= Fraction(1, 2))) * (-1 if exact < 0 else 1), 10)


def share(part: int | None, whole: int | None) -> Fraction | None:
    return None if part is None or not whole else Fraction(part * 100, whole)


def rate(value: int, before: int | None) -> Fraction | None:
    return tenth(Fraction((value - before) * 100, before)) if before else None


def points(part: int, whole: int, part_before: int | None, whole_before: int | None) -> Fraction | None:
    now, then = share(part, whole), share(part_before, whole_before)
    return None if now is None or then is None else tenth(now - then)


# Unusual months


@dataclass(frozen=True)
class Judged:
    value: int
    state: str
    lower: int | None
    upper: int | None


def month_before(first: date, months: int = 1) -> date:
    place = first.year * 12 + first.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)


def came(register: Sequence[Row], source: str, month: date, today: date) -> bool:
    """Whether every hand-over that the source owed in the month has come by today."""
    if not register:
        return True
    rows = [
        row
        for row in register
        if row["source"] == source and (row["due_on"].year, row["due_on"].month) == (month.year, month.month)
    ]
    if rows:
        return all(
            row["handed_on"] is not None and row["handed_on"] <= today
            for row in rows
            if row["due_on"] <= today
        )
    owed_from = min(row["due_on"] for row in register).replace(day=1)
    return month < owed_from or month.replace(day=25) > today


def is_whole(register: Sequence[Row], sources: Sequence[str], month: date, today: date) -> bool:
    following = month_before(month, -1)
    if following.replace(day=25) > today:
        return False
    return all(came(register, source, own, today) for source in sources for own in (month, following))


def judge(
    leads: Sequence[Row],
    register: Sequence[Row],
    sources: Sequence[str],
    own: Sequence[str],
    month: date,
    today: date,
) -> Judged:
    """One month of the sources `own` (one of them, or all)."""
    days_of = [row["received_on"] for row in leads if row["source"] in own]
    value = count(days_of, month)
    base_months = [
        earlier
        for earlier in (month_before(month, back) for back in range(12, 0, -1))
        if days_of and earlier >= min(days_of) and is_whole(register, own, earlier, today)
    ]
    lower = upper = None
    counts = [count(days_of, earlier) for earlier in base_months]
    if len(base_months) >= 8 and sum(counts) >= 3 * len(base_months):
        lower, upper = limits(counts, [length(earlier) for earlier in base_months], length(month))
    last = month.replace(day=length(month))
    if last > today:
        state = "running"
    elif len(base_months) < 8:
        state = "too_few_months"
    elif upper is None:
        state = "too_few_leads"
    elif value > upper:
        state = "high"
    elif not is_whole(register, own, month, today):
        state = "not_whole"
    else:
        assert lower is not None
        state = "low" if value < lower else "usual"
    return Judged(value, state, lower, upper)


def length(month: date) -> int:
    return monthrange(month.year, month.month)[1]


def count(days: Sequence[date], month: date) -> int:
    return sum((day.year, day.month) == (month.year, month.month) for day in days)


def limits(counts: Sequence[int], lengths: Sequence[int], days: int) -> tuple[int, int]:
    """The whole numbers within mean ± 3 σ_z √(u·d·(1 + d/D)), by fifty digits."""
    with localcontext() as context:
        context.prec = 50
        rate = Decimal(sum(counts)) / sum(lengths)
        scores = [
            (Decimal(number) / own - rate) / (rate / own).sqrt()
            for number, own in zip(counts, lengths, strict=True)
        ]
        ranges = [abs(after - before) for before, after in pairwise(scores)]
        sigma = max(sum(ranges) / len(ranges) / Decimal("1.128"), Decimal(1))
        width = 3 * sigma * (rate * days * (1 + Decimal(days) / sum(lengths))).sqrt()
        millionth = Decimal("0.000001")
        low = (rate * days - width).quantize(millionth).to_integral_value(ROUND_CEILING)
        high = (rate * days + width).quantize(millionth).to_integral_value(ROUND_FLOOR)
        return max(int(low), 0), int(high)


# From complaint to outcome


@dataclass
class Way:
    """How far one lead came."""

    steps: list[str]
    grade: str | None = None
    referred_to: str | None = None


def way(
    lead: Row,
    months: set[str],
    register: Sequence[Row],
    reviews: Sequence[Row],
    referrals: Sequence[Row],
    today: date,
) -> Way:
    """`months` are those whose hand-over brought the lead."""
    registered = {
        f"{row['due_on']:%Y-%m}"
        for row in register
        if row["source"] == lead["source"] and row["handed_on"] is not None and row["handed_on"] <= today
    }
    own = [
        row
        for row in reviews
        if (row["source"], row["lead_number"]) == (lead["source"], lead["number"])
        and row["opened_on"] <= today
    ]
    if not own and not months & registered:
        return Way(["received", "not_collected"])
    if not own:
        return Way(["received", "collected", "not_reviewed"])
    so_far = ["received", "collected", "reviewed"]
    if any(row["concluded_on"] is None or row["concluded_on"] > today for row in own):
        return Way([*so_far, "not_concluded"])
    last = max(own, key=lambda row: (row["concluded_on"], row["number"]))
    numbers = {row["number"] for row in own}
    organs = {
        row["organ"] for row in referrals if row["review_number"] in numbers and row["sent_on"] <= today
    }
    grade = last["grade"] or UNSTATED
    if not organs:
        return Way([*so_far, "concluded", "not_referred"], grade, "未移送")
    return Way([*so_far, "concluded", "referred"], grade, organs.pop() if len(organs) == 1 else "两者均有")
