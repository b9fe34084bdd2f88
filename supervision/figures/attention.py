"""What needs a decision today, in words and numbers, under the three questions that a leader asks first."""

from __future__ import annotations

from supervision.figures.concerns.item import Concern, Item
from supervision.figures.concerns.late import late
from supervision.figures.concerns.stuck import stuck
from supervision.figures.concerns.unvisited import unvisited
from supervision.figures.measuring import View
from supervision.figures.period import Period

_GRAVITY = {"bad": 0, "middling": 1, "good": 2}


def attention(view: View, period: Period) -> dict[Concern, list[Item]]:
    """The graver first; what is in order is told too, so that silence never has to be interpreted."""
    told: dict[Concern, list[Item]] = {
        "late": list(late(view, period)),
        "stuck": list(stuck(view, period)),
        "unvisited": list(unvisited(view)),
    }
    return {concern: sorted(items, key=lambda item: _GRAVITY[item.tone]) for concern, items in told.items()}
