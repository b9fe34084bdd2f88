"""A release on the screen: what is read aloud, ready to be copied, and the tables and charts that bear it out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from supervision.charts.counts import draw_counts
from supervision.exports.paper.numbers import told
from supervision.exports.releases.brief import (
    Part,
    definitions_of,
    fact_text,
    facts_behind,
    interim_text,
    parts_of,
    table_facts,
)
from supervision.exports.releases.tables import Cell, Table, main_table
from supervision.figures.period import day_text
from supervision.releases.document import Document
from supervision.text import Language, Text
from supervision.ui.drawn_figure import show_chart
from supervision.ui.literal import literal
from supervision.ui.session import language, said

MAIN = Text(zh="主要指标", en="Main figures")
_RIGHT = st.column_config.Column(alignment="right")
_READ_ALOUD = "<style>[data-testid='stCode'] :is(pre, code, span) {font-family: inherit !important;}</style>"
"""Sentences are no program: their digits are as wide as the page's."""
_OTHER: dict[Language, Language] = {"zh": "en", "en": "zh"}


def show_sheet(document: Document) -> None:
    """One chapter at a time, chosen above; the notes hold for all of them."""
    st.html(_READ_ALOUD)
    if document.interim:
        st.warning(literal(said(interim_text(document.interim))))
    parts = parts_of(document)
    titles = [said(MAIN), *(said(part.title) for part in parts)]
    chosen = st.segmented_control(
        said(Text(zh="章节", en="Chapter")),
        range(len(titles)),
        default=0,
        format_func=titles.__getitem__,
        key=f"chapter {language()} {len(titles)}",
        label_visibility="collapsed",
        required=True,
    )
    if not chosen:
        _show_sentences([sentence.text for sentence in document.sentences])
        _show_table(main_table(document))
    else:
        _show_part(parts[chosen - 1], document)
    for note in document.notes:
        st.caption(literal(said(note)))
    st.caption(said(_facts(document)))


def _facts(document: Document) -> Text:
    return Text(
        zh="{period} · 数据截至{day} · 批次{batch}", en="{period} · as of {day} · batch {batch}"
    ).with_values(period=document.period.text, day=day_text(document.as_of), batch=document.known_at)


def _show_sentences(sentences: Sequence[Text]) -> None:
    """As one text with a button that copies it, first in the language of the page."""
    if not sentences:
        return
    spoken = language()
    _show_text(sentences, spoken)
    other = Text(zh="英文稿", en="Chinese text")
    with st.expander(said(other)):
        _show_text(sentences, _OTHER[spoken])


def _show_text(sentences: Sequence[Text], spoken: Language) -> None:
    st.code("\n".join(text.in_language(spoken) for text in sentences), language=None, wrap_lines=True)


def _show_part(part: Part, document: Document) -> None:
    _show_sentences(part.sentences)
    definitions = dict(zip((told.figure for told in document.told), definitions_of(document), strict=True))
    explained: set[str] = set()
    for table in part.tables:
        st.subheader(said(table.title), anchor=False)
        if table.kind in ("one_way", "side_by_side"):
            _draw(table)
        _show_table(table)
        new = [name for name in table.figures if name not in explained]
        explained.update(new)
        with st.container(gap="xxsmall"):
            for name in new:
                st.caption(literal(said(fact_text(*definitions[name]))))


def _draw(table: Table) -> None:
    spoken = language()
    series = {
        heading.in_language(spoken): [_count(cells[place]) for _, cells in table.parts]
        for place, heading in enumerate(table.headings[1 : len(table.figures) + 1])
    }
    names = [name.in_language(spoken) for name, _ in table.parts]
    show_chart(
        draw_counts(names, series, is_over_time=table.breakdown == "month"),
        title=said(table.title),
        alt=said(table.title) + said(facts_behind(table)),
        key=f"press {table.figures[0]} {table.breakdown}",
        file_name="_".join([*table.figures[:1], table.breakdown]),
        foot=said(facts_behind(table)),
    )


def _count(cell: Cell) -> int | None:
    return cell if isinstance(cell, int) else None


def _show_table(table: Table) -> None:
    spoken = language()
    headings = [heading.in_language(spoken) for heading in table.headings]
    st.dataframe(
        pd.DataFrame(
            [[name.in_language(spoken), *map(told, cells)] for name, cells in table.rows], columns=headings
        ),
        hide_index=True,
        height="content",
        column_config=dict.fromkeys(headings[1:], _RIGHT),
        key=f"press table {table.kind} {' '.join(table.figures[:1])} {table.breakdown} {len(headings)}",
    )
    facts = table_facts(table).in_language(spoken)
    if facts and table.kind != "main":
        st.caption(facts)
