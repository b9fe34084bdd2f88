"""Numbers on paper: as words beside a mark, as lengths, and as the scale they are read against."""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from typing import Any


def told(value: Any) -> str:
    """A number as a reader sees it."""
    if value is None:
        return "—"
    return (
        f"{value:,}" if isinstance(value, int) else f"{value:f}" if isinstance(value, Decimal) else str(value)
    )


def length(value: Any) -> float | None:
    return None if value is None else float(value)


def scale_to(highest: float) -> list[int]:
    """Round numbers from 0 to at least the highest, five or fewer."""
    step, grows = 1, (2, 2.5, 2)
    place = 0
    while step * 4 < highest:
        step = int(step * grows[place % 3])
        place += 1
    return [step * number for number in range(max(ceil(highest / step), 1) + 1)]
