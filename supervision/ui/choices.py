"""What a reader has chosen: period, day of reckoning, batch and filters, all of it in the address.

A link opened by somebody else shows the same thing; what was chosen on one page holds on the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from supervision.figures.campaigns import campaign_at
from supervision.figures.measuring import View
from supervision.figures.period import Period, day_text, read_day
from supervision.ledgers.narrowing import FILTERS
from supervision.ledgers.reference import reference_list
from supervision.store.database import Database, local_now
from supervision.text import Refusal, Text
from supervision.ui.asking import person
from supervision.ui.session import said, shown_ledger

KEPT = ("lang", "from", "to", "as_of", "known_at", *FILTERS)
SILENT_AFTER = timedelta(days=62)


@dataclass(frozen=True)
class Choice:
    """The period looked at, and the view of the ledgers it is looked at through."""

    period: Period
    view: View
    last_day: date | None
    """The last day that the ledgers speak of; None for an empty ledger."""


def carry_over() -> None:
    """What the address says is remembered; what it does not say is put back into it."""
    for name in KEPT:
        kept = f"kept {name}"
        if name in st.query_params:
            st.session_state[kept] = st.query_params[name]
        elif kept in st.session_state:
            st.query_params[name] = st.session_state[kept]


def kept() -> dict[str, str]:
    """What of the choice the address holds, for a link to another page."""
    return {name: st.query_params[name] for name in KEPT if name in st.query_params}


def put(name: str, value: str | None) -> None:
    """Choose something: into the address and into memory; None forgets it."""
    if value is None:
        st.session_state.pop(f"kept {name}", None)
        st.query_params.pop(name, None)
    else:
        st.session_state[f"kept {name}"] = value
        st.query_params[name] = value


def chosen(*, is_narrowed: bool = False) -> Choice:
    """The choice in the address; a word there that means nothing is told and passed over."""
    database = shown_ledger()
    last_day = _last_day(database)
    today = local_now().date()
    is_stale = last_day is not None and today - last_day > SILENT_AFTER
    as_of = _day("as_of") or (last_day if is_stale and last_day else today)
    known_at = _batch(database)
    told = {name: value for name in FILTERS if is_narrowed and (value := _member(name)) is not None}
    held = person().only
    only = tuple((name, value) for name, value in {**told, **held}.items())
    period = _period(as_of)
    return Choice(period, View(database, known_at, as_of, only), last_day)


def _last_day(database: Database) -> date | None:
    with_all = View(database, database.newest_batch, local_now().date())
    last: date | None = with_all.ask("completeness/last_day")[0]["last_day"]
    return last


def _day(name: str) -> date | None:
    written = st.query_params.get(name)
    if not written:
        return None
    try:
        return read_day(written, name)
    except Refusal as refusal:
        st.warning(said(refusal.sentence))
        return None


def _batch(database: Database) -> int:
    newest = database.newest_batch
    written = st.query_params.get("known_at")
    if written is None:
        return newest
    if written.isascii() and written.isdigit() and len(written) < 10 and int(written) <= newest:
        return int(written)
    st.warning(
        said(
            Text(
                zh=f"没有批次“{written}”，显示最新数据。",
                en=f"There is no batch “{written}”; the newest is shown.",
            )
        )
    )
    return newest


def _member(name: str) -> str | None:
    written = st.query_params.get(name)
    if written is None or written in reference_list(FILTERS[name]).names:
        return written
    st.warning(
        said(Text(zh=f"没有“{written}”，未筛选。", en=f"There is no “{written}”; nothing is narrowed."))
    )
    return None


def usual_period(as_of: date) -> Period:
    """The visiting campaign in its year, else the calendar year of the day of reckoning."""
    return campaign_at(as_of) or Period(date(as_of.year, 1, 1), date(as_of.year, 12, 31))


def _period(as_of: date) -> Period:
    usual = usual_period(as_of)
    try:
        return Period(_day("from") or usual.first, _day("to") or usual.last)
    except Refusal as refusal:
        st.warning(said(refusal.sentence))
        return usual


def as_of_text(choice: Choice) -> Text:
    """统计日 and batch, as every chart's foot says them."""
    return Text(zh="统计日{day} · 批次{batch}", en="as of {day} · batch\u00a0{batch}").with_values(
        day=day_text(choice.view.as_of), batch=choice.view.known_at
    )
