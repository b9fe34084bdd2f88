"""Figures in the browser: drawn by a small script of ours as SVG, and by plotly when a reader wants to zoom.

plotly's bundle is 4.7 MB, and parsing and starting it was most of what a reader waited for. `drawn/` holds what draws the
same charts from the same words; one file of it all goes to the browser, named by its hash, so it is fetched once a version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.components.v2.component_registry import BidiComponentDefinition
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager

from supervision.charts.chart import Chart
from supervision.charts.zoomed import config, zoomed
from supervision.text import Text
from supervision.ui.session import language, said

NAME = "supervision.figure"
FOLDER = Path(__file__).parent / "drawn"
PARTS = ("text", "axes", "marks", "frame", "answering", "picture", "table", "figure", "choice", "sheet")
"""In the order in which they build on each other."""
SCRIPT = "\n".join((FOLDER / f"{part}.js").read_text(encoding="utf-8") for part in PARTS)
FILE = f"figure.{hashlib.sha256(SCRIPT.encode()).hexdigest()[:12]}.js"

PICTURE = Text(zh="下载图片（PNG）", en="Download picture (PNG)")
ZOOM = Text(zh="缩放查看", en="Zoom in")
BACK = Text(zh="返回原图", en="Back to the drawing")
KEYS = Text(
    zh="方向键逐项查看，回车键查看明细。", en="Arrow keys go from mark to mark, Enter shows the rows."
)
_mount = st.components.v2.component(NAME, isolate_styles=False)


def mount(data: bytes, key: str, **answers: Callable[[], None]) -> None:
    """Rows of cards in one element. Answers are taken before the page runs: what is folded open, a mark that was picked, a
    link that was pressed, a period or filter that was chosen."""
    _register()
    _mount(
        data=data,
        key=key,
        on_opened_change=answers.get("opened", _nothing),
        on_picked_change=answers.get("picked", _nothing),
        on_turned_change=answers.get("turned", _nothing),
        on_chosen_change=answers.get("chosen", _nothing),
        on_zoomed_change=partial(_zoom, key),
    )


def _zoom(key: str) -> None:
    if name := st.session_state[key].get("zoomed"):
        st.session_state[_zoomed(str(name))] = True


def _zoomed(name: str) -> str:
    return f"zoomed {name}"


def is_zoomed(name: str) -> bool:
    """Whether plotly shows that figure, so that a reader can zoom."""
    return bool(st.session_state.get(_zoomed(name)))


def show_chart(
    chart: Chart, *, title: str, alt: str, key: str, file_name: str, foot: str = "", is_still: bool = False
) -> None:
    """A chart alone."""
    if is_zoomed(key):
        show_zoomed(chart, alt=alt, name=key, file_name=file_name)
        return
    tools = {} if is_still else {"picture": said(PICTURE), "zoom": said(ZOOM)}
    told = {"name": key, "title": title, "alt": alt, "foot": foot, "file": file_name, "tools": tools}
    part = chart.as_json(**told)
    mount(b'{"bare":true,"open":[],"rows":[{"parts":[' + part + b"]}]}", key)


def show_zoomed(chart: Chart, *, alt: str, name: str, file_name: str) -> None:
    """The same drawn by plotly, with the way back."""
    st.plotly_chart(zoomed(chart), config=config(language(), file_name), key=f"zoomed chart {name}", alt=alt)
    if st.button(said(BACK), key=f"back {name}", type="tertiary"):
        del st.session_state[_zoomed(name)]
        st.rerun()


def _nothing() -> None:
    """A component hands on only what somebody listens to."""


def _register() -> None:
    """Our script is a file of this server's, not words in the page: the content policy lets no others run."""
    known = get_bidi_component_manager()
    held = known.get(NAME)
    if held is None or held.js is None:
        known.register(
            BidiComponentDefinition(NAME, js=str(FOLDER / "figure.js"), js_asset_relative_path=FILE)
        )
