"""What is stuck: reviews and needs long open, referrals without reply, rows waiting to be mended."""

from __future__ import annotations

from collections.abc import Iterator

from supervision.figures.concerns.item import Item, until_today
from supervision.figures.measuring import View
from supervision.figures.period import Period
from supervision.ledgers.catalogue import ledger_named
from supervision.ledgers.narrowing import reaches
from supervision.ledgers.reference import name_of
from supervision.text import Text

LONG_OPEN = 60
"""Days after which an open review is told."""
LONG_NEED = 30


def stuck(view: View, period: Period) -> Iterator[Item]:
    items = [*_reviews(view), *_needs(view), *_referrals(view), *_waiting(view, period)]
    nothing = Text(
        zh="没有未结评查、超期诉求和未反馈的移送",
        en="No review is open, no need is long open, every referral has its reply",
    )
    yield from items or [
        Item("good", nothing, "reviews", ("reviews/open_ages", "needs/open_ages", "referrals/waiting"))
    ]


def _reviews(view: View) -> Iterator[Item]:
    [told] = view.ask("reviews/open_ages", days=LONG_OPEN, **until_today(view))
    if not told["still_open"]:
        return
    says = Text(
        zh="未结评查{count}件，其中超过60天的{long}件；最久的{number}已{days}天",
        en="{count} {cases} open, {long} of them for more than 60 days; the oldest, {number}, for {days} days",
    ).with_values(
        count=told["still_open"], long=told["long_open"], number=told["oldest"], days=told["days_open"],
        cases="review is" if told["still_open"] == 1 else "reviews are",
    )  # fmt: skip
    yield Item("bad" if told["long_open"] else "middling", says, "reviews", ("reviews/open_ages",))


def _needs(view: View) -> Iterator[Item]:
    [told] = view.ask("needs/open_ages", days=LONG_NEED, **until_today(view))
    if told["long_open"]:
        needs = "need" if told["long_open"] == 1 else "needs"
        says = Text(
            zh=f"企业诉求有{told['long_open']}个超过30天未办结，最久{told['days_open']}天",
            en=f"{told['long_open']} {needs} open for more than 30 days, the oldest for {told['days_open']}",
        )
        yield Item("middling", says, "visits", ("needs/open_ages",))


def _referrals(view: View) -> Iterator[Item]:
    for oldest in view.ask("referrals/waiting", at_most=1, **until_today(view)):
        referrals = "referral" if oldest["in_all"] == 1 else "referrals"
        says = Text(
            zh=f"移送的线索有{oldest['in_all']}件未反馈，最久{oldest['days_waiting']}天",
            en=f"{oldest['in_all']} {referrals} without reply, the oldest for {oldest['days_waiting']} days",
        )
        yield Item("middling", says, "referrals", ("referrals/waiting",))


def _waiting(view: View, period: Period) -> Iterator[Item]:
    """Of one source, the rows that may be from it: those of a ledger that knows no sources are from none, and one whose
    source can't be read may be from any."""
    source = dict(view.only).get("source")
    waiting = [
        row
        for row in view.ask("completeness/waiting_rows", from_day=period.first, until_day=period.until)
        if source is None or reaches("source", ledger_named(row["ledger"]))
    ]
    if count := sum(row["rows_waiting"] for row in waiting):
        whose = Text(zh="", en="")
        if source is not None:
            whose = Text(zh="可能来自{source}的", en=" that may be from {source}").with_values(
                source=name_of(source)
            )
        rows, wait, touch = ("row", "waits", "it touches") if count == 1 else ("rows", "wait", "they touch")
        says = Text(
            zh="有{count}行{whose}数据待更正，相关指标为阶段性数据",
            en="{count} {rows}{whose} {wait} in quarantine; the figures {touch} are interim",
        ).with_values(count=count, whose=whose, rows=rows, wait=wait, touch=touch)
        yield Item("middling", says, "quarantine", ("completeness/waiting_rows",))
