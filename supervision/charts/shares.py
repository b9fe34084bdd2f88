"""Shares: one bar a member with its number, a tick where it stood a year before, its share and both changes beside it."""

from __future__ import annotations

from supervision.charts.chart import Chart
from supervision.charts.marks import Href, link, ways
from supervision.charts.style import BLUE, GREY, blank, wrapped
from supervision.figures.changes import Change, Part, parts
from supervision.figures.measuring import Figure
from supervision.figures.tables import YEAR_BEFORE, label
from supervision.metrics.shapes import Shares
from supervision.text import Language, Text

THIS_PERIOD = Text(zh="本期", en="This period")
SHARE = Text(zh="占比", en="Share")
ON_YEAR = Text(zh="同比", en="vs year")
ON_PERIOD = Text(zh="环比", en="vs prior")
NONE_A_YEAR_BEFORE = Text(zh="上年0件", en="from 0")
NONE_IN_PERIOD_BEFORE = Text(zh="上期0件", en="from 0")
WIDE = 49
"""Pixels of one column of numbers: they stand beside the bars, where nothing can run into them."""


def shares(figure: Figure, language: Language, href: Href | None) -> Chart:
    shape = figure.metric.shape
    assert isinstance(shape, Shares)
    told = parts(figure)[::-1]
    rows = [part.row for part in told]
    names = [wrapped(label(shape.breakdown, part.row["member"]).in_language(language), 8) for part in told]
    lines = max((name.count("<br>") + 1 for name in names), default=1)
    chart = blank(60 + max(28, 14 * lines + 10) * len(told))
    chart.add(
        "bar", y=names, x=[part.value for part in told], orientation="h", marker={"color": BLUE}, showlegend=False,
        name=THIS_PERIOD.in_language(language), customdata=ways(figure, rows, "value"),
    )  # fmt: skip
    bases = [part.on_year.base for part in told]
    if any(base is not None for base in bases):
        chart.add(
            "scatter", y=names, x=bases, mode="markers", orientation="h", customdata=ways(figure, rows, "year_before"),
            name=YEAR_BEFORE.in_language(language), cliponaxis=False,
            marker={"symbol": "line-ns", "size": 15, "line": {"width": 2.5, "color": GREY}},
        )  # fmt: skip
    for name, part in zip(names, told, strict=True):
        _number(chart, name, part, href)
        _columns(chart, name, part, language)
    for place, word in ((1, SHARE), (2, ON_YEAR), (3, ON_PERIOD)):
        chart.note(
            word.in_language(language), x=1, xref="paper", xanchor="right", xshift=place * WIDE, y=1, yref="paper",
            yanchor="bottom", font={"size": 11},
        )  # fmt: skip
    longest = max([part.value for part in told] + [base or 0 for base in bases], default=0)
    chart.put(margin={"r": 3 * WIDE + 8, "b": 28}, bargap=0.35, legend={"y": 0})
    chart.put_axes("x", visible=False, range=[0, max(longest, 1) * 1.6])
    chart.put_axes("y", automargin=True, type="category", showgrid=False)
    return chart


def _number(chart: Chart, name: str, part: Part, href: Href | None) -> None:
    """Its number, past the bar and past the tick; it leads to its rows."""
    right_of = {"y": name, "x": max(part.value, part.on_year.base or 0), "xanchor": "left", "xshift": 5}
    if href is not None:
        link(chart, f"{part.value:,}", dict(part.row), href, **right_of)
    else:
        chart.note(f"{part.value:,}", font={"size": 12}, **right_of)


def _columns(chart: Chart, name: str, part: Part, language: Language) -> None:
    told = (
        "—" if part.share is None else f"{part.share}%",
        _changed(part.on_year, NONE_A_YEAR_BEFORE, language),
        _changed(part.on_period, NONE_IN_PERIOD_BEFORE, language),
    )
    for place, words in enumerate(told, 1):
        chart.note(words, x=1, xref="paper", xanchor="right", xshift=place * WIDE, y=name, font={"size": 11})


def _changed(change: Change, none_before: Text, language: Language) -> str:
    if change.base is None or change.value == change.base == 0:
        return "—"
    return change.text(none_before).in_language(language)
