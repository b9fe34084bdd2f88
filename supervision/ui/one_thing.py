"""What the pages of one enterprise and of one cadre share: choosing which, its facts, and tables with ways on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from supervision.figures.period import day_text
from supervision.ledgers.reference import name_of
from supervision.text import Language, Text
from supervision.ui.cards import written
from supervision.ui.choices import kept, put
from supervision.ui.drawn_table import table_of_cells
from supervision.ui.literal import literal
from supervision.ui.page import place_of
from supervision.ui.session import language, said
from supervision.ui.sheet import add, picked


def number_asked() -> str | None:
    """Which one the address names, by its number."""
    return st.query_params.get("number")


def choose_one(label: Text, every: Sequence[Mapping[str, Any]], told: Sequence[str], page: str) -> None:
    """Until the address names one that is on the roster: typing part of a name or number finds it."""
    names = {
        str(row["number"]): " · ".join(said(name_of(str(row[column]))) for column in told if row[column])
        for row in every
    }
    if (asked := number_asked()) is not None:
        says = Text(
            zh="名录中没有编号“{number}”。请从下面选择。",
            en="The roster has no number “{number}”. Choose below.",
        )
        st.warning(said(says.with_values(number=literal(asked))))
    if not names:
        st.info(said(Text(zh="名录是空的，请先录入名录。", en="The roster is empty; load it first.")))
        return
    chosen = st.selectbox(
        said(label),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=said(Text(zh="输入名称或编号查找", en="Type a name or number")),
        key=f"one {page} {language()}",
    )
    if chosen is not None:
        st.query_params["number"] = chosen
        st.rerun()


def headed(name: str, another: Text, page: str) -> None:
    """Whose page it is, and a way to choose another one: a chooser would be fetched and read before anything is shown."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header(literal(name), anchor=False, width="content")
        st.button(said(another), key=f"another {page}", on_click=put, args=("number", None))


def facts(pairs: Sequence[tuple[Text, Any]]) -> None:
    """What the roster says, in a line or two."""
    told = [
        f"**{said(word)}** {said(day_text(value)) if isinstance(value, date) else literal(str(value))}"
        for word, value in pairs
        if value not in (None, "", [])
    ]
    st.markdown("　".join(told))


def names_of(values: Sequence[str] | None) -> str:
    """Several names of a list in one cell."""
    return _names_in(values, language())


def _names_in(values: Sequence[str] | None, spoken: Language) -> str:
    return ("、" if spoken == "zh" else ", ").join(
        name_of(value).in_language(spoken) for value in values or ()
    )


def table(
    title: Text,
    rows: Sequence[Mapping[str, Any]],
    columns: Mapping[str, Text],
    nothing: Text,
    *,
    leads_to: tuple[str, str] | None = None,
) -> None:
    """A table under its question; a row that is pressed opens a page: `leads_to` names it, as it does the
    column with the words that lead there, and the column with the number that it is asked for."""
    name = f"table {title.en}"
    if not rows:
        add([written({"name": name, "heading": said(title), "nothing": said(nothing)})])
        return
    spoken = language()  # asked once: of a cell it takes Streamlit longer than the cell
    shown = table_of_cells(
        said(title),
        [said(word) for word in columns.values()],
        [[_cell(row[name], spoken) for name in columns] for row in rows],
        leads=list(columns).index(leads_to[0]) if leads_to else None,
    )
    if leads_to is not None and (place := shown.place_of(picked(name))) is not None:
        page, column = leads_to
        if rows[place][column]:
            turn_to(page, str(rows[place][column]))
    add([written({"name": name, "heading": said(title), "table": shown.told})])


def turn_to(page: str, number: str) -> None:
    st.switch_page(place_of(page).file, query_params={**kept(), "number": number})


def _cell(value: Any, spoken: Language) -> Any:
    if isinstance(value, list):
        return _names_in(value, spoken)
    return name_of(value).in_language(spoken) if isinstance(value, str) else value
