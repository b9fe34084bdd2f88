"""Who is late: sources that have not handed over, quarters without a concentrated review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from supervision.figures.concerns.item import Item
from supervision.figures.measuring import View
from supervision.figures.period import Period, day_text, month_text
from supervision.figures.tables import label
from supervision.ledgers.reference import name_of
from supervision.text import Text

_SESSIONS = ("reviews/sessions",)


def late(view: View, period: Period) -> Iterator[Item]:
    yield from _hand_overs(view, period)
    yield from _sessions(view)


def _hand_overs(view: View, period: Period) -> Iterator[Item]:
    days: dict[str, Any] = {"from_day": period.first, "until_day": period.until}
    overdue = view.ask("collections/outstanding", **days)
    if not overdue:
        yield from _none_overdue(view, days)
        return
    for row in overdue[-3:][::-1]:
        yield Item(
            "bad",
            Text(
                zh="{source}{month}线索未报送，应于{due}报送，已逾期{days}天",
                en="{source} has not handed over for {month}: due {due}, {days} days ago",
            ).with_values(
                source=name_of(row["source"]), month=month_text(row["month"]), due=day_text(row["due_on"]),
                days=row["days_overdue"],
            ),
            "leads", ("collections/outstanding",),
        )  # fmt: skip
    if len(overdue) > 3:
        more = len(overdue) - 3
        yield Item(
            "bad",
            Text(
                zh=f"此前还有{more}次未报送",
                en=f"{more} earlier {'hand-over is' if more == 1 else 'hand-overs are'} missing too",
            ),
            "leads",
            ("collections/outstanding",),
        )


def _none_overdue(view: View, days: dict[str, Any]) -> Iterator[Item]:
    """On the 25th itself nobody is late yet, and not all have come either."""
    told = next(row for row in view.ask("collections/punctuality", **days) if row["breakdown"] is None)
    if count := told["missing"]:
        says = Text(
            zh=f"今天应报送，还有{count}个来源未报送",
            en=f"Hand-overs are due today; {count} {'has' if count == 1 else 'have'} not come yet",
        )
        yield Item("middling", says, "leads", ("collections/punctuality",))
    elif told["due"]:
        says = Text(zh="期内应报送的来源均已报送", en="Every hand-over due in the period has come")
        yield Item("good", says, "leads", ("collections/punctuality",))


def _sessions(view: View) -> Iterator[Item]:
    """This year's quarters up to the present one: those missed, and how the present one stands."""
    year = Period(date(view.as_of.year, 1, 1), date(view.as_of.year, 12, 31))
    for row in view.ask("reviews/sessions", from_day=year.first, until_day=year.until):
        is_present = row["first_day"] <= view.as_of < row["next_day"]
        if item := _session(row, view.as_of, is_present=is_present):
            yield item


def _session(row: dict[str, Any], as_of: date, *, is_present: bool) -> Item | None:
    quarter = label("quarter", row["quarter"])
    if row["state"] == "not_held":
        says = Text(zh="{quarter}未开展集中评查", en="{quarter}: no concentrated review was held")
        return Item("bad", says.with_values(quarter=quarter), "reviews", _SESSIONS)
    if row["state"] == "pending":
        left = (row["next_day"] - timedelta(days=1) - as_of).days
        says = Text(
            zh="{quarter}尚未开展集中评查，" + ("距季末{left}天" if left else "今天是季末"),
            en="{quarter}: no concentrated review yet, " + _left(left),
        )
        return Item(
            "bad" if left < 31 else "middling",
            says.with_values(quarter=quarter, left=left),
            "reviews",
            _SESSIONS,
        )
    if row["state"] == "held" and is_present:
        says = Text(
            zh="{quarter}已开展集中评查，启动{count}件",
            en="{quarter}: a concentrated review was held, {count} {cases}",
        )
        return Item(
            "good",
            says.with_values(
                quarter=quarter,
                count=row["concentrated"],
                cases="case" if row["concentrated"] == 1 else "cases",
            ),
            "reviews",
            _SESSIONS,
        )
    return None


def _left(days: int) -> str:
    """How much of the quarter is left, in English."""
    return {0: "today is its last day", 1: "1 day left"}.get(days, f"{days} days left")
