"""What needs a decision today: what is late, what is stuck, who was not visited; in words and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from supervision.figures.measuring import View
from supervision.figures.period import Period, day_text, month_text
from supervision.ledgers.reference import name_of, rows
from supervision.text import Text

Page = Literal["leads", "reviews", "visits", "upload", "history"]
LONG_OPEN = 60
"""Days after which an open review is told."""
LONG_NEED = 30
LISTED_BY_RIGHT = 58
"""What the roster should hold; only ever compared with, never counted."""


@dataclass(frozen=True)
class Item:
    """One sentence, how grave it is, and the page where it shows."""

    tone: Literal["good", "middling", "bad"]
    says: Text
    page: Page


def campaign_at(day: date) -> Period | None:
    """The visiting campaign of that day's year, if there is one."""
    for row in rows("campaigns.csv"):
        campaign = Period(date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"]))
        if campaign.first.year == day.year:
            return campaign
    return None


def attention(view: View, period: Period) -> list[Item]:
    """The graver first; what is in order is told too, so that silence never has to be interpreted."""
    items = [
        *_hand_overs(view, period),
        *_session(view),
        *_reviews(view),
        *_visits(view),
        *_needs_and_referrals(view),
        *_waiting(view, period),
    ]
    gravity = {"bad": 0, "middling": 1, "good": 2}
    return sorted(items, key=lambda item: gravity[item.tone])


def _until(view: View) -> dict[str, Any]:
    """Everything up to and including the day of reckoning."""
    return {"until_day": Period(view.as_of, view.as_of).until}


def _hand_overs(view: View, period: Period) -> Iterator[Item]:
    days: dict[str, Any] = {"from_day": period.first, "until_day": period.until}
    overdue = view.ask("collections/outstanding", **days)
    if not overdue:
        due = sum(
            row["due"] for row in view.ask("collections/punctuality", **days) if row["breakdown"] is None
        )
        if due:
            yield Item(
                "good",
                Text(zh="期内应报送的来源均已报送", en="Every hand-over due in the period has come"),
                "leads",
            )
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
            "leads",
        )  # fmt: skip
    if len(overdue) > 3:
        more = len(overdue) - 3
        yield Item(
            "bad",
            Text(zh=f"此前还有{more}次未报送", en=f"{more} earlier hand-overs are missing too"),
            "leads",
        )


def _session(view: View) -> Iterator[Item]:
    quarter = (view.as_of.month - 1) // 3
    first = date(view.as_of.year, 3 * quarter + 1, 1)
    (row,) = view.ask("reviews/sessions", from_day=first, **_until(view))
    named = Text(zh=f"{first.year}年第{quarter + 1}季度", en=f"Q{quarter + 1} {first.year}")
    if row["state"] == "held":
        says = Text(
            zh="{quarter}已开展集中评查，启动{count}件",
            en="{quarter}: a concentrated review was held, {count} cases",
        )
        yield Item("good", says.with_values(quarter=named, count=row["concentrated"]), "reviews")
    else:
        left = (_quarter_end(first) - view.as_of).days
        says = Text(
            zh="{quarter}尚未开展集中评查，距季末{left}天",
            en="{quarter}: no concentrated review yet, {left} days left",
        )
        if not left:
            says = Text(zh="{quarter}未开展集中评查", en="{quarter}: no concentrated review was held")
        yield Item("bad" if left < 31 else "middling", says.with_values(quarter=named, left=left), "reviews")


def _quarter_end(first: date) -> date:
    month = first.month + 3
    following = date(first.year + (month > 12), (month - 1) % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _reviews(view: View) -> Iterator[Item]:
    still_open = view.ask("reviews/longest_open", **_until(view))
    if not still_open:
        return
    long_open = [row for row in still_open if row["days_open"] > LONG_OPEN]
    oldest = still_open[0]
    says = Text(
        zh="未结评查{count}件，其中超过60天的{long}件；最久的{number}已{days}天",
        en="{count} {cases} open, {long} of them for more than 60 days; the oldest, {number}, for {days} days",
    ).with_values(
        count=len(still_open), long=len(long_open), number=oldest["number"], days=oldest["days_open"],
        cases="review is" if len(still_open) == 1 else "reviews are",
    )  # fmt: skip
    yield Item("bad" if long_open else "middling", says, "reviews")


def _visits(view: View) -> Iterator[Item]:
    campaign = campaign_at(view.as_of)
    if campaign is None or view.as_of < campaign.first:
        return
    units = view.ask("visits/units", from_day=campaign.first, until_day=campaign.until)
    if units:
        yield from _coverage(view, campaign, units)
    first = max(view.as_of.replace(day=1), campaign.first)
    if view.as_of <= campaign.last:
        yield from _cadres(view, first)


def _coverage(view: View, campaign: Period, units: list[dict[str, Any]]) -> Iterator[Item]:
    unvisited = sum(not row["visits"] for row in units)
    if len(units) != LISTED_BY_RIGHT:
        says = Text(
            zh=f"企业名录中的中省属单位为{len(units)}家，应为{LISTED_BY_RIGHT}家",
            en=f"The roster lists {len(units)} central and provincial units; there should be {LISTED_BY_RIGHT}",
        )
        yield Item("middling", says, "visits")
    if not unvisited:
        done = Text(zh=f"{len(units)}家中省属单位已全部走访", en=f"All {len(units)} units have been visited")
        yield Item("good", done, "visits")
        return
    months_left = (campaign.last.year - view.as_of.year) * 12 + campaign.last.month - view.as_of.month + 1
    told = Text(
        zh=f"中省属单位还有{unvisited}家未走访", en=f"{unvisited} of {len(units)} units have not been visited"
    )
    if view.as_of >= campaign.last:
        end = Text(zh="，活动已到期", en=", and the campaign has ended")
    else:
        pace = -(-unvisited // max(months_left, 1))
        end = Text(
            zh=f"，每月须走访{pace}家才能按期完成", en=f": {pace} a month are needed to finish in time"
        )
    yield Item("bad", Text(zh=told.zh + end.zh, en=told.en + end.en), "visits")


def _cadres(view: View, first: date) -> Iterator[Item]:
    month = view.ask("visits/cadre_months", from_day=first, **_until(view))
    owing = [row for row in month if row["state"] in ("missed", "pending")]
    owed = [row for row in month if row["state"] != "not_on_duty"]
    if owing:
        says = Text(
            zh=f"本月{len(owed)}名应走访的干部中，{len(owing)}名尚未走访",
            en=f"{len(owing)} of {len(owed)} cadres have made no visit this month",
        )
        yield Item("middling", says, "visits")
    elif owed:
        says = Text(zh="本月应走访的干部均已走访", en="Every cadre has made this month's visit")
        yield Item("good", says, "visits")


def _needs_and_referrals(view: View) -> Iterator[Item]:
    needs = [row for row in view.ask("needs/open", **_until(view)) if row["days_open"] > LONG_NEED]
    if needs:
        says = Text(
            zh=f"企业诉求有{len(needs)}个超过30天未办结，最久{needs[0]['days_open']}天",
            en=f"{len(needs)} needs open for more than 30 days, the oldest for {needs[0]['days_open']}",
        )
        yield Item("middling", says, "visits")
    referrals = view.ask("referrals/waiting", **_until(view))
    if referrals:
        says = Text(
            zh=f"移送的线索有{len(referrals)}件未反馈，最久{referrals[0]['days_waiting']}天",
            en=f"{len(referrals)} referrals without reply, the oldest for {referrals[0]['days_waiting']} days",
        )
        yield Item("middling", says, "reviews")


def _waiting(view: View, period: Period) -> Iterator[Item]:
    waiting = view.ask("completeness/waiting_rows", from_day=period.first, until_day=period.until)
    if count := sum(row["rows_waiting"] for row in waiting):
        says = Text(
            zh=f"有{count}行数据待更正，相关指标为阶段性数据",
            en=f"{count} {'row waits' if count == 1 else 'rows wait'} in quarantine; the figures they touch are interim",
        )
        yield Item("middling", says, "history")
