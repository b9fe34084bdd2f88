"""Where a reader chooses: one bar for every page, with the period in one press and all else a press away.

What narrows the page or holds it back at an earlier batch is always plain to see, and a press takes it off.
What is chosen is taken before the page runs, not in the middle of it: one run shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from supervision.figures.campaigns import campaign_at
from supervision.figures.measuring import narrows
from supervision.figures.period import Period, day_text
from supervision.ledgers.narrowing import FILTERS, WORDS
from supervision.ledgers.reference import name_of, reference_list
from supervision.store.batches import Batch, batches
from supervision.store.database import Database
from supervision.text import Text
from supervision.ui.asking import person
from supervision.ui.choices import KEPT, Choice, chosen, put
from supervision.ui.counting import count_ahead
from supervision.ui.likely import likely
from supervision.ui.paper import note_shown, noted_now, page_shown
from supervision.ui.session import language, said


def choose(*, is_narrowed: bool = True) -> Choice:
    """Show what is chosen and let it be changed; both ends of the period are part of it."""
    choice = chosen(is_narrowed=is_narrowed)
    note_shown(choice)
    held = person().only
    # First of all: a period must not stand above figures of the one before.
    count_ahead(page_shown(), choice, language())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _choose_preset(choice)
        with st.popover(f"{said(choice.period.text)} · {said(Text(zh='筛选', en='Filters'))}"):
            _choose_days(choice)
            if is_narrowed:
                for name in [one for one in FILTERS if one not in held]:
                    _choose_filter(name, dict(choice.view.only).get(name))
            _choose_batch(choice)
            st.button(said(Text(zh="恢复默认", en="Reset")), key="reset", on_click=_forget, args=KEPT[1:])
        for name, value in choice.view.only:
            if name not in held:
                _show_filter(name, value)
    with st.container():  # also when empty: what follows keeps its place
        _mark_earlier_batch(choice)
    return choice


def count_likely() -> None:
    """At the end of a page's run: the periods that the reader may press next, then what each filter may be set to."""
    run, noted = get_script_run_ctx(), noted_now()
    if run is None or noted is None or noted.choice is None or not noted.page:
        return
    shown = noted.choice
    others = [period for _, period in presets(shown.view.as_of).values() if period != shown.period]
    choices = [replace(shown, period=period) for period in others]
    reached = [name for name in FILTERS if any(narrows(name, one.metric) for one in noted.shown)]
    choices += [
        replace(shown, view=replace(shown.view, only=only))
        for name in reached
        if name not in person().only
        for only in _others(shown.view.only, name)
    ]
    likely().note(run.session_id, noted.page, choices, language())


def _others(only: tuple[tuple[str, str], ...], name: str) -> Iterator[tuple[tuple[str, str], ...]]:
    """What the filters may be when that one is set to another of its names; in the order in which `chosen` has them."""
    held = person().only
    for member in reference_list(FILTERS[name]).names:
        told = {**dict(only), name: member}
        if told != dict(only):
            own = {one: told[one] for one in FILTERS if one in told and one not in held}
            yield tuple({**own, **held}.items())


def presets(as_of: date) -> dict[str, tuple[Text, Period]]:
    """The periods people ask for by name."""
    quarter = date(as_of.year, 3 * ((as_of.month - 1) // 3) + 1, 1)
    told = {
        "month": (Text(zh="本月", en="This month"), Period(as_of.replace(day=1), as_of)),
        "quarter": (Text(zh="本季", en="This quarter"), Period(quarter, as_of)),
        "year": (Text(zh="今年以来", en="Year to date"), Period(date(as_of.year, 1, 1), as_of)),
    }
    if campaign := campaign_at(as_of):
        told["campaign"] = (Text(zh="活动期间", en="Campaign"), campaign)
    return told


def _choose_preset(choice: Choice) -> None:
    named = presets(choice.view.as_of)
    # A key that holds the value lets the address overrule what the widget remembers.
    key = f"preset {choice.period.first} {choice.period.last} {choice.view.as_of} {language()}"

    def take() -> None:
        if (told := st.session_state[key]) is not None:
            put("from", named[told][1].first.isoformat())
            put("to", named[told][1].last.isoformat())

    st.pills(
        said(Text(zh="期间", en="Period")),
        list(named),
        default=next((name for name, (_, period) in named.items() if period == choice.period), None),
        format_func={name: said(word) for name, (word, _) in named.items()}.__getitem__,
        key=key,
        label_visibility="collapsed",
        on_change=take,
    )


def _choose_days(choice: Choice) -> None:
    days = {
        "from": (Text(zh="第一天", en="First day"), choice.period.first),
        "to": (Text(zh="最后一天（含）", en="Last day, included"), choice.period.last),
        "as_of": (Text(zh="统计日", en="As of"), choice.view.as_of),
    }
    for name, (word, day) in days.items():
        key = f"{name} {day}"
        st.date_input(
            said(word), value=day, key=key, format="YYYY-MM-DD", on_change=_take_day, args=(name, key)
        )


def _take_day(name: str, key: str) -> None:
    if isinstance(told := st.session_state[key], date):
        put(name, told.isoformat())


def _choose_filter(name: str, now: str | None) -> None:
    members = reference_list(FILTERS[name]).names
    words: dict[str | None, str] = {None: said(Text(zh="全部", en="All"))}
    words |= {member: said(name_of(member)) for member in members}
    key = f"{name} {now} {language()}"
    st.selectbox(
        said(WORDS[name]),
        [None, *members],
        index=members.index(now) + 1 if now else 0,
        format_func=words.__getitem__,
        key=key,
        on_change=lambda: put(name, st.session_state[key]),
    )


def _show_filter(name: str, value: str) -> None:
    """A filter that is on, and the way to take it off."""
    label = Text(zh="{word}：{value} ✕", en="{word}: {value} ✕").with_values(
        word=WORDS[name], value=name_of(value)
    )
    st.button(said(label), key=f"take off {name}", type="primary", on_click=_forget, args=(name,))


def _forget(*names: str) -> None:
    for name in names:
        put(name, None)


def _choose_batch(choice: Choice) -> None:
    """The figures as they were known after any batch."""
    newest = choice.view.database.newest_batch
    made = _made(choice.view.database, str(choice.view.database.path), newest)
    latest = said(Text(zh="最新（批次{batch}）", en="Newest (batch {batch})").with_values(batch=newest))

    def named(batch: int) -> str:
        if batch == newest:
            return latest
        told = made[batch]
        return f"{batch} · {told.made_at:%Y-%m-%d %H:%M} · {said(told.done)} · {told.made_by}"

    key = f"known_at {choice.view.known_at} {newest} {language()}"

    def take() -> None:
        if (told := st.session_state[key]) is not None:
            put("known_at", None if told == newest else str(told))

    st.selectbox(
        said(Text(zh="按哪一批次时的已知数据", en="As known at batch")),
        sorted(made, reverse=True),
        index=newest - choice.view.known_at if choice.view.known_at in made else None,
        format_func=named,
        key=key,
        on_change=take,
    )


@st.cache_data(max_entries=8, show_spinner=False)
def _made(_database: Database, path: str, newest: int) -> dict[int, Batch]:
    del path, newest  # the key of the cache
    return {told.batch: told for told in batches(_database)}


def _mark_earlier_batch(choice: Choice) -> None:
    """An earlier state must never be taken for today's."""
    view = choice.view
    newest = view.database.newest_batch
    if view.known_at == newest:
        return
    made = _made(view.database, str(view.database.path), newest).get(view.known_at)
    when = day_text(made.made_at.date()) if made else Text(zh="录入之前", en="before any")
    says = Text(
        zh="**不是最新数据** 本页按批次{batch}（{when}）时的已知数据计算；最新为批次{newest}。",
        en="**Not the newest data** This page counts what was known at batch {batch} ({when}); the newest is {newest}.",
    ).with_values(batch=view.known_at, when=when, newest=newest)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(said(says))
        back = said(Text(zh="回到最新", en="Back to the newest"))
        st.button(back, key="newest", on_click=_forget, args=("known_at",))
