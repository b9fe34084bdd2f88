"""One sentence that asks for a decision, or says that none is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from supervision.figures.measuring import View
from supervision.figures.period import Period
from supervision.text import Text

Concern = Literal["late", "stuck", "unvisited"]
Page = Literal["leads", "reviews", "referrals", "visits", "quarantine"]
Tone = Literal["bad", "middling", "good"]

CONCERNS: dict[Concern, Text] = {
    "late": Text(zh="谁迟了？", en="Who is late?"),
    "stuck": Text(zh="什么卡住了？", en="What is stuck?"),
    "unvisited": Text(zh="谁还没走访？", en="Who was not visited?"),
}


ASKED: dict[str, Text] = {
    "collections/outstanding": Text(zh="线索报送", en="hand-overs"),
    "collections/punctuality": Text(zh="线索报送", en="hand-overs"),
    "reviews/sessions": Text(zh="集中评查", en="concentrated reviews"),
    "reviews/open_ages": Text(zh="未结评查", en="open reviews"),
    "needs/open_ages": Text(zh="超期诉求", en="needs long open"),
    "referrals/waiting": Text(zh="未反馈的移送", en="referrals without reply"),
    "completeness/waiting_rows": Text(zh="待更正数据", en="rows in quarantine"),
    "visits/units": Text(zh="未走访单位", en="units not visited"),
    "visits/cadres_owing": Text(zh="干部走访", en="visits by cadres"),
}
"""What a line speaks of, by the question that it has it from."""


@dataclass(frozen=True)
class Item:
    """How grave it is, what it says, the page where it shows, and the questions that it has it from."""

    tone: Tone
    says: Text
    page: Page
    asked: tuple[str, ...]


def until_today(view: View) -> dict[str, Any]:
    """Everything up to and including the day of reckoning."""
    return {"until_day": Period(view.as_of, view.as_of).until}
