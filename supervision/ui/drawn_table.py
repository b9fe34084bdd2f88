"""Tables that our own script draws: real cells for a keyboard, a screen reader and a printer, there with the page.

Streamlit's grid draws a picture of a table; its scripts are 2 MB, and they were what a page with a list waited for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Kind = Literal["words", "day", "number"]
NONE = "—"


@dataclass(frozen=True)
class Table:
    """Cells as they are written, ready to be shown."""

    title: str
    """Its name, for whoever hears it."""
    columns: tuple[tuple[str, Kind], ...]
    rows: tuple[tuple[str | int, ...], ...]
    leads: int | None = None
    """The column whose words lead on, for a keyboard; wherever it is pressed, its row answers with its place."""

    @property
    def told(self) -> dict[str, Any]:
        columns = [{"says": heading, "is": kind} for heading, kind in self.columns]
        return {"title": self.title, "columns": columns, "rows": self.rows, "leads": self.leads}

    def place_of(self, picked: tuple[int, str] | None) -> int | None:
        """Which row was pressed; none where another stands in its place by now."""
        if picked is None or self.leads is None or not 0 <= picked[0] < len(self.rows):
            return None
        return picked[0] if str(self.rows[picked[0]][self.leads]) == picked[1] else None


def table_of_cells(
    title: str, headings: Sequence[str], rows: Sequence[Sequence[Any]], *, leads: int | None = None
) -> Table:
    """Days as days, numbers on the right also where a sign is among them."""
    kinds = [_kind({type(row[place]) for row in rows}) for place in range(len(headings))]
    return Table(
        title,
        tuple(zip(headings, kinds, strict=True)),
        tuple(tuple(_written(cell) for cell in row) for row in rows),
        leads,
    )


def _kind(types: set[type]) -> Kind:
    there = types - {type(None)}
    if there == {date}:
        return "day"
    return "number" if there and there <= {int, Decimal} else "words"


def _written(cell: Any) -> str | int:
    if cell is None:
        return NONE
    return cell if type(cell) is int else str(cell)
