"""Steps: one bar below the other, each as long as what came so far; above it its number and how many came no further."""

from __future__ import annotations

from typing import Any

from supervision.charts.chart import Chart
from supervision.charts.marks import Href, ways
from supervision.charts.style import BLUE, PALE, blank
from supervision.figures.measuring import Figure
from supervision.metrics.shapes import Steps
from supervision.text import Language, Text

WENT_ON = Text(zh="走到下一步", en="Went on")
WENT_NO_FURTHER = Text(zh="未到下一步", en="Came no further")


def steps(figure: Figure, language: Language, href: Href | None) -> Chart:
    shape = figure.metric.shape
    assert isinstance(shape, Steps)
    reached = [row for row in figure.rows if not row[shape.is_left]]
    left = [row for row in figure.rows if row[shape.is_left]]
    places = list(range(len(reached)))[::-1]
    # Of each step those who went on are the next step; of the last nobody could.
    went_on = [*reached[1:], reached[-1]]
    chart = blank(40 + 66 * len(reached))
    for rows, word, colour in ((went_on, WENT_ON, BLUE), (left, WENT_NO_FURTHER, PALE)):
        chart.add(
            "bar", y=places[: len(rows)], x=[row[shape.value] for row in rows], orientation="h", marker={"color": colour},
            width=0.42, name=word.in_language(language), customdata=ways(figure, rows, shape.value),
        )  # fmt: skip
    for place, row, stayed in zip(places, reached, [*left, None], strict=True):
        # The words stand above their bar and not beside it: on a phone there is nothing beside it.
        chart.note(
            _words(shape, row, stayed, language, href), x=0, y=place, xanchor="left", yanchor="bottom", yshift=15,
            font={"size": 13}, align="left",
        )  # fmt: skip
    chart.put(barmode="stack", showlegend=False, margin={"t": 30})
    chart.put_axes("x", visible=False, rangemode="tozero")
    chart.put_axes("y", visible=False, range=[-0.5, len(reached) - 0.3])
    return chart


def _words(
    shape: Steps, row: dict[str, Any], stayed: dict[str, Any] | None, language: Language, href: Href | None
) -> str:
    """受理 574　其中未进入评查 439: both numbers lead to their rows."""
    told = f"<b>{shape.words[row[shape.across]].in_language(language)}</b> {_linked(shape, row, href)}"
    if stayed is None:
        return told
    why, number = shape.words[stayed[shape.across]].in_language(language), _linked(shape, stayed, href)
    return f"{told}　其中{why} {number}" if language == "zh" else f"{told} · of these {number} {why}"


def _linked(shape: Steps, row: dict[str, Any], href: Href | None) -> str:
    number = f"{row[shape.value]:,}"
    return number if href is None else f'<a href="{href(row)}" target="_self">{number}</a>'
