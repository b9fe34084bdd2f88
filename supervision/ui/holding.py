"""Work outlives a change of language: what was chosen and what was folded open stays so.

Streamlit knows a control by its words, so in another language it is another control, which begins at its default.
Here that default is what the reader had chosen in the language before.
"""

from __future__ import annotations

from typing import Any, TypeVar

import streamlit as st

from supervision.text import Language, Text
from supervision.ui.session import language, said

_T = TypeVar("_T")


def begins_at(key: str, usual: _T) -> _T:
    """The default of a control: the same on every run, until the language changes."""
    spoken, default, chosen = _held().get(key, (language(), usual, usual))
    if spoken != language():
        default = chosen
    _held()[key] = (language(), default, chosen)
    told: _T = default
    return told


def hold(key: str, chosen: _T) -> _T:
    """Remember what a control says now."""
    spoken, default, _ = _held()[key]
    _held()[key] = (spoken, default, chosen)
    return chosen


def fold(word: Text, key: str) -> Any:
    """A frame to be opened, which tells whether it is and stays so in the other language."""
    frame = st.expander(said(word), expanded=begins_at(key, False), key=key, on_change="rerun")
    hold(key, frame.open)
    return frame


def _held() -> dict[str, tuple[Language, Any, Any]]:
    held: dict[str, tuple[Language, Any, Any]] = st.session_state.setdefault("held", {})
    return held
