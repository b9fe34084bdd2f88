"""Days whose parts stand in an order that only their source can tell: 1/2/2016."""

from __future__ import annotations

import re
from typing import Literal

from supervision.intake.cells import narrowed

DayOrder = Literal["month-day-year", "day-month-year"]
ORDERS: tuple[DayOrder, ...] = ("month-day-year", "day-month-year")

_PARTS = re.compile(r"^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(.*)$", re.DOTALL)
_TURN_OF_CENTURY = 90
"""Of years written with two digits, 90 to 99 are of the last century: no ledger begins before 1990."""


def year_first(raw: str, order: DayOrder) -> str:
    """The same day with its year first, then month and day; a cell of any other form as it stands."""
    match = _PARTS.match(narrowed(raw))
    if match is None:
        return raw
    one, _, two, year, rest = match.groups()
    month, day = (one, two) if order == "month-day-year" else (two, one)
    if len(year) == 2:
        year = f"{19 if int(year) >= _TURN_OF_CENTURY else 20}{year}"
    return f"{year}-{month}-{day}{rest}"
