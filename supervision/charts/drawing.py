"""Draw a figure in its metric's shape. Every mark carries its number, every axis reads in the reader's words."""

from __future__ import annotations

from collections.abc import Callable

from supervision.charts.band import band
from supervision.charts.bars import bars
from supervision.charts.chart import Chart
from supervision.charts.grid import grid
from supervision.charts.marks import Href, make_marks_answer
from supervision.charts.months import flow, lines, panels, stacks
from supervision.charts.notes import mark_notes
from supervision.charts.numbers import large_axes_in_words
from supervision.charts.ranges import ranges
from supervision.charts.shares import shares
from supervision.charts.steps import steps
from supervision.figures.measuring import Figure
from supervision.metrics.shapes import Band, Bars, Flow, Grid, Lines, Panels, Ranges, Shares, Stacks, Steps
from supervision.text import Language


def draw(figure: Figure, language: Language, href: Href | None = None) -> Chart | None:
    """The chart of a figure; None for the shapes that are read and not drawn: tiles and listings.

    With `href` every number on it leads to its rows.
    """
    drawn = _DRAWN.get(type(figure.metric.shape))
    if drawn is None:
        return None
    chart = drawn(figure, language, href)
    make_marks_answer(chart, figure, language)
    mark_notes(chart, figure)
    large_axes_in_words(chart, language)
    return chart


_DRAWN: dict[type, Callable[[Figure, Language, Href | None], Chart]] = {
    Bars: bars,
    Shares: shares,
    Band: band,
    Steps: steps,
    Stacks: stacks,
    Panels: panels,
    Lines: lines,
    Flow: flow,
    Grid: grid,
    Ranges: ranges,
}
