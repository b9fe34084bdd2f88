"""Figures on the page: each with its question, unit, period, as-of day, definition, footnotes and table."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from supervision.charts.drawing import draw
from supervision.exports.paper.narrowed import tiles_not_narrowed
from supervision.exports.paper.parts import INTERIM
from supervision.exports.paper.sections import drawn, tiled
from supervision.exports.tables import csv_bytes
from supervision.figures.at_end import tiles_at_end
from supervision.figures.measuring import Figure
from supervision.figures.tables import rows_of, table_of, value_text
from supervision.metrics.declaration import PER_CENT, Metric
from supervision.metrics.shapes import Listing
from supervision.text import Language, Text
from supervision.ui.asking import hand_over
from supervision.ui.cards import Card, file_name, tabled, why, written
from supervision.ui.choices import Choice, as_of_text, kept
from supervision.ui.counting import card_of, changes_of, measured, state, uncut
from supervision.ui.drawn_figure import is_zoomed, show_zoomed
from supervision.ui.first_rows import go_on_to
from supervision.ui.once import Once
from supervision.ui.page import place_of
from supervision.ui.paper import note_shown
from supervision.ui.session import language, said
from supervision.ui.sheet import add, framed, opened, picked, put_down
from supervision.ui.way_down import ROWS, address, follow, go_down, href, link_down

_TILES: Once[tuple[list[str], str]] = Once(512)


def tiles(
    metrics: Sequence[Metric | tuple[Metric, Metric]], choice: Choice, compared: Sequence[Metric] = ()
) -> None:
    """Big numbers in a row; on a phone one below the other. A pair is read as part of whole: 48/58.

    `compared` are set against last year and the period before.
    """
    pairs = [metric if isinstance(metric, tuple) else (metric, None) for metric in metrics]
    note_shown(choice, *tiled(*metrics, compared=compared))
    spoken = language()
    names = (*(part.name for part, _ in pairs), "against", *(metric.name for metric in compared))
    key = (names, spoken, *state(choice))
    told, feet = _TILES.get(key, lambda: _tiles(pairs, choice, compared, spoken))
    add(told, stretch=True)
    add([feet])


def _tiles(
    pairs: Sequence[tuple[Metric, Metric | None]],
    choice: Choice,
    compared: Sequence[Metric],
    spoken: Language,
) -> tuple[list[str], str]:
    """Each tile, and what stands below them all."""
    every = measured([metric for pair in pairs for metric in pair if metric], choice)
    figures = {figure.metric.name: figure for figure in every}
    told = []
    for part, whole in pairs:
        figure = figures[part.name]
        tile = {
            "label": part.title.in_language(spoken),
            "value": big_number(figure, figures[whole.name] if whole else None, spoken),
            "change": changes_of(figure, choice).in_language(spoken) if part in compared else "",
            "help": _help(figure, spoken),
            "way": f"ledgers?{_query(part, choice, spoken)}" if part.behind is not None else "",
            "says": ROWS.in_language(spoken),
        }
        told.append(written({"name": f"tile {part.name}", "tile": tile}))
    shown = [figures[part.name] for part, _ in pairs]
    return told, written({"name": "below the tiles", "marked": _feet(shown, choice, spoken)})


def part_of_whole(part: Metric, whole: Metric | None, choice: Choice) -> str:
    """One big number with its unit: 48/58 家."""
    figures = measured([part, whole] if whole else [part], choice)
    return big_number(figures[0], figures[1] if whole else None, language())


_UNBROKEN = "\u2011"
"""A hyphen at which no line ends, so that a narrow tile does not show cadre- and months apart."""


def big_number(part: Figure, whole: Figure | None, spoken: Language) -> str:
    """A number with its unit, or a part of a whole: 48/58 家."""
    value = value_text(part) + (f"/{value_text(whole)}" if whole else "")
    gap = "" if part.metric.unit is PER_CENT else " "
    unit = part.metric.unit.of(part.value).in_language(spoken).replace("-", _UNBROKEN)
    return f"{value}{gap}{unit}"


def _query(metric: Metric, choice: Choice, spoken: Language) -> str:
    return urlencode(address(metric, choice, spoken), doseq=True)


def _help(figure: Figure, spoken: Language) -> list[str]:
    """What a number means, one sentence below the other, and why it is interim."""
    told = [text.in_language(spoken) for text in (figure.metric.definition, *figure.metric.footnotes)]
    return [*told, *(f"{INTERIM.in_language(spoken)} {text.in_language(spoken)}" for text in figure.interim)]


def _feet(figures: Sequence[Figure], choice: Choice, spoken: Language) -> list[tuple[str, str]]:
    """Period and as-of day of a row of tiles, which of them a filter does not reach, and which are interim and why."""
    reasons: dict[tuple[Text, ...], list[str]] = {}
    for figure in figures:
        if figure.interim:
            reasons.setdefault(figure.interim, []).append(figure.metric.title.in_language(spoken))
    told = [("", f"{choice.period.text.in_language(spoken)} · {as_of_text(choice).in_language(spoken)}")]
    told += [("", until.in_language(spoken)) for until in tiles_at_end(figures)]
    told += [("", not_reached) for not_reached in tiles_not_narrowed(figures, choice.view, spoken)]
    for reason, titles in reasons.items():
        of = f"（{'、'.join(titles)}）" if spoken == "zh" else f" ({', '.join(titles)})"
        told.append((INTERIM.in_language(spoken), f"{of}{why(reason, spoken)}"))
    return told


def show(metric: Metric, choice: Choice) -> None:
    """One figure in a frame of its own."""
    _row([metric], choice)


def beside(left: Metric, right: Metric, choice: Choice) -> None:
    """Two figures side by side; on a phone one below the other."""
    _row([left, right], choice)


def _row(metrics: Sequence[Metric], choice: Choice) -> None:
    note_shown(choice, *drawn(*metrics))
    go_on_to(metrics)
    figures = measured(metrics, choice)
    cards = [card_of(figure, choice, language()) for figure in figures]
    for figure, told in zip(figures, cards, strict=True):
        if (mark := picked(figure.metric.name)) is not None:
            _follow(figure, told, mark, choice)
    if not any(_stands_apart(told) for told in cards):
        add([told.written for told in cards])
        return
    put_down()
    places: Sequence[Any] = st.columns(len(cards)) if len(cards) > 1 else [nullcontext()]
    for place, figure, told in zip(places, figures, cards, strict=True):
        with place, framed():
            _apart(figure, told, choice)


def _follow(figure: Figure, told: Card, mark: tuple[int, str], choice: Choice) -> None:
    """To the rows behind a mark of a chart, or to what a row of a list names."""
    if told.table is None:
        follow(figure, mark, choice)
    elif (place := told.table.place_of(mark)) is not None:
        row = rows_of(figure)[place]
        page = figure.metric.shape.page if isinstance(figure.metric.shape, Listing) else ""
        if page:
            st.switch_page(place_of(page).file, query_params={**kept(), "number": str(row["number"])})
        else:
            go_down(figure, row, choice)


def _stands_apart(told: Card) -> bool:
    """Whether something of Streamlit's stands in it: plotly, or what is folded open below."""
    return told.name in opened() or is_zoomed(told.name)


def _apart(figure: Figure, told: Card, choice: Choice) -> None:
    if is_zoomed(told.name):
        whole = told.told
        add([written({"name": f"above {told.name}", **{name: whole[name] for name in _ABOVE}})])
        put_down(bare=True)
        _zoomed(figure, whole, choice)
        below = {"name": f"below {told.name}", "opens": told.name}
        add([written({**below, **{name: whole[name] for name in _BELOW}})])
    else:
        add([told.written])
    # Filled only when opened: most readers never do.
    if told.name in opened():
        _more(figure, choice)


_ABOVE, _BELOW = ("heading", "sentences", "marked"), ("under", "more")


def _zoomed(figure: Figure, told: dict[str, Any], choice: Choice) -> None:
    chart = draw(figure, language(), href(figure, choice, language()))
    assert chart is not None
    show_zoomed(chart, alt=told["alt"], name=figure.metric.name, file_name=told["file"])


def _more(figure: Figure, choice: Choice) -> None:
    metric, spoken = figure.metric, language()
    meant = [text.in_language(spoken) for text in (metric.definition, *metric.footnotes)]
    add([written({"name": f"meaning {metric.name}", "paragraphs": meant})])
    if not isinstance(metric.shape, Listing):
        table = tabled(figure, spoken)
        name = f"table {metric.name}"
        if (mark := picked(name)) is not None and (place := table.place_of(mark)) is not None:
            go_down(figure, rows_of(figure)[place], choice)
        add([written({"name": name, "table": table.told})])
    put_down(bare=True)
    with st.container(horizontal=True, vertical_alignment="center"):
        _download(uncut(figure, choice))
        link_down(metric, choice)


def _download(figure: Figure) -> None:
    headings, rows = table_of(figure, language())
    hand_over(
        "take figures away",
        said(Text(zh="下载CSV", en="Download CSV")),
        csv_bytes(headings, rows),
        file_name=f"{file_name(figure)}.csv",
        mime="text/csv",
        key=f"download {figure.metric.name}",
        told={"figure": figure.metric.name},
    )
