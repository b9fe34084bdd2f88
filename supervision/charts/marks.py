"""What the drawings share: numbers that lead to their rows, and the axis of months."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from supervision.charts.chart import Chart
from supervision.charts.style import month_ticks
from supervision.figures.measuring import Figure
from supervision.figures.tables import label
from supervision.metrics.shapes import Steps
from supervision.text import Language

Href = Callable[[dict[str, Any]], str]
"""The address of the rows behind one row of a figure."""


def link(chart: Chart, text: str, row: dict[str, Any], href: Href, **place: Any) -> None:
    """A number that leads to its rows. A note and no text of the trace, which lies below what takes the clicks."""
    chart.note(f'<a href="{href(row)}" target="_self">{text}</a>', **{"font": {"size": 12}, **place})


def ways(figure: Figure, rows: Sequence[Mapping[str, Any] | None], value: str = "") -> list[list[Any]]:
    """For the marks of a trace, one a row: the row's place in the figure and the value drawn, by which a click is followed."""
    places = {id(row): place for place, row in enumerate(figure.rows)}
    return [[places.get(id(row), -1), value] for row in rows]


def distinct(rows: list[dict[str, Any]], across: str) -> list[str]:
    return list(dict.fromkeys(row[across] for row in rows))


def month_axis(chart: Chart, months: list[str], language: Language) -> None:
    chart.put_axes(
        "x", type="category", categoryorder="array", categoryarray=months, tickangle=0, automargin=True,
        tickmode="array", tickvals=months, ticktext=_ticks(months, language),
    )  # fmt: skip
    chart.put_axes("y", rangemode="tozero", automargin=True)


def _ticks(months: list[str], language: Language) -> list[str]:
    return month_ticks(months, language) if all("-" in month for month in months) else months


def make_marks_answer(chart: Chart, figure: Figure, language: Language) -> None:
    """Each mark says what it is to whoever points at it."""
    named = _names(figure, language)
    for trace in chart.data:
        if trace.get("customdata") is None:
            continue
        told: dict[int, str] = {}
        for place, _ in trace["customdata"]:
            if place not in told:
                told[place] = named(place)
        number = "x" if trace.get("orientation") == "h" else "y"
        trace["hovertext"] = [told[place] for place, _ in trace["customdata"]]
        trace.setdefault(
            "hovertemplate", f"%{{hovertext}}<br>{trace.get('name', '')}: %{{{number}}}<extra></extra>"
        )


def _names(figure: Figure, language: Language) -> Callable[[int], str]:
    """What a row is of, down and across, as a reader says it. Of a grid each name and month is put into words once."""
    shape = figure.metric.shape
    columns = [column for column in (getattr(shape, "down", None), getattr(shape, "across", None)) if column]
    words: dict[tuple[str, Any], str] = {}

    def said(column: str, row: Mapping[str, Any]) -> str:
        if column == "band":
            return label(column, row[column], dict(row)).in_language(language)
        key = (column, row[column])
        if key not in words:
            words[key] = label(*key).in_language(language)
        return words[key]

    def named(place: int) -> str:
        row = figure.rows[place]
        if isinstance(shape, Steps):
            return shape.words[row[shape.across]].in_language(language)
        return " ".join([said(column, row) for column in columns])

    return named
