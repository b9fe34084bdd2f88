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


@dataclass(frozen=True)
class Item:
    """How grave it is, what it says, and the page where it shows."""

    tone: Tone
    says: Text
    page: Page


def until_today(view: View) -> dict[str, Any]:
    """Everything up to and including the day of reckoning."""
    return {"until_day": Period(view.as_of, view.as_of).until}
