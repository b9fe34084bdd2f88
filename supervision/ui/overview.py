"""The overview's own blocks: what needs a decision, in words, each with a way to where it shows; and what is due next."""

from __future__ import annotations

from functools import partial

import streamlit as st

from supervision.exports.calendar import MIME, calendar_bytes
from supervision.figures.concerns.item import CONCERNS, Item
from supervision.figures.due_days import DUE_SHOWN, DueDay, due_days, weekday
from supervision.figures.period import day_text
from supervision.store.database import local_now
from supervision.text import Text
from supervision.ui.choices import SILENT_AFTER, Choice, kept
from supervision.ui.counting import attention_in, unvisited_in
from supervision.ui.page import place_of
from supervision.ui.paper import note_shown
from supervision.ui.session import language, said

SIGNS = {"bad": ":red[**✕**]", "middling": ":orange[**▲**]", "good": ":green[**✓**]"}
"""A sign as well as a colour: not everybody sees both."""


def tell_attention(choice: Choice) -> None:
    """Three columns of sentences, the gravest first, under the day they speak of."""
    note_shown(choice, tells=("attention",))
    title = Text(zh="今天要关注的（{day}）", en="What needs attention ({day})")
    st.subheader(said(title.with_values(day=day_text(choice.view.as_of))), anchor=False)
    with st.container():
        _tell_silence(choice)
    told = attention_in(choice)
    for column, (concern, items) in zip(st.columns(len(told)), told.items(), strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"#### {said(CONCERNS[concern])}")
            for item in items:
                _tell(item)
            if not items:
                st.caption(said(Text(zh="走访活动期间之外。", en="Outside the visiting campaign.")))


def tell_unvisited(choice: Choice) -> None:
    """The same for the visits alone."""
    note_shown(choice, tells=("unvisited",))
    with st.container():
        for item in unvisited_in(choice):
            st.markdown(f"{SIGNS[item.tone]} {said(item.says)}")


def _tell(item: Item) -> None:
    st.page_link(place_of(item.page).file, label=f"{SIGNS[item.tone]} {said(item.says)}", query_params=kept())


def tell_due_days(choice: Choice) -> None:
    """What falls due next, and the same for a year as a calendar file."""
    note_shown(choice, tells=("due_days",))
    today = choice.view.as_of
    coming = due_days(today)
    with st.container(border=True):
        st.subheader(said(Text(zh="接下来要到期的", en="What is due next?")), anchor=False)
        st.markdown("\n".join(f"- {said(_due_text(due, choice))}" for due in coming[:DUE_SHOWN]))
        st.download_button(
            said(Text(zh="下载日历（.ics）", en="Calendar (.ics)")),
            partial(calendar_bytes, coming, today, language()),
            file_name=f"{said(Text(zh='到期日', en='due-days'))}_{today}.ics",
            mime=MIME,
            help=said(
                Text(
                    zh="今后十二个月的到期日，可导入手机或电脑日历；再次导入只更新，不会重复。",
                    en="The due days of the next twelve months for any calendar; importing again updates, it never doubles.",
                )
            ),
            on_click="ignore",
            key="calendar",
        )


def _due_text(due: DueDay, choice: Choice) -> Text:
    left = (due.due_on - choice.view.as_of).days
    when = Text(zh="今天", en="today") if not left else Text(zh=f"还有{left}天", en=f"in {left} days")
    if left == 1:
        when = Text(zh="明天", en="tomorrow")
    return Text(
        zh="**{day}**（{weekday}，{when}）　{title}", en="**{day}** ({weekday}, {when}): {title}"
    ).with_values(day=day_text(due.due_on), weekday=weekday(due.due_on), when=when, title=due.title)


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
