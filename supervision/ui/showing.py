"""Figures on the page: each with its question, unit, period, as-of day, definition, footnotes and table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from supervision.charts.chart import Chart
from supervision.exports.paper.sections import drawn, tiled
from supervision.exports.tables import csv_bytes
from supervision.figures.findings import findings, notes
from supervision.figures.measuring import Figure, narrows
from supervision.figures.notes import has_months, notes_told
from supervision.figures.tables import rows_of, table_of, value_text
from supervision.ledgers.narrowing import WORDS
from supervision.metrics.declaration import PER_CENT, Metric
from supervision.metrics.shapes import Grid, Listing
from supervision.text import Text
from supervision.ui.asking import hand_over
from supervision.ui.choices import Choice, as_of_text, kept
from supervision.ui.counting import changes_of, chart_of, measured, state
from supervision.ui.drawn_figure import Words, show_chart, show_words
from supervision.ui.drawn_table import Table, table_of_cells
from supervision.ui.literal import literal
from supervision.ui.once import Once
from supervision.ui.page import place_of
from supervision.ui.paper import note_shown
from supervision.ui.session import language, said
from supervision.ui.way_down import follow, go_down, link_down

INTERIM = Text(zh="阶段性数据", en="Interim")


_TABLES: Once[Table] = Once(1024)


def tiles(
    metrics: Sequence[Metric | tuple[Metric, Metric]], choice: Choice, compared: Sequence[Metric] = ()
) -> None:
    """Big numbers in a row; on a phone one below the other. A pair is read as part of whole: 48/58.

    `compared` are set against last year and the period before.
    """
    pairs = [metric if isinstance(metric, tuple) else (metric, None) for metric in metrics]
    note_shown(choice, *tiled(*metrics, compared=compared))
    figures = {
        figure.metric.name: figure
        for figure in measured([metric for pair in pairs for metric in pair if metric], choice)
    }
    for column, (part, whole) in zip(st.columns(len(pairs)), pairs, strict=True):
        figure = figures[part.name]
        column.metric(
            said(part.title),
            big_number(figure, figures[whole.name] if whole else None),
            delta=said(changes_of(figure, choice)) if part in compared else None,
            delta_color="off",
            delta_arrow="off",
            border=True,
            height="stretch",
            help=_help(figure),
        )
        with column:
            link_down(part, choice)
    _feet([figures[part.name] for part, _ in pairs], choice)


def part_of_whole(part: Metric, whole: Metric | None, choice: Choice) -> str:
    """One big number with its unit: 48/58 家."""
    figures = measured([part, whole] if whole else [part], choice)
    return big_number(figures[0], figures[1] if whole else None)


_UNBROKEN = "\u2011"
"""A hyphen at which no line ends, so that a narrow tile does not show cadre- and months apart."""


def big_number(part: Figure, whole: Figure | None) -> str:
    """A number with its unit, or a part of a whole: 48/58 家."""
    value = value_text(part) + (f"/{value_text(whole)}" if whole else "")
    gap = "" if part.metric.unit is PER_CENT else " "
    unit = said(part.metric.unit.of(part.value)).replace("-", _UNBROKEN)
    return f"{value}{gap}{unit}"


def _help(figure: Figure) -> str:
    parts = [figure.metric.definition, *figure.metric.footnotes]
    return "\n\n".join(
        [*(said(part) for part in parts), *(f"**{said(INTERIM)}** {said(why)}" for why in figure.interim)]
    )


def _feet(figures: Sequence[Figure], choice: Choice) -> None:
    """Period and as-of day of a row of tiles, and which of them are interim and why."""
    reasons: dict[tuple[Text, ...], list[Text]] = {}
    for figure in figures:
        if figure.interim:
            reasons.setdefault(figure.interim, []).append(figure.metric.title)
    # In a place of their own: Streamlit counts places, and one line more would make all that follows be made anew.
    with st.container():
        st.caption(f"{said(choice.period.text)} · {said(as_of_text(choice))}")
        for why, titles in reasons.items():
            joint = "、" if language() == "zh" else ", "
            _interim_line(why, joint.join(said(title) for title in titles))


def _interim_line(why: Sequence[Text], what: str) -> None:
    of = f"（{what}）" if language() == "zh" else f" ({what})"
    st.caption(f":orange-badge[{said(INTERIM)}]{of}{_interim_words(why)}")


def _interim_words(why: Sequence[Text]) -> str:
    joint, colon = ("；", "：") if language() == "zh" else ("; ", ": ")
    return colon + joint.join(said(reason) for reason in why)


def show(metric: Metric, choice: Choice) -> None:
    """One figure in a frame of its own."""
    note_shown(choice, *drawn(metric))
    (figure,) = measured([metric], choice)
    with st.container(border=True):
        chart = chart_of(figure, choice, language())
        is_open = _read(figure, choice) if chart is None else _shown(figure, chart, choice)
        # Filled only when opened: most readers never do, and tables are what makes a page heavy.
        if is_open:
            _more(figure, choice)


def _read(figure: Figure, choice: Choice) -> bool:
    """A figure that is a list, or holds nothing: the longest first as the query gives them; a row leads to its own."""
    name, words = figure.metric.name, _words(figure)
    under = [*(said(note) for note in notes(figure)), _foot_words(figure, choice)]
    more = _more_word(figure)
    if not figure.rows:
        show_words(words, key=f"words {name}")
        st.info(said(figure.metric.nothing or Text(zh="期内没有。", en="None in the period.")))
        return show_words(Words(under=under, more=more), key=f"words under {name}").is_open
    table = _tabled(figure, choice)
    answer = show_words(replace(words, under=under, more=more), key=f"listing {name}", table=table)
    if (place := table.place_of(answer.picked)) is not None:
        row = rows_of(figure)[place]
        page = figure.metric.shape.page if isinstance(figure.metric.shape, Listing) else ""
        if page:
            st.switch_page(place_of(page).file, query_params={**kept(), "number": str(row["number"])})
        else:
            go_down(figure, row, choice)
    return answer.is_open


def _shown(figure: Figure, chart: Chart, choice: Choice) -> bool:
    metric = figure.metric
    foot = _foot_words(figure, choice)
    under = [*_legend(metric), *_notes_told(figure), *(said(note) for note in notes(figure)), foot]
    answer = show_chart(
        chart,
        title=said(metric.title),
        alt=said(_aloud(figure)),
        key=f"chart {metric.name}",
        file_name=_file_name(figure),
        foot=foot,
        words=replace(_words(figure), under=under, more=_more_word(figure)),
        follows=metric.behind is not None,
    )
    if answer.picked:
        follow(figure, answer.picked, choice)
    return answer.is_open


def _words(figure: Figure) -> Words:
    interim = (said(INTERIM), _interim_words(figure.interim)) if figure.interim else None
    told = [said(sentence) for sentence in findings(figure)]
    return Words(said(figure.metric.title), told, interim)


def _aloud(figure: Figure) -> Text:
    """What somebody hears who can't see a chart: its question, unit and period, and where its numbers stand."""
    return Text(
        zh="{title} 单位：{unit}。{period}。各项数字见下方“口径与数据表”。",
        en="{title} Unit: {unit}. {period}. Its numbers stand under “Definition and table” below.",
    ).with_values(title=figure.metric.title, unit=figure.metric.unit.text, period=figure.period.text)


def _notes_told(figure: Figure) -> list[str]:
    """The words behind the numbers in rings."""
    if not (has_months(figure.metric.shape) and figure.notes):
        return []
    return ["　".join(literal(said(text)) for text in notes_told(figure.notes))]


def _legend(metric: Metric) -> list[str]:
    """What the signs of a grid mean: nobody should have to tell states by colour."""
    if not isinstance(metric.shape, Grid):
        return []
    signs = [f"{state.sign or '▢'} {said(state.word)}" for state in metric.shape.states.values()]
    counted = [said(metric.shape.counted)] if metric.shape.counted else []
    return ["　".join([*signs, *counted])]


def beside(left: Metric, right: Metric, choice: Choice) -> None:
    """Two figures side by side; on a phone one below the other."""
    for column, metric in zip(st.columns(2), (left, right), strict=True):
        with column:
            show(metric, choice)


def _more_word(figure: Figure) -> str:
    is_listing = isinstance(figure.metric.shape, Listing)
    word = (
        Text(zh="口径", en="Definition") if is_listing else Text(zh="口径与数据表", en="Definition and table")
    )
    return said(word)


def _more(figure: Figure, choice: Choice) -> None:
    for text in (figure.metric.definition, *figure.metric.footnotes):
        st.markdown(said(text))
    if not isinstance(figure.metric.shape, Listing):
        _table(figure, choice)
    with st.container(horizontal=True, vertical_alignment="center"):
        _download(figure)
        link_down(figure.metric, choice)


def _foot_words(figure: Figure, choice: Choice) -> str:
    unit = said(Text(zh="单位：{unit}", en="Unit: {unit}").with_values(unit=figure.metric.unit.text))
    return f"{unit} · {said(choice.period.text)} · {said(as_of_text(choice))}{_not_narrowed(figure, choice)}"


def _not_narrowed(figure: Figure, choice: Choice) -> str:
    """A filter that reaches none of a figure's ledgers must not seem to narrow it."""
    told = [
        said(Text(zh="未按{word}筛选", en="not narrowed by {word}").with_values(word=WORDS[name]))
        for name, _ in choice.view.only
        if not narrows(name, figure.metric)
    ]
    return "".join(f" · {part}" for part in told)


def _tabled(figure: Figure, choice: Choice) -> Table:
    return _TABLES.get((figure.metric.name, language(), *state(choice)), lambda: _made_table(figure))


def _made_table(figure: Figure) -> Table:
    headings, rows = table_of(figure, language())
    return table_of_cells(
        said(figure.metric.title), headings, rows, leads=None if figure.metric.behind is None else 0
    )


def _table(figure: Figure, choice: Choice) -> None:
    """A row that is pressed leads to the ledger's rows behind it."""
    table = _tabled(figure, choice)
    answer = show_words(Words(), key=f"table {figure.metric.name}", table=table)
    if (place := table.place_of(answer.picked)) is not None:
        go_down(figure, rows_of(figure)[place], choice)


def _file_name(figure: Figure) -> str:
    return f"{figure.metric.name}_{figure.period.first}_{figure.period.last}"


def _download(figure: Figure) -> None:
    headings, rows = table_of(figure, language())
    hand_over(
        "take figures away",
        said(Text(zh="下载CSV", en="Download CSV")),
        csv_bytes(headings, rows),
        file_name=f"{_file_name(figure)}.csv",
        mime="text/csv",
        key=f"download {figure.metric.name}",
        told={"figure": figure.metric.name},
    )
