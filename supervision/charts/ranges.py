"""Values with the band they lie in: a mark, and a line from the band's one end to the other."""

from __future__ import annotations

from typing import Any

from supervision.charts.chart import Chart
from supervision.charts.marks import Href, ways
from supervision.charts.style import BLUE, ORANGE, blank, wrapped
from supervision.figures.measuring import Figure
from supervision.figures.tables import label, rows_of
from supervision.metrics.shapes import Ranges
from supervision.text import Language

SIGNS = (("circle", BLUE), ("diamond", ORANGE))


def ranges(figure: Figure, language: Language, href: Href | None) -> Chart:
    """One row a member. A band that the curve does not reach the end of runs to the longest value there is."""
    shape = figure.metric.shape
    assert isinstance(shape, Ranges)
    rows = rows_of(figure)[::-1]
    names = [wrapped(label(shape.across, row[shape.across], row).in_language(language)) for row in rows]
    chart = blank(100 + 52 * len(rows))
    longest = max(
        (row[part] for row in rows for name in shape.values for part in (name, f"{name}_until") if row[part]),
        default=1,
    )
    for (name, word), (sign, colour) in zip(shape.values.items(), SIGNS, strict=False):
        chart.add(
            "scatter", x=[row[name] for row in rows], y=names, mode="markers+text", name=word.in_language(language),
            marker={"symbol": sign, "size": 11, "color": colour},
            text=["" if row[name] is None else str(row[name]) for row in rows], textposition="top center",
            error_x=_band(rows, name, longest, colour), customdata=ways(figure, rows, name), cliponaxis=False,
            hovertemplate=f"%{{hovertext}}<br>{word.in_language(language)}: %{{x}}<extra></extra>",
        )  # fmt: skip
    for own, row in zip(names, rows, strict=True):
        if lacking := [word for name, word in shape.values.items() if row[name] is None]:
            told = "、".join(word.zh for word in lacking) + "尚未到达"
            in_english = f"{', '.join(word.en for word in lacking)} not reached"
            says = told if language == "zh" else in_english
            chart.note(says, x=1, xref="paper", xanchor="right", y=own, yshift=-12, font={"size": 11})
    chart.put(legend={"y": -44 / chart.height})
    chart.put_axes("x", rangemode="tozero", ticksuffix="天" if language == "zh" else " d")
    chart.put_axes("y", type="category", categoryorder="array", categoryarray=names, automargin=True)
    return chart


def _band(rows: list[dict[str, Any]], name: str, longest: int, colour: str) -> dict[str, Any]:
    def distance(row: dict[str, Any], part: str) -> int:
        end = row[f"{name}_{part}"]
        if row[name] is None:
            return 0
        return abs((longest if end is None else int(end)) - int(row[name]))

    return {
        "type": "data",
        "symmetric": False,
        "array": [distance(row, "until") for row in rows],
        "arrayminus": [distance(row, "from") for row in rows],
        "color": colour,
        "thickness": 1.5,
        "width": 4,
    }
