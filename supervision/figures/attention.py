"""What needs a decision today, in words and numbers, under the three questions that a leader asks first."""

from __future__ import annotations

from supervision.figures.concerns.item import CONCERNS, Concern, Item
from supervision.figures.concerns.late import late
from supervision.figures.concerns.stuck import stuck
from supervision.figures.concerns.unvisited import unvisited
from supervision.figures.measuring import View
from supervision.figures.period import Period

_GRAVITY = {"bad": 0, "middling": 1, "good": 2}


def attention(view: View, period: Period) -> dict[Concern, list[Item]]:
    """The graver first; what is in order is told too, so that silence never has to be interpreted."""
    # In the reverse order, for who is late waits for what a page works out meanwhile beside every figure.
    told: dict[Concern, list[Item]] = {
        "unvisited": list(unvisited(view)),
        "stuck": list(stuck(view, period)),
        "late": list(late(view, period)),
    }
    return {concern: sorted(told[concern], key=lambda item: _GRAVITY[item.tone]) for concern in CONCERNS}
