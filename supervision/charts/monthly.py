"""What happened month by month: columns, lines, small charts side by side, stock and flow."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from supervision.charts.axes import lay_months, names_of_months
from supervision.charts.style import BLUE, FAINT, GREY, INK, ORANGE, STACKED, blank, wrapped
from supervision.figures.measuring import Figure
from supervision.figures.tables import YEAR_BEFORE, label
from supervision.metrics.declaration import Flow, Lines, Panels, Stacks
from supervision.text import Language, Text

THIS_PERIOD = Text(zh="本期", en="This period")


def _in_order(rows: list[dict[str, Any]], column: str) -> list[str]:
    return list(dict.fromkeys(row[column] for row in rows))


def stacks(figure: Figure, language: Language) -> go.Figure:
    shape = figure.metric.shape
    assert isinstance(shape, Stacks)
    rows = list(figure.rows)
    months = _in_order(rows, shape.across)
    places = names_of_months(months, language)
    chart = blank(420)
    for place, member in enumerate(_in_order(rows, shape.by)):
        values = {row[shape.across]: row[shape.value] for row in rows if row[shape.by] == member}
        chart.add_bar(
            x=places, y=[values[month] for month in months], name=label(shape.by, member).in_language(language),
            marker_color=STACKED[place % len(STACKED)],
        )  # fmt: skip
    of_month = {month: [row for row in rows if row[shape.across] == month] for month in months}
    _year_before(chart, places, [[row[shape.before] for row in of_month[month]] for month in months], language)
    totals = [sum(row[shape.value] for row in of_month[month]) for month in months]
    chart.add_scatter(
        x=places, y=totals, mode="text", text=[str(total) for total in totals], textposition="top center",
        showlegend=False, hoverinfo="skip", cliponaxis=False,
    )  # fmt: skip
    chart.update_layout(barmode="stack")
    lay_months(chart, months, language)
    return chart


def _year_before(
    chart: go.Figure, places: list[str], before: list[list[int | None]], language: Language
) -> None:
    """A dark line with a white edge: it crosses columns of six colours and, in a dark theme, the ground."""
    values = [None if None in month else sum(value or 0 for value in month) for month in before]
    if all(value is None for value in values):
        return
    chart.add_scatter(
        x=places, y=values, mode="lines", showlegend=False, hoverinfo="skip",
        line={"color": "#FFFFFF", "width": 5},
    )  # fmt: skip
    chart.add_scatter(
        x=places, y=values, mode="lines+markers", name=YEAR_BEFORE.in_language(language),
        line={"color": INK, "dash": "dot", "width": 2},
        marker={"size": 7, "line": {"color": "#FFFFFF", "width": 1.5}},
    )  # fmt: skip


def panels(figure: Figure, language: Language) -> go.Figure:
    shape = figure.metric.shape
    assert isinstance(shape, Panels)
    rows = list(figure.rows)
    months = _in_order(rows, shape.across)
    members = _in_order(rows, shape.by)
    deep = (len(members) + 1) // 2
    height = 210 * deep + 40
    chart = make_subplots(
        rows=deep, cols=2 if len(members) > 1 else 1, horizontal_spacing=0.1,
        # Room for the labels of the months above and for a name of two lines below them.
        vertical_spacing=74 / height if deep > 1 else 0,
        subplot_titles=[wrapped(label(shape.by, member).in_language(language), 12) for member in members],
    )  # fmt: skip
    for place, member in enumerate(members):
        of_member = {row[shape.across]: row for row in rows if row[shape.by] == member}
        for name, word, line in (
            (shape.before, YEAR_BEFORE, {"color": GREY, "dash": "dot", "width": 2}),
            (shape.value, THIS_PERIOD, {"color": BLUE, "width": 2.5}),
        ):
            chart.add_scatter(
                x=names_of_months(months, language), y=[of_member[month][name] for month in months],
                mode="lines+markers" if len(months) == 1 else "lines", line=line,
                name=word.in_language(language), showlegend=place == 0,
                row=place // 2 + 1, col=place % 2 + 1,
            )  # fmt: skip
    chart.update_layout(blank(height).layout)
    chart.update_layout(legend_y=-52 / height, margin_t=40)
    chart.update_annotations(font_size=13)
    lay_months(chart, months, language, most=5)
    chart.update_yaxes(nticks=4)
    return chart


def lines(figure: Figure, language: Language) -> go.Figure:
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
            x=names_of_months(months, language), y=values, name=word.in_language(language), line=line,
            cliponaxis=False, mode="lines+markers+text" if name == "visited" else "lines+text",
            text=[f"{value:.0f}" if place == last and value is not None else "" for place, value in enumerate(values)],
            textposition="bottom center" if name == "visited" else "top center", hovertemplate="%{y:.0f}",
        )  # fmt: skip
    lay_months(chart, months, language)
    return chart


def flow(figure: Figure, language: Language) -> go.Figure:
    """The stock is a ground behind the columns: a line in front of them would cross their numbers."""
    shape = figure.metric.shape
    assert isinstance(shape, Flow)
    months = [row[shape.across] for row in figure.rows]
    places = names_of_months(months, language)
    chart = blank(400)
    chart.add_scatter(
        x=places, y=[row[shape.stock] for row in figure.rows], name=shape.words[shape.stock].in_language(language),
        mode="lines+markers", line={"color": GREY, "width": 1.5}, fill="tozeroy", fillcolor=FAINT, zorder=0,
    )  # fmt: skip
    for name, colour in ((shape.into, ORANGE), (shape.out_of, BLUE)):
        values = [row[name] for row in figure.rows]
        chart.add_bar(
            x=places, y=values, name=shape.words[name].in_language(language), marker_color=colour, zorder=1,
            text=[str(value) if value else "" for value in values], textposition="outside", textangle=0,
            cliponaxis=False, constraintext="none", textfont_size=11,
        )  # fmt: skip
    chart.update_layout(barmode="group", bargap=0.2)
    lay_months(chart, months, language)
    return chart
