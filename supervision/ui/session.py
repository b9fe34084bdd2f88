"""Who is reading, in which language, and which ledger file is shown: asked anew on every run.

A dashboard either owns a ledger file, or shows the copies that the owner hands out and has a small file of its own in
which it writes down who did what.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qs

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from supervision.place import default_database, record_database
from supervision.sample import build_sample
from supervision.store.copies.label import Label
from supervision.store.copies.places import copies_shown
from supervision.store.copies.taking import Copies, Copy
from supervision.store.database import Database, open_database
from supervision.store.people import is_ended
from supervision.text import Language, Text
from supervision.ui.standing import standing


def language() -> Language:
    """As chosen in the URL, else as the browser prefers; Chinese when it says neither."""
    run = get_script_run_ctx()
    # Asked some hundreds of times a run; `st.query_params` takes two locks each time.
    asked = _language_in(run.query_string) if run is not None else st.query_params.get("lang")
    if asked in ("zh", "en"):
        return asked  # type: ignore[return-value]
    return "en" if (st.context.locale or "").lower().startswith("en") else "zh"


@lru_cache(maxsize=1024)
def _language_in(query: str) -> str | None:
    """The same word that `st.query_params` would give: of several the last."""
    return parse_qs(query, keep_blank_values=True).get("lang", [None])[-1]


def said(text: Text) -> str:
    return text.in_language(language())


@standing
def _opened(path: Path) -> Database:
    return open_database(path)


@standing
def copies() -> Copies | None:
    """Those that this dashboard shows; None where it owns a ledger."""
    return copies_shown()


def turn_to_newest() -> None:
    """From now on this tab shows the newest copy, until this is called again: nothing it draws mixes two.

    Whoever has just come waits for one that is being taken, so that a reader who is sent from one dashboard to
    another finds nothing older there.
    """
    held = copies()
    if held is None:
        return
    if _PINNED not in st.session_state:
        held.look()
    st.session_state[_PINNED] = held.current()


_PINNED = "copy shown"


def _copy() -> Copy | None:
    """What this tab shows of the copies; outside of a page's run the newest. None where a ledger is owned."""
    held = copies()
    if held is None:
        return None
    run = get_script_run_ctx(suppress_warning=True)  # pages are also counted outside of a run
    pinned: Copy | None = st.session_state.get(_PINNED) if run is not None else None
    return pinned or held.current()


def label_shown() -> Label | None:
    copy = _copy()
    return copy.label if copy is not None else None


def own_ledger() -> Database:
    """What is in force now: the user's own ledger file, made on first use, or the newest copy of it."""
    held = copies()
    return held.current().database if held is not None else _opened(default_database())


def record() -> Database:
    """Where this dashboard writes down who did what: its ledger, or beside copies a file of its own."""
    return _opened(record_database()) if copies() is not None else own_ledger()


def has_signed_out(session: str) -> bool:
    """Whether that sign-in was ended, here or in another dashboard of the office."""
    held = copies()
    if held is None:
        return is_ended(own_ledger(), session)
    return held.has_signed_out(session) or is_ended(record(), session)


def shown_ledger() -> Database:
    """The user's own ledger once something was loaded into it, the invented sample until then; or a copy, as it is."""
    copy = _copy()
    if copy is not None:
        return copy.database
    own = default_database()
    if own.exists() and own_ledger().newest_batch > 0:
        return own_ledger()
    return _opened(build_sample())


_T = TypeVar("_T")

REMEMBERED = 6
"""Results of one tab that are kept at most."""


def remembered(key: str, make: Callable[[], _T]) -> _T:
    """What `make` gives, made once for this tab while it is among the last used; gone with the tab."""
    held: dict[str, _T] = st.session_state.setdefault("remembered", {})
    value = held.pop(key) if key in held else make()
    held[key] = value
    for oldest in list(held)[:-REMEMBERED]:
        del held[oldest]
    return value
