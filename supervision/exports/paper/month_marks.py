"""What happened month by month, as marks: stacked columns, flows, lines and small panels."""

from __future__ import annotations

from typing import Any

from supervision.charts.style import BLUE, GREY, ORANGE, SERIES, VERMILION, month_ticks
from supervision.exports.paper.numbers import length, scale_to, told
from supervision.figures.measuring import Figure
from supervision.figures.tables import YEAR_BEFORE, label
from supervision.metrics.shapes import Flow, Lines, Panels, Stacks
from supervision.text import Language, Text

Marks = dict[str, Any]
THIS_PERIOD = Text(zh="本期", en="This period")


def ticks_of(column: str, places: list[str], language: Language) -> list[list[str]]:
    """The words below a chart, by lines; months bear their year only where it changes."""
    if column != "month":
        return [[label(column, place).in_language(language)] for place in places]
    return [tick.split("<br>") for tick in month_ticks(places, language)]


def _series(word: Text, colour: str, values: list[Any], language: Language, dash: str = "solid") -> Marks:
    return {
        "word": word.in_language(language), "colour": colour, "dash": dash,
        "values": [length(value) for value in values], "told": [told(value) for value in values],
    }  # fmt: skip


def stacks(figure: Figure, shape: Stacks, language: Language) -> Marks:
    months = list(dict.fromkeys(row[shape.across] for row in figure.rows))
    members = list(dict.fromkeys(row[shape.by] for row in figure.rows))
    held = {(row[shape.by], row[shape.across]): row for row in figure.rows}
    totals = [sum(held[member, month][shape.value] for member in members) for month in months]
    before = [[held[member, month][shape.before] for member in members] for month in months]
    line = [None if None in values else sum(values) for values in before]
    return {
        "kind": "columns", "stacked": True, "ticks": ticks_of(shape.across, months, language),
        "series": [
            _series(
                label(shape.by, member), SERIES[place % len(SERIES)],
                [held[member, month][shape.value] for month in months], language,
            )
            for place, member in enumerate(members)
        ],
        "totals": [told(total) for total in totals],
        "line": _series(YEAR_BEFORE, GREY, line, language, "dotted"),
        "scale": scale_to(max([*totals, *(value or 0 for value in line)])),
    }  # fmt: skip


def flow(figure: Figure, shape: Flow, language: Language) -> Marks:
    def of(name: str, colour: str) -> Marks:
        return _series(shape.words[name], colour, [row[name] for row in figure.rows], language)

    stock = of(shape.stock, VERMILION)
    both = [of(shape.into, ORANGE), of(shape.out_of, BLUE)]
    return {
        "kind": "columns", "stacked": False, "series": both, "totals": [], "line": stock,
        "ticks": ticks_of(shape.across, [row[shape.across] for row in figure.rows], language),
        "scale": scale_to(max(value or 0 for series in (*both, stock) for value in series["values"])),
    }  # fmt: skip


def lines(figure: Figure, shape: Lines, language: Language) -> Marks:
    styles = ((BLUE, "solid"), (ORANGE, "dashed"), (GREY, "dotted"), (VERMILION, "dash-dotted"))
    series = [
        _series(
            word,
            *styles[place % len(styles)][:1],
            [row[name] for row in figure.rows],
            language,
            styles[place % 4][1],
        )
        for place, (name, word) in enumerate(shape.values.items())
    ]
    return {
        "kind": "lines", "series": series, "ticks": ticks_of(shape.across, [row[shape.across] for row in figure.rows], language),
        "scale": scale_to(max(value or 0 for one in series for value in one["values"])),
    }  # fmt: skip


def panels(figure: Figure, shape: Panels, language: Language) -> Marks:
    months = list(dict.fromkeys(row[shape.across] for row in figure.rows))
    panels = []
    for member in dict.fromkeys(row[shape.by] for row in figure.rows):
        rows = [row for row in figure.rows if row[shape.by] == member]
        series = [
            _series(THIS_PERIOD, BLUE, [row[shape.value] for row in rows], language),
            _series(YEAR_BEFORE, GREY, [row[shape.before] for row in rows], language, "dotted"),
        ]
        highest = max(value or 0 for one in series for value in one["values"])
        panels.append(
            {
                "title": label(shape.by, member).in_language(language),
                "series": series,
                "scale": scale_to(highest),
            }
        )
    return {"kind": "panels", "panels": panels, "ticks": ticks_of(shape.across, months, language)}
