"""What happened month by month: stacks, small panels, lines, and what flows in and out."""

from __future__ import annotations

from supervision.charts.chart import Chart, panelled
from supervision.charts.marks import Href, distinct, link, month_axis, ways
from supervision.charts.style import (
    BLUE,
    GREY,
    HALF,
    ORANGE,
    SERIES,
    VERMILION,
    blank,
    framed,
    month_ticks,
    wrapped,
)
from supervision.figures.measuring import Figure
from supervision.figures.tables import YEAR_BEFORE, label
from supervision.metrics.shapes import Flow, Lines, Panels, Stacks
from supervision.text import Language


def stacks(figure: Figure, language: Language, href: Href | None) -> Chart:
    shape = figure.metric.shape
    assert isinstance(shape, Stacks)
    rows = list(figure.rows)
    months = distinct(rows, shape.across)
    chart = blank(420)
    for place, member in enumerate(distinct(rows, shape.by)):
        of_member = {row[shape.across]: row for row in rows if row[shape.by] == member}
        own = [of_member[month] for month in months]
        chart.add(
            "bar", x=months, y=[row[shape.value] for row in own], customdata=ways(figure, own),
            name=label(shape.by, member).in_language(language),
            marker={"color": SERIES[place % len(SERIES)]},
        )  # fmt: skip
    totals = {month: sum(row[shape.value] for row in rows if row[shape.across] == month) for month in months}
    before = {month: [row[shape.before] for row in rows if row[shape.across] == month] for month in months}
    chart.add(
        "scatter", x=months, y=[None if None in before[month] else sum(before[month]) for month in months], mode="lines+markers",
        name=YEAR_BEFORE.in_language(language), line={"color": GREY, "dash": "dot", "width": 2},
    )  # fmt: skip
    for month, total in totals.items():
        above = {"x": month, "y": total, "yanchor": "bottom", "yshift": 2}
        if href is not None:
            link(chart, str(total), {shape.across: month}, href, **above)
        else:
            chart.note(str(total), font={"size": 12}, **above)
    chart.put(barmode="stack")
    month_axis(chart, months, language)
    return chart


def panels(figure: Figure, language: Language, href: Href | None) -> Chart:
    shape = figure.metric.shape
    assert isinstance(shape, Panels)
    rows = list(figure.rows)
    months = distinct(rows, shape.across)
    members = distinct(rows, shape.by)
    deep = (len(members) + 1) // 2
    titles = [wrapped(label(shape.by, member).in_language(language), HALF) for member in members]
    chart, places = panelled(deep, titles, gap=0.32 / max(deep, 1))
    for place, member in enumerate(members):
        of_member = {row[shape.across]: row for row in rows if row[shape.by] == member}
        own = [of_member[month] for month in months]
        for name, word, line in (
            (shape.before, YEAR_BEFORE, {"color": GREY, "dash": "dot", "width": 1.5}),
            (shape.value, figure.metric.unit.text, {"color": BLUE, "width": 2.5}),
        ):
            chart.add(
                "scatter", x=months, y=[row[name] for row in own], mode="lines", line=line,
                customdata=ways(figure, own, name if name == shape.before else ""),
                name=word.in_language(language) if word is YEAR_BEFORE else _this_period(language),
                showlegend=place == 0, **places[place],
            )  # fmt: skip
    chart.put(**framed(190 * deep + 40))
    chart.put(legend={"y": -0.08}, margin={"t": 36})
    for title in chart.layout["annotations"]:
        title["font"] = {"size": 13}
    month_axis(chart, months, language)
    sparse = months[:: max(len(months) // 4, 1)]
    chart.put_axes(
        "x", tickvals=sparse, ticktext=[tick.split("<br>")[0] for tick in month_ticks(sparse, language)]
    )
    chart.put_axes("y", nticks=4)
    return chart


def _this_period(language: Language) -> str:
    return "本期" if language == "zh" else "This period"


def lines(figure: Figure, language: Language, href: Href | None) -> Chart:
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
        chart.add(
            "scatter", x=months, y=values, name=word.in_language(language), line=line, cliponaxis=False,
            customdata=ways(figure, figure.rows, name),
            mode="lines+markers+text" if name == "visited" else "lines",
            text=[f"{value:g}" if place == last and value is not None else "" for place, value in enumerate(values)],
            textposition="top center",
        )  # fmt: skip
    month_axis(chart, months, language)
    return chart


def flow(figure: Figure, language: Language, href: Href | None) -> Chart:
    shape = figure.metric.shape
    assert isinstance(shape, Flow)
    months = [row[shape.across] for row in figure.rows]
    chart = blank(400)
    for name, colour in ((shape.into, ORANGE), (shape.out_of, BLUE)):
        values = [row[name] for row in figure.rows]
        chart.add(
            "bar", x=months, y=values, name=shape.words[name].in_language(language), marker={"color": colour},
            customdata=ways(figure, figure.rows, name),
            text=[str(value) if value else "" for value in values], textposition="outside", textangle=0, cliponaxis=False,
        )  # fmt: skip
    stock = [row[shape.stock] for row in figure.rows]
    chart.add(
        "scatter", x=months, y=stock, mode="lines+markers", name=shape.words[shape.stock].in_language(language),
        line={"color": VERMILION, "width": 2.5}, customdata=ways(figure, figure.rows, shape.stock),
    )  # fmt: skip
    chart.put(barmode="group", bargap=0.25)
    month_axis(chart, months, language)
    if shape.across != "month":
        chart.put_axes("x", ticktext=[label(shape.across, place).in_language(language) for place in months])
    return chart
