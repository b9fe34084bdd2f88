"""What a figure's chart says, as marks for the typesetter: lengths, the words beside them, and colours."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from math import ceil
from typing import Any

from supervision.charts.grid import told_in_cell
from supervision.charts.style import BLUE, GREY, ORANGE, PALE, SERIES, TONES, VERMILION, month_ticks
from supervision.figures.measuring import Figure
from supervision.figures.tables import YEAR_BEFORE, label, rows_of
from supervision.metrics.shapes import Bars, Flow, Grid, Lines, Panels, Stacks
from supervision.text import Language, Text

Marks = dict[str, Any]
THIS_PERIOD = Text(zh="本期", en="This period")
ACROSS_AT_MOST = 18
"""Columns of a grid side by side on A4; more are continued below."""
_QUIET = "#F3F3F3"


def marks(figure: Figure, language: Language) -> Marks | None:
    """None for shapes that are read and not drawn, and for those that paper does not know yet."""
    drawn = _DRAWN.get(type(figure.metric.shape))
    return drawn(figure, figure.metric.shape, language) if drawn and figure.rows else None


def told(value: Any) -> str:
    """A number as a reader sees it."""
    if value is None:
        return "—"
    return (
        f"{value:,}" if isinstance(value, int) else f"{value:f}" if isinstance(value, Decimal) else str(value)
    )


def _length(value: Any) -> float | None:
    return None if value is None else float(value)


def scale_to(highest: float) -> list[int]:
    """Round numbers from 0 to at least the highest, five or fewer."""
    step, grows = 1, (2, 2.5, 2)
    place = 0
    while step * 4 < highest:
        step = int(step * grows[place % 3])
        place += 1
    return [step * number for number in range(max(ceil(highest / step), 1) + 1)]


def _ticks(months: list[str], language: Language) -> list[list[str]]:
    return [tick.split("<br>") for tick in month_ticks(months, language)]


def _series(word: Text, colour: str, values: list[Any], language: Language, dash: str = "solid") -> Marks:
    return {
        "word": word.in_language(language), "colour": colour, "dash": dash,
        "values": [_length(value) for value in values], "told": [told(value) for value in values],
    }  # fmt: skip


def _bars(figure: Figure, shape: Bars, language: Language) -> Marks:
    rows = rows_of(figure)
    progress = shape.are_parts and len(shape.values) == 2
    colours = (BLUE, PALE) if progress else SERIES
    lengths = [[_length(row[name]) or 0 for name in shape.values] for row in rows]
    return {
        "kind": "bars",
        "stacked": shape.are_parts,
        "series": [
            {"word": word.in_language(language), "colour": colours[place % len(colours)]}
            for place, word in enumerate(shape.values.values())
        ],
        "rows": [
            {
                "label": label(shape.across, row[shape.across], row).in_language(language),
                "values": values,
                "told": [told(row[name]) for name in shape.values],
            }
            for row, values in zip(rows, lengths, strict=True)
        ],
        "highest": max((sum(line) if shape.are_parts else max(line) for line in lengths), default=0),
    }


def _stacks(figure: Figure, shape: Stacks, language: Language) -> Marks:
    months = list(dict.fromkeys(row[shape.across] for row in figure.rows))
    members = list(dict.fromkeys(row[shape.by] for row in figure.rows))
    held = {(row[shape.by], row[shape.across]): row for row in figure.rows}
    totals = [sum(held[member, month][shape.value] for member in members) for month in months]
    before = [[held[member, month][shape.before] for member in members] for month in months]
    line = [None if None in values else sum(values) for values in before]
    return {
        "kind": "columns", "stacked": True, "ticks": _ticks(months, language),
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


def _flow(figure: Figure, shape: Flow, language: Language) -> Marks:
    def of(name: str, colour: str) -> Marks:
        return _series(shape.words[name], colour, [row[name] for row in figure.rows], language)

    stock = of(shape.stock, VERMILION)
    both = [of(shape.into, ORANGE), of(shape.out_of, BLUE)]
    return {
        "kind": "columns", "stacked": False, "series": both, "totals": [], "line": stock,
        "ticks": _ticks([row[shape.across] for row in figure.rows], language),
        "scale": scale_to(max(value or 0 for series in (*both, stock) for value in series["values"])),
    }  # fmt: skip


def _lines(figure: Figure, shape: Lines, language: Language) -> Marks:
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
        "kind": "lines", "series": series, "ticks": _ticks([row[shape.across] for row in figure.rows], language),
        "scale": scale_to(max(value or 0 for one in series for value in one["values"])),
    }  # fmt: skip


def _panels(figure: Figure, shape: Panels, language: Language) -> Marks:
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
    return {"kind": "panels", "panels": panels, "ticks": _ticks(months, language)}


def _grid(figure: Figure, shape: Grid, language: Language) -> Marks:
    across = list(dict.fromkeys(row[shape.across] for row in figure.rows))
    down = list(dict.fromkeys(row[shape.down] if shape.down else "" for row in figure.rows))
    held = {(row[shape.down] if shape.down else "", row[shape.across]): row for row in figure.rows}
    tones = {**TONES, "quiet": _QUIET}

    def cell(line: str, place: str) -> Marks:
        row = held[line, place]
        state = shape.states[row[shape.state]]
        return {"told": told_in_cell(shape, row, state), "colour": tones[state.tone]}

    return {
        "kind": "grid",
        "blocks": [
            {
                "across": _heads(shape.across, part, across, language),
                "rows": [
                    {
                        "label": label(shape.down or "", line).in_language(language) if line else "",
                        "cells": [cell(line, place) for place in part],
                    }
                    for line in down
                ],
            }
            for part in _evenly(across)
        ],
        "states": [
            {"told": state.sign, "word": state.word.in_language(language), "colour": tones[state.tone]}
            for state in shape.states.values()
        ],
        "counted": shape.counted.in_language(language) if shape.counted else "",
    }


def _evenly(across: list[str]) -> list[list[str]]:
    """Columns in as few blocks as fit the sheet, each as wide as the next."""
    blocks = ceil(len(across) / ACROSS_AT_MOST)
    wide = ceil(len(across) / blocks)
    return [across[first : first + wide] for first in range(0, len(across), wide)]


def _heads(column: str, part: list[str], across: list[str], language: Language) -> list[str]:
    """A block's headings; of months in several years each block names the year it begins in."""
    if column != "month":
        return [label(column, place).in_language(language) for place in part]
    ticks = _ticks(part, language)
    if len(ticks[0]) == 1 and across[0][:4] != across[-1][:4]:
        ticks[0].append(part[0][:4])
    return ["\n".join(tick) for tick in ticks]


_DRAWN: dict[type, Callable[[Figure, Any, Language], Marks]] = {
    Bars: _bars,
    Stacks: _stacks,
    Flow: _flow,
    Lines: _lines,
    Panels: _panels,
    Grid: _grid,
}
