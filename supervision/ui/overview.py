"""The overview's own blocks: what needs a decision, in words, each with a way to where it shows; and what is due next."""

from __future__ import annotations

from functools import partial

import streamlit as st

from supervision.exports.calendar import MIME, calendar_bytes
from supervision.exports.paper.narrowed import items_not_narrowed
from supervision.figures.concerns.item import CONCERNS, Item
from supervision.figures.due_days import DUE_SHOWN, DueDay, due_days, weekday
from supervision.figures.period import day_text
from supervision.store.database import local_now
from supervision.text import Text
from supervision.ui.cards import written
from supervision.ui.choices import SILENT_AFTER, Choice
from supervision.ui.counting import attention_in, unvisited_in
from supervision.ui.paper import note_shown
from supervision.ui.session import language, said
from supervision.ui.sheet import add, put_down


def tell_attention(choice: Choice) -> None:
    """Three columns of sentences, the gravest first, under the day they speak of."""
    note_shown(choice, tells=("attention",))
    title = Text(zh="今天要关注的（{day}）", en="What needs attention ({day})")
    heading = said(title.with_values(day=day_text(choice.view.as_of)))
    add([written({"name": "attention", "heading": heading, "marked": _silence(choice), "is_bare": True})])
    add(
        [
            written(
                {
                    "name": f"attention {concern}",
                    "level": 4,
                    "heading": said(CONCERNS[concern]),
                    "lines": [(*_line(item), item.page) for item in items],
                    "under": items_not_narrowed(items, choice.view, language())
                    if items
                    else [said(_OUTSIDE)],
                }
            )
            for concern, items in attention_in(choice).items()
        ],
        stretch=True,
    )


def tell_unvisited(choice: Choice) -> None:
    """The same for the visits alone."""
    note_shown(choice, tells=("unvisited",))
    items = unvisited_in(choice)
    lines = [(*_line(item), "") for item in items]
    under = items_not_narrowed(items, choice.view, language())
    add([written({"name": "unvisited", "lines": lines, "under": under, "is_bare": True})])


_OUTSIDE = Text(zh="走访活动期间之外。", en="Outside the visiting campaign.")


def _line(item: Item) -> tuple[str, str]:
    return item.tone, said(item.says)


def tell_due_days(choice: Choice) -> None:
    """What falls due next, and the same for a year as a calendar file."""
    note_shown(choice, tells=("due_days",))
    today = choice.view.as_of
    coming = due_days(today)
    put_down()
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


def _silence(choice: Choice) -> list[tuple[str, str]]:
    """A ledger that stands still must not look as if all were well."""
    if choice.last_day is None or "as_of" in st.query_params:
        return []
    days = (local_now().date() - choice.last_day).days
    if days <= SILENT_AFTER.days:
        return []
    says = Text(
        zh="台账自{day}以来没有新数据，以下均以该日为统计日。",
        en="The ledgers hold nothing after {day}; everything below is reckoned on that day.",
    )
    return [("", said(says.with_values(day=day_text(choice.last_day))))]
