"""Draw a figure in its metric's shape. Every mark carries its number, every axis reads in the reader's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from supervision.charts.style import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    PALE,
    SERIES,
    TONES,
    VERMILION,
    blank,
    month_ticks,
    wrapped,
)
from supervision.figures.measuring import Figure
from supervision.figures.tables import YEAR_BEFORE, label, rows_of
from supervision.metrics.declaration import Bars, Flow, Grid, Lines, Panels, Stacks, State
from supervision.text import Language

LINKED_CELLS = 120
"""Of a grid; each link is a note of its own, and hundreds of them make a page wait."""

Href = Callable[[dict[str, Any]], str]
"""The address of the rows behind one row of a figure."""


def draw(figure: Figure, language: Language, href: Href | None = None) -> go.Figure | None:
    """The chart of a figure; None for the shapes that are read and not drawn: tiles and listings.

    With `href` every number on it leads to its rows.
    """
    drawn = _DRAWN.get(type(figure.metric.shape))
    return drawn(figure, language, href) if drawn else None


def _number(chart: go.Figure, text: str, row: dict[str, Any], href: Href, **place: Any) -> None:
    """A number that leads to its rows. A note and no text of the trace, which lies below what takes the clicks."""
    colour = f' style="color:{place.pop("font_color")}"' if "font_color" in place else ""
    link = f'<a href="{href(row)}" target="_self"{colour}>{text}</a>'
    chart.add_annotation(text=link, showarrow=False, **{"font_size": 12, **place})


def _bars(figure: Figure, language: Language, href: Href | None) -> go.Figure:
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
        chart.add_bar(
            y=names, x=values, orientation="h", name=word.in_language(language), marker_color=colour,
            text=[] if is_linked else [_marked(value, len(shape.values)) for value in values],
            textposition="outside" if len(shape.values) == 1 else "auto",
            textangle=0,
            cliponaxis=False,
        )  # fmt: skip
        if href is not None and is_linked:
            for own, value, row in zip(names, values, rows, strict=True):
                _number(chart, str(value), row, href, y=own, x=value, xanchor="left", xshift=2)
    chart.update_layout(
        barmode="stack" if shape.are_parts else "group",
        showlegend=len(shape.values) > 1,
        hovermode="y unified",
        bargap=0.3,
        legend_traceorder="normal",
        legend_y=-30 / chart.layout.height,
    )
    chart.update_xaxes(
        showgrid=False, showticklabels=False, zeroline=False, fixedrange=True, rangemode="tozero"
    )
    chart.update_yaxes(fixedrange=True, automargin=True, type="category")
    return chart


def _marked(value: int, values: int) -> str:
    """A lone bar says its zero; among several bars a zero would only be in the way."""
    return str(value) if value or values == 1 else ""


def _is_progress(shape: Bars) -> bool:
    """What is done and what is left to do; more parts than two are parts like any other."""
    return shape.are_parts and len(shape.values) == 2


def _months(rows: list[dict[str, Any]], across: str) -> list[str]:
    return list(dict.fromkeys(row[across] for row in rows))


def _month_axis(chart: go.Figure, months: list[str], language: Language) -> None:
    chart.update_xaxes(
        type="category", categoryorder="array", categoryarray=months, fixedrange=True, tickangle=0, automargin=True,
        tickmode="array", tickvals=months, ticktext=month_ticks(months, language),
    )  # fmt: skip
    chart.update_yaxes(fixedrange=True, rangemode="tozero", automargin=True)


def _stacks(figure: Figure, language: Language, href: Href | None) -> go.Figure:
    shape = figure.metric.shape
    assert isinstance(shape, Stacks)
    rows = list(figure.rows)
    months = _months(rows, shape.across)
    chart = blank(420)
    for place, member in enumerate(_months(rows, shape.by)):
        values = {row[shape.across]: row[shape.value] for row in rows if row[shape.by] == member}
        chart.add_bar(
            x=months, y=[values[month] for month in months], name=label(shape.by, member).in_language(language),
            marker_color=SERIES[place % len(SERIES)],
        )  # fmt: skip
    totals = {month: sum(row[shape.value] for row in rows if row[shape.across] == month) for month in months}
    before = {month: [row[shape.before] for row in rows if row[shape.across] == month] for month in months}
    chart.add_scatter(
        x=months, y=[None if None in before[month] else sum(before[month]) for month in months], mode="lines+markers",
        name=YEAR_BEFORE.in_language(language), line={"color": GREY, "dash": "dot", "width": 2},
    )  # fmt: skip
    for month, total in totals.items():
        above = {"x": month, "y": total, "yanchor": "bottom", "yshift": 2}
        if href is not None:
            _number(chart, str(total), {shape.across: month}, href, **above)
        else:
            chart.add_annotation(text=str(total), showarrow=False, font_size=12, **above)
    chart.update_layout(barmode="stack")
    _month_axis(chart, months, language)
    return chart


def _panels(figure: Figure, language: Language, href: Href | None) -> go.Figure:
    shape = figure.metric.shape
    assert isinstance(shape, Panels)
    rows = list(figure.rows)
    months = _months(rows, shape.across)
    members = _months(rows, shape.by)
    deep = (len(members) + 1) // 2
    chart = make_subplots(
        rows=deep, cols=2 if len(members) > 1 else 1, vertical_spacing=0.32 / max(deep, 1), horizontal_spacing=0.1,
        subplot_titles=[wrapped(label(shape.by, member).in_language(language), 12) for member in members],
    )  # fmt: skip
    for place, member in enumerate(members):
        of_member = {row[shape.across]: row for row in rows if row[shape.by] == member}
        where = {"row": place // 2 + 1, "col": place % 2 + 1}
        for name, word, line in (
            (shape.before, YEAR_BEFORE, {"color": GREY, "dash": "dot", "width": 1.5}),
            (shape.value, figure.metric.unit.text, {"color": BLUE, "width": 2.5}),
        ):
            chart.add_scatter(
                x=months, y=[of_member[month][name] for month in months], mode="lines", line=line,
                name=word.in_language(language) if word is YEAR_BEFORE else _this_period(language),
                showlegend=place == 0, **where,
            )  # fmt: skip
    chart.update_layout(blank(190 * deep + 40).layout)
    chart.update_layout(legend_y=-0.08, margin_t=36)
    chart.update_annotations(font_size=13)
    _month_axis(chart, months, language)
    sparse = months[:: max(len(months) // 4, 1)]
    chart.update_xaxes(
        tickvals=sparse, ticktext=[tick.split("<br>")[0] for tick in month_ticks(sparse, language)]
    )
    chart.update_yaxes(nticks=4)
    return chart


def _this_period(language: Language) -> str:
    return "本期" if language == "zh" else "This period"


def _lines(figure: Figure, language: Language, href: Href | None) -> go.Figure:
    shape = figure.metric.shape
    assert isinstance(shape, Lines)
    months = [row[shape.across] for row in figure.rows]
    chart = blank(360)
    styles = (
        {"color": BLUE, "width": 3}, {"color": ORANGE, "width": 2, "dash": "dash"}, {"color": GREY, "width": 1.5},
    )  # fmt: skip
    for (name, word), line in zip(shape.values.items(), styles, strict=False):
        values = [None if row[name] is None else float(row[name]) for row in figure.rows]
        last = max((place for place, value in enumerate(values) if value is not None), default=-1)
        chart.add_scatter(
            x=months, y=values, name=word.in_language(language), line=line, cliponaxis=False,
            mode="lines+markers+text" if name == "visited" else "lines",
            text=[f"{value:g}" if place == last and value is not None else "" for place, value in enumerate(values)],
            textposition="top center",
        )  # fmt: skip
    _month_axis(chart, months, language)
    return chart


def _flow(figure: Figure, language: Language, href: Href | None) -> go.Figure:
    shape = figure.metric.shape
    assert isinstance(shape, Flow)
    months = [row[shape.across] for row in figure.rows]
    chart = blank(400)
    for name, colour in ((shape.into, ORANGE), (shape.out_of, BLUE)):
        values = [row[name] for row in figure.rows]
        chart.add_bar(
            x=months, y=values, name=shape.words[name].in_language(language), marker_color=colour,
            text=[str(value) if value else "" for value in values], textposition="outside", textangle=0, cliponaxis=False,
        )  # fmt: skip
    stock = [row[shape.stock] for row in figure.rows]
    chart.add_scatter(
        x=months, y=stock, mode="lines+markers", name=shape.words[shape.stock].in_language(language),
        line={"color": VERMILION, "width": 2.5},
    )  # fmt: skip
    chart.update_layout(barmode="group", bargap=0.25)
    _month_axis(chart, months, language)
    return chart


def _grid(figure: Figure, language: Language, href: Href | None) -> go.Figure:
    shape = figure.metric.shape
    assert isinstance(shape, Grid)
    rows = list(figure.rows)
    across = _months(rows, shape.across)
    down = list(dict.fromkeys(row[shape.down] if shape.down else "" for row in rows))
    cells = {(row[shape.down] if shape.down else "", row[shape.across]): row for row in rows}
    tones = list(TONES)
    states = [[shape.states[cells[line, place][shape.state]] for place in across] for line in down]
    names = [wrapped(label(shape.down or "", line).in_language(language), 8) if line else "" for line in down]
    chart = blank(64 + max(34 if len(down) < 10 else 25, 30 if len(down) < 4 else 0) * len(down))
    chart.add_heatmap(
        x=across, y=names, z=[[tones.index(state.tone) for state in line] for line in states],
        zmin=-0.5, zmax=len(tones) - 0.5, showscale=False, xgap=2, ygap=2,
        colorscale=[[edge, TONES[tone]] for place, tone in enumerate(tones) for edge in _edges(place, len(tones))],
        text=[
            [_cell(shape, cells[line, place], state) for place, state in zip(across, line_states, strict=True)]
            for line, line_states in zip(down, states, strict=True)
        ],
        texttemplate="%{text}", textfont={"color": INK, "size": 11 if shape.always_counted else 13},
        customdata=[[state.word.in_language(language) for state in line] for line in states],
        hovertemplate="%{y} %{x}: %{customdata}<extra></extra>",
    )  # fmt: skip
    if href is not None and len(cells) <= LINKED_CELLS:
        for (line, place), row in cells.items():
            if sign := _cell(shape, row, shape.states[row[shape.state]]):
                _number(chart, sign, row, href, x=place, y=names[down.index(line)], font_color=INK)
        chart.data[0].update(text=None, texttemplate=None)
    chart.update_layout(hovermode="closest", margin_b=4)
    ticks = (
        month_ticks(across, language)
        if shape.across == "month"
        else [label(shape.across, place).in_language(language) for place in across]
    )
    chart.update_xaxes(
        side="top", type="category", tickmode="array", tickvals=across, ticktext=ticks, showgrid=False,
        fixedrange=True, tickangle=0 if shape.across == "month" else None, automargin=True, tickfont_size=10,
    )  # fmt: skip
    chart.update_yaxes(
        autorange="reversed", type="category", showgrid=False, fixedrange=True, automargin=True, dtick=1,
        showticklabels=bool(shape.down),
    )  # fmt: skip
    return chart


def _edges(place: int, places: int) -> tuple[float, float]:
    return place / places, (place + 1) / places


def _cell(shape: Grid, row: dict[str, Any], state: State) -> str:
    """The state's sign, and its count of days, visits or cases where that says more."""
    count = row[shape.detail] if shape.detail else None
    if shape.always_counted:
        return state.sign if count is None else f"{state.sign}{float(count):g}"
    says_more = count and (state.tone == "middling" or (state.tone == "good" and count > 1))
    return f"{state.sign}{count}" if says_more else state.sign


_DRAWN: dict[type, Callable[[Figure, Language, Href | None], go.Figure]] = {
    Bars: _bars,
    Stacks: _stacks,
    Panels: _panels,
    Lines: _lines,
    Flow: _flow,
    Grid: _grid,
}
