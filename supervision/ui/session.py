"""Who is reading, in which language, and which ledger file is shown: asked anew on every run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import streamlit as st

from supervision.place import default_database
from supervision.sample import build_sample
from supervision.store.database import Database, open_database
from supervision.text import Language, Text


def language() -> Language:
    """As chosen in the URL, else as the browser prefers; Chinese when it says neither."""
    asked = st.query_params.get("lang")
    if asked in ("zh", "en"):
        return asked  # type: ignore[return-value]
    return "en" if (st.context.locale or "").lower().startswith("en") else "zh"


def said(text: Text) -> str:
    return text.in_language(language())


@st.cache_resource(show_spinner=False)
def _opened(path: Path) -> Database:
    return open_database(path)


def own_ledger() -> Database:
    """The user's own ledger file, made on first use; the sample is never written to."""
    return _opened(default_database())


def shown_ledger() -> Database:
    """The user's own ledger once something was loaded into it, the invented sample until then."""
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
