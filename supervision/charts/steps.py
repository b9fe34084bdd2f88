"""Steps: one bar below the other, each as long as what came so far; above it its number and how many came no further."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from supervision.charts.marks import Href
from supervision.charts.style import BLUE, PALE, blank
from supervision.figures.measuring import Figure
from supervision.metrics.shapes import Steps
from supervision.text import Language


def steps(figure: Figure, language: Language, href: Href | None) -> go.Figure:
    shape = figure.metric.shape
    assert isinstance(shape, Steps)
    rows = list(figure.rows)
    places = list(range(len(rows)))[::-1]
    chart = blank(40 + 66 * len(rows))
    for values, colour in (
        ([row[shape.value] - row[shape.left] for row in rows], BLUE),
        ([row[shape.left] for row in rows], PALE),
    ):
        chart.add_bar(y=places, x=values, orientation="h", marker_color=colour, width=0.42, hoverinfo="skip")
    for place, row in zip(places, rows, strict=True):
        # The words stand above their bar and not beside it: on a phone there is nothing beside it.
        chart.add_annotation(
            text=_words(shape, row, figure, language, href), x=0, y=place, xanchor="left", yanchor="bottom", yshift=15,
            showarrow=False, font_size=13, align="left",
        )  # fmt: skip
    chart.update_layout(barmode="stack", showlegend=False, margin_t=30, hovermode=False)
    chart.update_xaxes(visible=False, fixedrange=True, rangemode="tozero")
    chart.update_yaxes(visible=False, fixedrange=True, range=[-0.5, len(rows) - 0.3])
    return chart


def _words(shape: Steps, row: dict[str, Any], figure: Figure, language: Language, href: Href | None) -> str:
    """受理 574件　其中未进入评查 439件: both numbers lead to their rows."""
    word = shape.words[row[shape.step]].in_language(language)
    told = f"<b>{word}</b> {_linked(row[shape.value], {shape.step: row[shape.step]}, href)}"
    if row[shape.left_step] is None:
        return told
    why = shape.words[row[shape.left_step]].in_language(language)
    left = _linked(row[shape.left], {shape.step: row[shape.left_step]}, href)
    return f"{told}　其中{why} {left}" if language == "zh" else f"{told} · of these {left} {why}"


def _linked(number: int, row: dict[str, Any], href: Href | None) -> str:
    return f"{number:,}" if href is None else f'<a href="{href(row)}" target="_self">{number:,}</a>'
