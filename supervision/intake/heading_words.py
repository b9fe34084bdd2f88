"""What each column is called, once it is known where the headings stand."""

from __future__ import annotations

from collections.abc import Sequence

from supervision.intake.headings import Layout, Row, filled, reach
from supervision.intake.kinds import bare


def headings_of(rows: Sequence[Row], layout: Layout) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if layout.heading < 0:
        return tuple(f"列{place}" for place in range(1, layout.width + 1)), ()
    own = [bare(cell) for cell in rows[layout.heading]]
    width = max(layout.width, reach(own))
    own = (own + [""] * width)[:width]
    upper: list[str] = []
    for row in (rows[place] for place in layout.upper):
        told = [bare(cell) for cell in row][:width]
        if told == own:
            continue  # the same headings once more
        level: list[str] = []
        for place in range(width):
            cell = told[place] if place < len(told) else ""
            level.append(cell or (level[-1] if level else ""))
        upper = level
    return tuple(cell or above for cell, above in zip(own, upper or [""] * width, strict=True)), tuple(upper)


def whole_headings(rows: Sequence[Row], layout: Layout, headings: Sequence[str]) -> tuple[str, ...]:
    """A level with blanks names groups of columns, which is no part of any column's own heading."""
    own = sum(map(bool, headings))
    levels = [[bare(cell) for cell in rows[place]] for place in layout.upper if filled(rows[place]) == own]
    padded = [[*level, *[""] * len(headings)] for level in levels]
    return tuple(
        " ".join(filter(None, (*(level[place] for level in padded), heading)))
        for place, heading in enumerate(headings)
    )
