"""Bars: one a row, stacked where they are parts of one whole."""

from __future__ import annotations

from supervision.charts.chart import Chart
from supervision.charts.marks import Href, link, ways
from supervision.charts.style import BLUE, PALE, SERIES, blank, wrapped
from supervision.figures.measuring import Figure
from supervision.figures.tables import label, rows_of
from supervision.metrics.shapes import Bars
from supervision.text import Language


def bars(figure: Figure, language: Language, href: Href | None) -> Chart:
    shape = figure.metric.shape
    assert isinstance(shape, Bars)
    rows = rows_of(figure)[::-1]
    names = [wrapped(label(shape.across, row[shape.across], row).in_language(language)) for row in rows]
    side_by_side = 1 if shape.are_parts else len(shape.values)
    lines = max((name.count("<br>") + 1 for name in names), default=1)
    deep = min(max(26, 15 * lines + 8), 44) if side_by_side == 1 else 40
    chart = blank(70 + deep * len(rows) + (30 if len(shape.values) > 1 else 0))
    colours = (BLUE, PALE) if _is_progress(shape) else SERIES
    is_linked = href is not None and len(shape.values) == 1
    for (name, word), colour in zip(shape.values.items(), colours, strict=False):
        values = [row[name] for row in rows]
        chart.add(
            "bar", y=names, x=values, orientation="h", customdata=ways(figure, rows, name),
            name=word.in_language(language), marker={"color": colour},
            text=[] if is_linked else [_marked(value, len(shape.values)) for value in values],
            textposition="outside" if len(shape.values) == 1 else "auto",
            textangle=0,
            cliponaxis=False,
        )  # fmt: skip
        if href is not None and is_linked:
            for own, value, row in zip(names, values, rows, strict=True):
                link(chart, str(value), row, href, y=own, x=value, xanchor="left", xshift=2)
    chart.put(
        barmode="stack" if shape.are_parts else "group",
        showlegend=len(shape.values) > 1,
        bargap=0.3,
        legend={"traceorder": "normal", "y": -30 / chart.height},
        xaxis={
            "showgrid": False,
            "showticklabels": False,
            "zeroline": False,
            "rangemode": "tozero",
        },
        yaxis={"automargin": True, "type": "category"},
    )
    return chart


def _marked(value: int, values: int) -> str:
    """A lone bar says its zero; among several bars a zero would only be in the way."""
    return str(value) if value or values == 1 else ""


def _is_progress(shape: Bars) -> bool:
    """What is done and what is left to do; more parts than two are parts like any other."""
    return shape.are_parts and len(shape.values) == 2
