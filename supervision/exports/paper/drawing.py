"""What a figure's chart says, as marks for the typesetter: lengths, the words beside them, and colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from supervision.charts.style import BLUE, PALE, SERIES
from supervision.exports.paper.grid_marks import grid
from supervision.exports.paper.month_marks import flow, lines, panels, stacks
from supervision.exports.paper.numbers import length, told
from supervision.figures.measuring import Figure
from supervision.figures.tables import label, rows_of
from supervision.metrics.shapes import Bars, Flow, Grid, Lines, Panels, Stacks
from supervision.text import Language

Marks = dict[str, Any]


def marks(figure: Figure, language: Language) -> Marks | None:
    """None for shapes that are read and not drawn, and for those that paper does not know yet."""
    drawn = _DRAWN.get(type(figure.metric.shape))
    return drawn(figure, figure.metric.shape, language) if drawn and figure.rows else None


def bars(figure: Figure, shape: Bars, language: Language) -> Marks:
    rows = rows_of(figure)
    progress = shape.are_parts and len(shape.values) == 2
    colours = (BLUE, PALE) if progress else SERIES
    lengths = [[length(row[name]) or 0 for name in shape.values] for row in rows]
    return {
        "kind": "bars",
        "stacked": shape.are_parts,
        "series": [
            {"word": word.in_language(language), "colour": colours[place % len(colours)]}
            for place, word in enumerate(shape.values.values())
        ],
        "rows": [
            {
                "label": label(shape.across, row[shape.across], row).in_language(language),
                "values": values,
                "told": [told(row[name]) for name in shape.values],
            }
            for row, values in zip(rows, lengths, strict=True)
        ],
        "highest": max((sum(line) if shape.are_parts else max(line) for line in lengths), default=0),
    }


_DRAWN: dict[type, Callable[[Figure, Any, Language], Marks]] = {
    Bars: bars,
    Stacks: stacks,
    Flow: flow,
    Lines: lines,
    Panels: panels,
    Grid: grid,
}
