"""What a reader has chosen: period, day of reckoning, batch and filters, all of it in the address.

A link opened by somebody else shows the same thing; what was chosen on one page holds on the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
Tell = Callable[[Text], None]


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
    put_all({name: value})


def put_all(told: Mapping[str, str | None]) -> None:
    """The same of several: the address changes once, so that one step back in the browser is one step back."""
    for name, value in told.items():
        if value is None:
            st.session_state.pop(f"kept {name}", None)
        else:
            st.session_state[f"kept {name}"] = value
    there = {name: value for name, value in told.items() if value is not None}
    if any(value is None and name in st.query_params for name, value in told.items()):
        stays = {name: st.query_params.get_all(name) for name in st.query_params if name not in told}
        st.query_params.from_dict({**stays, **there})
    elif there:
        st.query_params.update(there)


def chosen(*, is_narrowed: bool = False) -> Choice:
    """The choice in the address; a word there that means nothing is told and passed over."""

    def tell(words: Text) -> None:
        st.warning(said(words))

    return choice_in(st.query_params, shown_ledger(), person().only, tell, is_narrowed=is_narrowed)


def choice_in(
    told: Mapping[str, str], database: Database, held: Mapping[str, str], tell: Tell, *, is_narrowed: bool
) -> Choice:
    """What an address chooses for somebody who is held to that; `tell` hears of each word that means nothing."""
    last_day = _last_day(database)
    today = local_now().date()
    is_stale = last_day is not None and today - last_day > SILENT_AFTER
    as_of = _day(told, "as_of", tell) or (last_day if is_stale and last_day else today)
    known_at = _batch(told, database, tell)
    narrowed = {
        name: value for name in FILTERS if is_narrowed and (value := _member(told, name, tell)) is not None
    }
    only = tuple((name, value) for name, value in {**narrowed, **held}.items())
    return Choice(_period(told, as_of, tell), View(database, known_at, as_of, only), last_day)


def _last_day(database: Database) -> date | None:
    with_all = View(database, database.newest_batch, local_now().date())
    last: date | None = with_all.ask("completeness/last_day")[0]["last_day"]
    return last


def _day(told: Mapping[str, str], name: str, tell: Tell) -> date | None:
    written = told.get(name)
    if not written:
        return None
    try:
        return read_day(written, name)
    except Refusal as refusal:
        tell(refusal.sentence)
        return None


def _batch(told: Mapping[str, str], database: Database, tell: Tell) -> int:
    newest = database.newest_batch
    written = told.get("known_at")
    if written is None:
        return newest
    if written.isascii() and written.isdigit() and len(written) < 10 and int(written) <= newest:
        return int(written)
    tell(
        Text(
            zh=f"没有批次“{written}”，显示最新数据。",
            en=f"There is no batch “{written}”; the newest is shown.",
        )
    )
    return newest


def _member(told: Mapping[str, str], name: str, tell: Tell) -> str | None:
    written = told.get(name)
    if written is None or written in reference_list(FILTERS[name]).names:
        return written
    tell(Text(zh=f"没有“{written}”，未筛选。", en=f"There is no “{written}”; nothing is narrowed."))
    return None


def usual_period(as_of: date) -> Period:
    """The visiting campaign in its year, else the calendar year of the day of reckoning."""
    return campaign_at(as_of) or Period(date(as_of.year, 1, 1), date(as_of.year, 12, 31))


def _period(told: Mapping[str, str], as_of: date, tell: Tell) -> Period:
    usual = usual_period(as_of)
    try:
        return Period(_day(told, "from", tell) or usual.first, _day(told, "to", tell) or usual.last)
    except Refusal as refusal:
        tell(refusal.sentence)
        return usual


def as_of_text(choice: Choice) -> Text:
    """统计日 and batch, as every chart's foot says them."""
    return Text(zh="统计日{day} · 批次{batch}", en="as of {day} · batch\u00a0{batch}").with_values(
        day=day_text(choice.view.as_of), batch=choice.view.known_at
    )
