"""What somebody had before their eyes when they pressed a button: the newest batch of the run before.

Streamlit runs the page anew for every press, so by the time a button is told, the page may have been drawn
from a batch that nobody has looked at yet.
"""

from __future__ import annotations

import streamlit as st


def seen_at(what: str, newest: int) -> int:
    """The newest batch when `what` was last shown; from now on it is `newest`."""
    key = f"seen {what}"
    before: int = st.session_state.get(key, newest)
    st.session_state[key] = newest
    return before


def has_seen(what: str, batch: int) -> None:
    """`what` was looked at before this session began, when that batch was the newest."""
    st.session_state[f"seen {what}"] = batch
