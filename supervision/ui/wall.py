"""The wall screen: what leaders look at from across a room, one thing after another, without anybody at the mouse.

`?screen=wall` shows it, `&every=20` says for how many seconds each thing stands. Nothing on it scrolls or wants a
click but the way back. Every turn looks at the ledger anew, so a batch shows as soon as it is loaded; what fails
says so in a sentence, and the next thing follows.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from urllib.parse import urlencode

import streamlit as st

from supervision.access.people import Person
from supervision.access.rules import NotAllowed, why_not
from supervision.charts.drawing import draw
from supervision.charts.wall import CHALK, GROUND, enlarged
from supervision.events import tell_fault
from supervision.exports.paper.parts import INTERIM
from supervision.exports.paper.report import SAMPLE
from supervision.figures.attention import attention
from supervision.figures.concerns.item import CONCERNS
from supervision.figures.period import day_text
from supervision.metrics import collections, coverage, duty, leads, needs, reviews, visits
from supervision.metrics.declaration import Metric
from supervision.text import PRODUCT, Refusal, Text
from supervision.ui.asking import person
from supervision.ui.choices import Choice, as_of_text, chosen, kept
from supervision.ui.copies_told import copy_said
from supervision.ui.counting import measured
from supervision.ui.drawn_figure import show_chart
from supervision.ui.page import may_see_wall
from supervision.ui.session import language, said, turn_to_newest
from supervision.ui.showing import part_of_whole
from supervision.ui.speaking import speak_the_language

SIGNS = {"bad": ":red[**✕**]", "middling": ":orange[**▲**]", "good": ":green[**✓**]"}
"""A sign as well as a colour: not everybody sees both."""


USUAL, SHORTEST, LONGEST = 20, 2, 600
"""Seconds; a ledger is looked at anew within a minute unless somebody asks for slower turns."""
HIGH = 820
"""Pixels that a chart takes; with title and foot it fills 1080."""
SHOWN = 5
"""Sentences under one question; more would not be read from across a room."""

_COLON = {"zh": "：", "en": ": "}

NUMBERS = (
    leads.received,
    reviews.backlog,
    (visits.visited, visits.listed),
    (duty.kept, duty.due),
    needs.resolved,
    collections.missing,
)
CHARTS = (
    leads.by_month,
    collections.calendar,
    reviews.throughput,
    reviews.days_by_band,
    coverage.curve,
    visits.coverage,
    needs.by_kind,
)

_LOOK = f"""
<style>
[data-testid="stApp"], [data-testid="stMain"] {{background: {GROUND}; overflow: hidden;}}
[data-testid="stApp"] :is(h1, h2, h3, p, li, label, [data-testid="stMetricValue"]) {{color: {CHALK};}}
[data-testid="stHeader"], [data-testid="stSidebar"], [data-testid="stExpandSidebarButton"],
[data-testid="stElementToolbar"], [data-testid="stStatusWidget"] {{display: none;}}
[data-testid="stMainBlockContainer"] {{padding: 1.5rem 3rem 0; max-width: none; height: 100vh; overflow: hidden;}}
[data-testid="stMain"] h1 {{font-size: 3rem; padding: 0;}}
[data-testid="stMain"] h3 {{font-size: 2.8rem;}}
[data-testid="stMain"] p {{font-size: 2.3rem; line-height: 1.4;}}
[data-testid="stCaptionContainer"] {{opacity: 1;}}
[data-testid="stCaptionContainer"] p, .st-key-wall-foot a {{font-size: 1.25rem; color: #C9CDD4;}}
[data-testid="stMetric"] {{padding: 3.5rem 2rem;}}
[data-testid="stMetricLabel"] p {{font-size: 2.4rem;}}
[data-testid="stMetricValue"], [data-testid="stMetricValue"] p {{font-size: 4.5rem; line-height: 1.3;}}
[data-testid="stMetric"] :is(div, p) {{white-space: normal; overflow: visible; text-overflow: clip;}}
.st-key-wall-foot {{position: fixed; bottom: 1.5rem; left: 3rem; right: 3rem;}}
[data-stale="true"] {{opacity: 1 !important;}}
</style>
"""


def is_wall() -> bool:
    """Whether this tab is a wall screen."""
    return st.query_params.get("screen") == "wall"


def show_wall() -> None:
    """Begin the round; it goes on by itself."""
    st.html(_LOOK)
    speak_the_language()
    st.session_state["wall turn"] = -1
    st.fragment(_turn, run_every=seconds(st.query_params.get("every")))()


def seconds(written: str | None) -> int:
    """How long each thing stands: 20 s, or what the address asks for within reason."""
    is_number = written is not None and written.isascii() and written.isdigit() and len(written) < 5
    return min(max(int(written), SHORTEST), LONGEST) if is_number and written else USUAL


def _turn() -> None:
    """The next thing, from the ledger as it is at this moment."""
    scenes: list[tuple[Metric | None, Callable[[Choice], None]]] = [
        (None, _attention),
        (None, _numbers),
        *((metric, _chart_of(metric)) for metric in CHARTS),
    ]
    turn = st.session_state["wall turn"] = (st.session_state.get("wall turn", -1) + 1) % len(scenes)
    # A frame of its own for every turn, so that nothing of the one before stays beneath.
    with st.container(key=f"wall {turn}"):
        try:
            turn_to_newest()
            _check_may_see(person())
            choice = chosen()
            scenes[turn][1](choice)
            _foot(choice, turn + 1, len(scenes))
        except Refusal as refusal:
            st.markdown(said(refusal.sentence))
        except Exception:
            # Streamlit steers reruns and stops by BaseException, so only real faults come here.
            number = tell_fault()
            st.markdown(said(_FAULT.with_values(number=number)))


def _check_may_see(reader: Person) -> None:
    """Nobody clicks on a wall screen, so every turn asks: a role taken away is gone with the next."""
    if not may_see_wall(reader):
        raise NotAllowed("read names", why_not(reader, "read names"))


_FAULT = Text(
    zh="这一屏没能显示（编号 {number}），稍后显示下一屏。",
    en="This screen could not be shown (number {number}); the next one follows.",
)


def _attention(choice: Choice) -> None:
    # Counted before anything is shown: half of one thing must not stand under the title of another.
    told = attention(choice.view, choice.period)
    title = Text(zh="今天要关注的（{day}）", en="What needs attention ({day})")
    st.title(said(title.with_values(day=day_text(choice.view.as_of))), anchor=False)
    for column, (concern, items) in zip(st.columns(len(told)), told.items(), strict=True):
        with column:
            st.subheader(said(CONCERNS[concern]), anchor=False)
            for item in items[:SHOWN]:
                st.markdown(f"{SIGNS[item.tone]} {said(item.says)}")
            if more := len(items) - SHOWN:
                _tell_more(more)


def _tell_more(more: int) -> None:
    if more > 0:
        st.caption(said(Text(zh=f"另有{more}项，见总览", en=f"{more} more on the overview")))


def _numbers(choice: Choice) -> None:
    pairs = [metric if isinstance(metric, tuple) else (metric, None) for metric in NUMBERS]
    told = [(part, part_of_whole(part, whole, choice)) for part, whole in pairs]
    unsettled = [figure.metric for figure in measured([part for part, _ in pairs], choice) if figure.interim]
    st.title(said(Text(zh="主要数字", en="The main numbers")), anchor=False)
    if unsettled:
        joint = "、" if language() == "zh" else ", "
        st.caption(
            f"{said(INTERIM)}{_COLON[language()]}{joint.join(said(metric.title) for metric in unsettled)}"
        )
    for row in (told[:3], told[3:]):
        for column, (part, number) in zip(st.columns(3), row, strict=True):
            column.metric(said(part.title), number, border=True, height="stretch")


def _chart_of(metric: Metric) -> Callable[[Choice], None]:
    return lambda choice: _chart(metric, choice)


def _chart(metric: Metric, choice: Choice) -> None:
    (figure,) = measured([metric], choice)
    chart = draw(figure, language()) if figure.rows else None
    st.title(said(metric.title), anchor=False)
    unit = Text(zh="单位：{unit}", en="Unit: {unit}").with_values(unit=metric.unit.text)
    interim = f" · {said(INTERIM)}" if figure.interim else ""
    st.caption(f"{said(unit)}{interim}")
    if chart is None:
        st.markdown(said(Text(zh="期内没有。", en="None in the period.")))
        return
    show_chart(
        enlarged(chart, HIGH),
        title=said(metric.title),
        alt=said(metric.title),
        key=f"wall chart {metric.name}",
        file_name=metric.name,
        is_still=True,
    )


def _foot(choice: Choice, place: int, places: int) -> None:
    mark = f" · **{said(SAMPLE)}**" if choice.view.database.is_sample else ""
    with st.container(horizontal=True, vertical_alignment="center", key="wall foot"):
        copy = f" · {told}" if (told := copy_said()) else ""
        st.caption(
            f"{said(PRODUCT)} · {said(choice.period.text)} · {said(as_of_text(choice))}{copy}{mark} · {place}/{places}"
        )
        # A plain link, which loads the page anew: nothing of the wall may stay behind, its timer least of all.
        told = escape(urlencode({"lang": language(), **kept()}))
        st.html(f'<a href="?{told}" target="_self">{said(Text(zh="离开大屏", en="Leave"))}</a>')
