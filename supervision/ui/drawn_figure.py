"""Figures in the browser: drawn by a small script of ours as SVG, and by plotly when a reader wants to zoom.

plotly's bundle is 4.7 MB, and parsing and starting it was most of what a reader waited for. `drawn/` holds what draws the
same charts from the same words; one file of it all goes to the browser, named by its hash, so it is fetched once a version.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import streamlit as st
from streamlit.components.v2.component_registry import BidiComponentDefinition
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager

from supervision.charts.chart import Chart
from supervision.charts.style import config
from supervision.charts.zoomed import zoomed
from supervision.text import Text
from supervision.ui.session import language, said

NAME = "supervision.figure"
FOLDER = Path(__file__).parent / "drawn"
PARTS = ("text", "axes", "marks", "frame", "answering", "picture", "figure")
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


def show_chart(
    chart: Chart,
    *,
    title: str,
    alt: str,
    key: str,
    file_name: str,
    foot: str = "",
    follows: bool = False,
    is_still: bool = False,
) -> tuple[int, str] | None:
    """Draw it; the place and value of the mark that was clicked, if one was just now."""
    _register()
    if st.session_state.get(f"zoomed {key}"):
        _show_zoomed(chart, alt=alt, key=key, file_name=file_name)
        return None
    tools = {} if is_still else {"picture": said(PICTURE), "zoom": said(ZOOM)}
    told = _mount(
        data=chart.as_json(
            title=title, alt=alt, foot=foot, file=file_name, follows=follows, tools=tools, hint=said(KEYS) if follows else ""
        ),
        key=key,
        height=chart.height,
        on_picked_change=_nothing,
        on_zoom_change=_nothing,
    )  # fmt: skip
    if told.zoom:
        st.session_state[f"zoomed {key}"] = True
        st.rerun()
    return (int(told.picked[0]), str(told.picked[1])) if told.picked else None


def _show_zoomed(chart: Chart, *, alt: str, key: str, file_name: str) -> None:
    st.plotly_chart(zoomed(chart), config=config(language(), file_name), key=f"zoomed chart {key}", alt=alt)
    if st.button(said(BACK), key=f"back {key}", type="tertiary"):
        del st.session_state[f"zoomed {key}"]
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
