"""Figures in the browser: drawn by a small script of ours as SVG, and by plotly when a reader wants to zoom.

plotly's bundle is 4.7 MB, and parsing and starting it was most of what a reader waited for. `drawn/` holds what draws the
same charts from the same words; one file of it all goes to the browser, named by its hash, so it is fetched once a version.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.component_registry import BidiComponentDefinition
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager

from supervision.charts.chart import Chart
from supervision.charts.zoomed import config, zoomed
from supervision.text import Text
from supervision.ui.drawn_table import Table
from supervision.ui.session import language, said

NAME = "supervision.figure"
FOLDER = Path(__file__).parent / "drawn"
PARTS = ("text", "axes", "marks", "frame", "answering", "picture", "table", "figure")
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


@dataclass(frozen=True)
class Words:
    """What stands around a drawing, in one piece with it: each element of its own costs the browser as much as a chart."""

    heading: str = ""
    sentences: Sequence[str] = ()
    """What the figure shows, in words; **so** is strong."""
    interim: tuple[str, str] | None = None
    """A mark, and why."""
    under: Sequence[str] = ()
    more: str = ""
    """What can be folded open below."""

    @property
    def told(self) -> dict[str, Any]:
        return {
            "heading": self.heading,
            "sentences": self.sentences,
            "interim": self.interim,
            "under": self.under,
            "more": self.more,
        }


@dataclass(frozen=True)
class Answer:
    """What a reader did with a figure."""

    picked: tuple[int, str] | None = None
    """Place and value of the mark that was clicked just now; of a table's row its place and the words that lead on."""
    is_open: bool = False
    """Whether what lies below is folded open."""


def show_words(words: Words, *, key: str, table: Table | None = None) -> Answer:
    """The words alone, or around a table, for what is read and not drawn."""
    _register()
    shown = {**words.told, "table": table.told} if table is not None else words.told
    told = _mount(
        data=json.dumps(shown, ensure_ascii=False).encode(),
        key=key,
        on_open_change=_nothing,
        on_picked_change=_nothing,
    )
    return Answer(_picked(told), bool(told.open))


def show_chart(
    chart: Chart,
    *,
    title: str,
    alt: str,
    key: str,
    file_name: str,
    foot: str = "",
    words: Words | None = None,
    follows: bool = False,
    is_still: bool = False,
) -> Answer:
    """Draw it, with its words around it."""
    _register()
    words = words or Words()
    if st.session_state.get(f"zoomed {key}"):
        show_words(replace(words, under=(), more=""), key=f"words {key}")
        _show_zoomed(chart, alt=alt, key=key, file_name=file_name)
        return show_words(Words(under=words.under, more=words.more), key=f"words under {key}")
    tools = {} if is_still else {"picture": said(PICTURE), "zoom": said(ZOOM)}
    hint = said(KEYS) if follows else ""
    beside = {"foot": foot, "file": file_name, "follows": follows, "tools": tools, "hint": hint, **words.told}
    told = _mount(
        data=chart.as_json(title=title, alt=alt, **beside),
        key=key,
        on_picked_change=_nothing,
        on_zoom_change=_nothing,
        on_open_change=_nothing,
    )
    if told.zoom:
        st.session_state[f"zoomed {key}"] = True
        st.rerun()
    return Answer(_picked(told), bool(told.open))


def _picked(told: Any) -> tuple[int, str] | None:
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
