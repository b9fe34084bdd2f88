"""A line and the range that it usually keeps to, one small chart a member; months that leave the range are marked."""

from __future__ import annotations

from typing import Any

from supervision.charts.chart import Chart, Where, panelled
from supervision.charts.marks import Href, distinct, link, month_axis, ways
from supervision.charts.style import BLUE, HALF, VERMILION, framed, month_ticks, wrapped
from supervision.figures.measuring import Figure
from supervision.figures.tables import label
from supervision.metrics.shapes import Band
from supervision.text import Language, Text

USUAL_RANGE = Text(zh="正常波动范围", en="Usual range")
OUTSIDE = Text(zh="超出范围", en="Outside it")
NOT_JUDGED = Text(zh="未作判断", en="Not judged")
RANGE = "rgba(138,138,138,0.28)"


def band(figure: Figure, language: Language, href: Href | None) -> Chart:
    shape = figure.metric.shape
    assert isinstance(shape, Band)
    rows = list(figure.rows)
    months = distinct(rows, shape.across)
    members = list(dict.fromkeys(row[shape.by] for row in rows))
    names = [shape.whole if member is None else label(shape.by, member) for member in members]
    deep = 1 + len(members) // 2
    titles = [wrapped(name.in_language(language), HALF) for name in names]
    chart, places = panelled(deep, titles, gap=0.3 / deep, wide_first=True)
    for place, member in enumerate(members):
        of_member = [row for row in rows if row[shape.by] == member]
        _panel(chart, figure, of_member, language, places[place], is_first=place == 0)
        for row in of_member:
            if href is not None and row[shape.state] in ("high", "low"):
                _marked(chart, shape, row, href, place)
    chart.put(**framed(175 * deep + 60))
    chart.put(legend={"y": -0.05}, margin={"t": 36}, barcornerradius=0, bargap=0)
    month_axis(chart, months, language)
    sparse = months[:: max(len(months) // 4, 1)]
    chart.put_axes(
        "x", tickvals=sparse, ticktext=[tick.split("<br>")[0] for tick in month_ticks(sparse, language)]
    )
    chart.put(xaxis={"tickvals": months, "ticktext": month_ticks(months, language)})
    chart.put_axes("y", nticks=4)
    return chart


def _panel(
    chart: Chart,
    figure: Figure,
    rows: list[dict[str, Any]],
    language: Language,
    where: Where,
    *,
    is_first: bool,
) -> None:
    shape = figure.metric.shape
    assert isinstance(shape, Band)
    months = [row[shape.across] for row in rows]
    judged = [row for row in rows if row[shape.upper] is not None]
    # Bars and not an area: an area would draw a range over months that have none. Both ends are usual themselves.
    chart.add(
        "bar", x=[row[shape.across] for row in judged], base=[row[shape.lower] - 0.5 for row in judged],
        y=[row[shape.upper] - row[shape.lower] + 1 for row in judged],
        marker={"color": RANGE, "line": {"width": 0}}, name=USUAL_RANGE.in_language(language), showlegend=is_first,
        hoverinfo="skip", **where,
    )  # fmt: skip
    chart.add(
        "scatter", x=months, y=[row[shape.value] for row in rows], mode="lines+markers", line={"color": BLUE, "width": 2},
        marker={"size": 4, "color": BLUE}, showlegend=False, customdata=ways(figure, rows, shape.value),
        text=[shape.states[row[shape.state]].word.in_language(language) for row in rows],
        hovertemplate="%{hovertext}: %{y} %{text}<extra></extra>", **where,
    )  # fmt: skip
    for word, are, symbol, colour in (
        (OUTSIDE, ("high", "low"), None, VERMILION),
        (NOT_JUDGED, ("not_whole", "running", "too_few_months", "too_few_leads"), "circle-open", BLUE),
    ):
        marked = [row for row in rows if row[shape.state] in are]
        up_or_down = ["triangle-up" if row[shape.state] == "high" else "triangle-down" for row in marked]
        chart.add(
            "scatter", x=[row[shape.across] for row in marked] or [None], y=[row[shape.value] for row in marked] or [None],
            mode="markers", name=word.in_language(language), showlegend=is_first, hoverinfo="skip",
            customdata=ways(figure, marked, shape.value) or None,
            marker={"symbol": symbol or up_or_down or "triangle-up", "size": 11 if symbol is None else 7, "color": colour},
            **where,
        )  # fmt: skip


def _marked(chart: Chart, shape: Band, row: dict[str, Any], href: Href, place: int) -> None:
    number = str(place + 1) if place else ""
    link(
        chart, str(row[shape.value]), row, href, x=row[shape.across], y=row[shape.value], xref=f"x{number}",
        yref=f"y{number}", yanchor="bottom" if row[shape.state] == "high" else "top",
        yshift=7 if row[shape.state] == "high" else -7,
    )  # fmt: skip
