"""The overview's own block: what needs a decision, in words, each with a way to where it shows."""

from __future__ import annotations

import streamlit as st

from supervision.figures.attention import Item, attention
from supervision.figures.period import day_text
from supervision.store.database import local_now
from supervision.text import Text
from supervision.ui.choices import KEPT, SILENT_AFTER, Choice
from supervision.ui.page import place_of
from supervision.ui.paper import note
from supervision.ui.session import said

SIGNS = {"bad": ":red[**✕**]", "middling": ":orange[**▲**]", "good": ":green[**✓**]"}
"""A sign as well as a colour: not everybody sees both."""


def tell_attention(choice: Choice) -> None:
    """The block of sentences, the gravest first, under the month it speaks of."""
    month = choice.view.as_of
    note(choice, tells_attention=True)
    with st.container(border=True):
        st.subheader(
            said(
                Text(zh="今天要关注的（{day}）", en="What needs attention ({day})").with_values(
                    day=day_text(month)
                )
            ),
            anchor=False,
        )
        _tell_silence(choice)
        for place, item in enumerate(attention(choice.view, choice.period)):
            _tell(item, place)


def _tell(item: Item, place: int) -> None:
    kept = {name: st.query_params[name] for name in KEPT if name in st.query_params}
    st.page_link(
        place_of(item.page).file,
        label=f"{SIGNS[item.tone]} {said(item.says)}",
        query_params=kept,
    )


def _tell_silence(choice: Choice) -> None:
    """A ledger that stands still must not look as if all were well."""
    if choice.last_day is None or "as_of" in st.query_params:
        return
    days = (local_now().date() - choice.last_day).days
    if days > SILENT_AFTER.days:
        says = Text(
            zh="台账自{day}以来没有新数据，以下均以该日为统计日。",
            en="The ledgers hold nothing after {day}; everything below is reckoned on that day.",
        )
        st.caption(f"{said(says.with_values(day=day_text(choice.last_day)))}")
