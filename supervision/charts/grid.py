"""A grid of states, each told by a colour, a sign and a word."""

from __future__ import annotations

from typing import Any

from supervision.charts.chart import Chart
from supervision.charts.marks import Href, distinct, ways
from supervision.charts.style import INK, TONES, blank, month_ticks, wrapped
from supervision.figures.measuring import Figure
from supervision.figures.tables import label
from supervision.metrics.shapes import Grid, State
from supervision.text import Language


def grid(figure: Figure, language: Language, href: Href | None) -> Chart:
    shape = figure.metric.shape
    assert isinstance(shape, Grid)
    rows = list(figure.rows)
    across = distinct(rows, shape.across)
    down = list(dict.fromkeys(row[shape.down] if shape.down else "" for row in rows))
    cells = {(row[shape.down] if shape.down else "", row[shape.across]): row for row in rows}
    tones = list(TONES)
    states = [[shape.states[cells[line, place][shape.state]] for place in across] for line in down]
    names = [wrapped(label(shape.down or "", line).in_language(language), 8) if line else "" for line in down]
    named = dict(zip(down, names, strict=True))
    chart = blank(64 + max(34 if len(down) < 10 else 25, 30 if len(down) < 4 else 0) * len(down))
    chart.add(
        "heatmap", x=across, y=names, z=[[tones.index(state.tone) for state in line] for line in states],
        zmin=-0.5, zmax=len(tones) - 0.5, showscale=False, xgap=2, ygap=2,
        colorscale=[[edge, TONES[tone]] for place, tone in enumerate(tones) for edge in _edges(place, len(tones))],
        text=[
            [told_in_cell(shape, cells[line, place], state) for place, state in zip(across, line_states, strict=True)]
            for line, line_states in zip(down, states, strict=True)
        ],
        texttemplate="%{text}", textfont={"color": INK, "size": 11 if shape.always_counted else 13},
        hoverinfo="skip",
    )  # fmt: skip
    # A heatmap takes no clicks: squares that nobody sees lie over its cells.
    chart.add(
        "scatter", x=[place for _, place in cells], y=[named[line] for line, _ in cells], mode="markers",
        marker={"symbol": "square", "size": 24, "opacity": 0}, showlegend=False,
        customdata=ways(figure, list(cells.values())),
        name="", text=[_told(shape, row, language) for row in cells.values()],
        hovertemplate="%{hovertext}: %{text}<extra></extra>",
    )  # fmt: skip
    # The nearest square answers, however far: a cell may be wider than its square, and all of it takes the click.
    chart.put(margin={"b": 4}, hoverdistance=-1)
    ticks = (
        month_ticks(across, language)
        if shape.across == "month"
        else [label(shape.across, place).in_language(language) for place in across]
    )
    chart.put_axes(
        "x", side="top", type="category", tickmode="array", tickvals=across, ticktext=ticks, showgrid=False,
        range=[-0.5, len(across) - 0.5], tickangle=0 if shape.across == "month" else None,
        automargin=True, tickfont={"size": 10},
    )  # fmt: skip
    # Left to itself the axis makes room for the unseen squares, and months stand far above the first row.
    chart.put_axes(
        "y", range=[len(set(names)) - 0.5, -0.5], type="category", showgrid=False, automargin=True, dtick=1,
        showticklabels=bool(shape.down),
    )  # fmt: skip
    return chart


def _edges(place: int, places: int) -> tuple[float, float]:
    return place / places, (place + 1) / places


def told_in_cell(shape: Grid, row: dict[str, Any], state: State) -> str:
    """The state's sign, and its count of days, visits or cases where that says more."""
    count = row[shape.detail] if shape.detail else None
    if shape.always_counted:
        return state.sign if count is None else f"{state.sign}{float(count):g}"
    says_more = count and (state.tone == "middling" or (state.tone == "good" and count > 1))
    return f"{state.sign}{count}" if says_more else state.sign


def _told(shape: Grid, row: dict[str, Any], language: Language) -> str:
    """The state in words, and whatever else is known of the cell."""
    more = (str(row[name]) for name in shape.also_told if row[name])
    return "<br>".join([shape.states[row[shape.state]].word.in_language(language), *more])
