"""What the drawings share: numbers that lead to their rows, and the axis of months."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go

from supervision.charts.style import month_ticks
from supervision.text import Language

Href = Callable[[dict[str, Any]], str]
"""The address of the rows behind one row of a figure."""


def link(chart: go.Figure, text: str, row: dict[str, Any], href: Href, **place: Any) -> None:
    """A number that leads to its rows. A note and no text of the trace, which lies below what takes the clicks."""
    colour = f' style="color:{place.pop("font_color")}"' if "font_color" in place else ""
    link = f'<a href="{href(row)}" target="_self"{colour}>{text}</a>'
    chart.add_annotation(text=link, showarrow=False, **{"font_size": 12, **place})


def distinct(rows: list[dict[str, Any]], across: str) -> list[str]:
    return list(dict.fromkeys(row[across] for row in rows))


def month_axis(chart: go.Figure, months: list[str], language: Language) -> None:
    chart.update_xaxes(
        type="category", categoryorder="array", categoryarray=months, fixedrange=True, tickangle=0, automargin=True,
        tickmode="array", tickvals=months, ticktext=month_ticks(months, language),
    )  # fmt: skip
    chart.update_yaxes(fixedrange=True, rangemode="tozero", automargin=True)
