"""The wall screen: `?screen=wall`. Large, dark, without controls; it turns its own leaves and shows new batches by itself.

`&every=20` says how many seconds a leaf stays. Period, filters and batch are those of the address. A leaf that
can't be shown says so and the next one comes all the same.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial

import streamlit as st

from supervision.charts.drawing import draw
from supervision.charts.style import CONFIG
from supervision.figures.attention import attention
from supervision.figures.concerns.item import CONCERNS
from supervision.figures.period import day_text
from supervision.metrics import collections, coverage, duty, leads, reviews, visits
from supervision.metrics.declaration import Metric
from supervision.text import PRODUCT, Text
from supervision.ui.choices import Choice, as_of_text, chosen, kept
from supervision.ui.overview import SIGNS
from supervision.ui.page import place_of
from supervision.ui.session import language, said
from supervision.ui.showing import INTERIM, big_number, legend, measured

Leaf = Callable[[Choice], None]

STAYS = 20
SHORTEST, LONGEST = 3, 600
SHOWN = 4
"""Sentences under one question at most: a wall does not scroll."""
CHART_HEIGHT = 650

_LOOK = """
<style>
html {font-size: 24px;}
[data-testid="stApp"] {background: #111; color: #f2f2f2;}
[data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stExpandSidebarButton"] {display: none;}
[data-testid="stMainBlockContainer"] {padding: 1rem 2rem 0 2rem; max-width: none;}
[data-testid="stApp"] :is(h1, h2, h3, h4, p, li, label, a, [data-testid="stMetricValue"]) {color: #f2f2f2 !important;}
[data-testid="stCaptionContainer"] p {color: #c8c8c8 !important;}
[data-testid="stVerticalBlockBorderWrapper"], [data-testid="stMetric"] {border-color: #555 !important;}
[data-testid="stMetricValue"] :is(div, p) {font-size: 4.5rem !important; line-height: 1.3;}
[data-testid="stMetricLabel"] p {font-size: 1.5rem !important;}
[data-testid="stHeadingWithActionElements"] h2 {font-size: 1.7rem;}
[data-testid="stColumn"] [data-testid="stMarkdownContainer"] p {font-size: 1.35rem; line-height: 1.5;}
[data-testid="stColumn"] h4 {font-size: 1.6rem;}
[data-testid="stElementContainer"][data-stale="true"] {opacity: 1 !important;}
</style>
"""


def is_asked_for() -> bool:
    return st.query_params.get("screen") == "wall"


def show_wall() -> None:
    """The whole screen, anew every few seconds."""
    st.html(_LOOK)
    st.fragment(_turn, run_every=_stays())()


def _stays() -> int:
    written = st.query_params.get("every", "")
    asked = int(written) if written.isascii() and written.isdigit() and len(written) < 5 else STAYS
    return min(max(asked, SHORTEST), LONGEST)


def _turn() -> None:
    leaves = _leaves()
    # By the clock: several walls show the same leaf, and none needs to remember where it was.
    place = int(time.time() // _stays()) % len(leaves)
    try:
        choice = chosen(is_narrowed=True)
        _head(choice)
        leaves[place](choice)
        _foot(choice, place, len(leaves))
    except Exception:
        # Streamlit steers reruns by BaseException; only real faults come here, and the wall goes on.
        logging.getLogger("supervision").exception("a leaf of the wall screen")
        st.error(
            said(
                Text(
                    zh="这一屏暂时无法显示，稍后自动重试。",
                    en="This leaf can't be shown just now; the next one comes.",
                )
            )
        )


def _leaves() -> list[Leaf]:
    return [
        _attention,
        _numbers,
        partial(_chart, leads.by_month),
        partial(_chart, collections.calendar),
        partial(_chart, reviews.throughput),
        partial(_chart, coverage.curve),
        partial(_chart, duty.cadre_months),
    ]


def _head(choice: Choice) -> None:
    title, mark = st.columns([5, 2], vertical_alignment="center")
    title.markdown(f"### {said(PRODUCT)}")
    if choice.view.database.is_sample:
        words = Text(zh="【示例数据】数字均为虚构", en="SAMPLE DATA, all invented")
        mark.markdown(f"### {said(words)}")


def _foot(choice: Choice, place: int, leaves: int) -> None:
    now, leave = st.columns([6, 1], vertical_alignment="center")
    now.caption(f"{said(choice.period.text)} · {said(as_of_text(choice))} · {place + 1}/{leaves}")
    with leave:
        st.page_link(
            place_of("overview").file, label=said(Text(zh="退出大屏", en="Leave")), query_params=kept()
        )


def _attention(choice: Choice) -> None:
    title = Text(zh="今天要关注的（{day}）", en="What needs attention ({day})")
    st.subheader(said(title.with_values(day=day_text(choice.view.as_of))), anchor=False)
    told = attention(choice.view, choice.period)
    for column, (concern, items) in zip(st.columns(len(told)), told.items(), strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"#### {said(CONCERNS[concern])}")
            for item in items[:SHOWN]:
                st.markdown(f"{SIGNS[item.tone]} {said(item.says)}")
            if (more := len(items) - SHOWN) > 0:
                st.caption(said(Text(zh=f"另有{more}项", en=f"{more} more")))


def _numbers(choice: Choice) -> None:
    pairs: list[tuple[Metric, Metric | None]] = [
        (leads.received, None),
        (reviews.backlog, None),
        (visits.visited, visits.listed),
        (duty.kept, duty.due),
    ]
    figures = {
        figure.metric.name: figure
        for figure in measured([metric for pair in pairs for metric in pair if metric], choice)
    }
    for row in (pairs[:2], pairs[2:]):
        for column, (part, whole) in zip(st.columns(2), row, strict=True):
            figure = figures[part.name]
            number = big_number(figure, figures[whole.name] if whole else None)
            column.metric(said(part.title), number, border=True, height="stretch")
            if figure.interim:
                column.caption(f"{said(INTERIM)}：{said(figure.interim[0])}")


def _chart(metric: Metric, choice: Choice) -> None:
    (figure,) = measured([metric], choice)
    unit = Text(zh="单位：{unit}", en="Unit: {unit}").with_values(unit=metric.unit.text)
    st.subheader(said(metric.title), anchor=False)
    interim = f" · {said(INTERIM)}：{said(figure.interim[0])}" if figure.interim else ""
    st.caption(f"{said(unit)}{interim}")
    chart = draw(figure, language()) if figure.rows else None
    if chart is None:
        st.info(said(Text(zh="期内没有。", en="None in the period.")))
        return
    chart.update_layout(
        height=CHART_HEIGHT,
        template="plotly_dark",
        paper_bgcolor="#111",
        plot_bgcolor="#111",
        font={"size": 20, "color": "#f2f2f2"},
    )
    chart.update_annotations(font_size=18)
    chart.update_xaxes(tickfont_size=20)
    chart.update_traces(line_width=5, selector={"type": "scatter", "mode": "lines"})
    chart.update_traces(line_width=5, marker_size=10, selector={"type": "scatter", "mode": "lines+markers"})
    chart.update_traces(textfont_size=22, selector={"type": "heatmap"})
    st.plotly_chart(chart, config={**CONFIG, "staticPlot": True}, theme=None, alt=said(metric.title))
    legend(metric)
