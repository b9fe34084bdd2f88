"""A page's figures in one piece: everything that a run shows one below the other goes to the browser as one element.

Each element of its own costs the browser as much as drawing a chart does, and the server a message with all that goes
with it. Where something of Streamlit's has to stand in between, a table folded open or plotly, what was shown until then
is put down first and the page goes on in a sheet of its own; `drawn/sheet.js` moves cards from one to the other as they are.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from secrets import token_hex
from urllib.parse import parse_qs, urlencode, urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from supervision.text import Text
from supervision.ui.at_once import about_to_say, say
from supervision.ui.choices import KEPT, kept, put_all
from supervision.ui.drawn_figure import mount
from supervision.ui.session import said

SHEET, OPENED, PICKED, TURNED = "sheet", "folded open", "picked", "turned to"
PRESSED, SHOWN, SAID = "pressed in the bar", "sheet shown of", "sheets said at once"
AS_SHOWN = frozenset({"as_of", "known_at"})
"""What a press must leave alone to be answered at once: more than the sheet of a page tells of these."""

WAITS = Text(
    zh="按下打印时以下各项还没有统计完，请等本页显示完再打印。",
    en="What follows was still being counted when this was printed. Print again once the page is complete.",
)


@dataclass
class Sheet:
    """What this run of a page has shown and not yet put down."""

    page: str
    rows: list[str] = field(default_factory=list)
    put_down: int = 0
    is_pressed: bool = False
    """Whether a press in the bar began this run, on another period or filter."""
    is_said: bool = False
    """Whether it goes to the browser at once."""

    @property
    def is_said_now(self) -> bool:
        """The same of what is put down next: only the first, which is all of the page's figures."""
        return self.is_said and not self.put_down


def begin_sheet(page: str) -> None:
    """A new run of a page; what was folded open on another page is closed again."""
    st.session_state[SHEET] = Sheet(page, is_pressed=st.session_state.pop(PRESSED, False))
    if st.session_state.get(OPENED, ("",))[0] != page:
        st.session_state[OPENED] = (page, frozenset())


def clear_away() -> None:
    """What an interrupted run had not yet put down must never stand on another page."""
    st.session_state.pop(SHEET, None)


def end_sheet() -> None:
    """A run is through: what is left is put down, and a press on what it did not show opens nothing later on."""
    put_down()
    st.session_state.pop(PICKED, None)


def answer_at_once(of: Hashable) -> bool:
    """From a page that shows nothing but its sheet, of that state of the ledger: it goes out before Streamlit's words, where it may.

    It may where it answers a press and takes the place of a sheet of the same page and state. Whatever else would change with
    this run would stand beside it for a moment as it was.
    """
    sheet: Sheet = st.session_state[SHEET]
    before = st.session_state.get(SHOWN)
    st.session_state[SHOWN] = (sheet.page, of)
    sheet.is_said = sheet.is_pressed and before == (sheet.page, of) and not opened()
    if sheet.is_said:
        about_to_say()
    return sheet.is_said


def add(parts: Iterable[str], *, stretch: bool = False) -> None:
    """Parts, as they are written for the browser, side by side in a row; on a phone one below the other."""
    sheet: Sheet = st.session_state[SHEET]
    stretched = "true" if stretch else "false"
    sheet.rows.append(f'{{"stretch":{stretched},"parts":[{",".join(parts)}]}}')


def put_down(*, bare: bool = False) -> None:
    """Send what was added. Before anything of Streamlit's is shown below figures, and at the end of a page."""
    sheet: Sheet | None = st.session_state.get(SHEET)
    if sheet is None or not sheet.rows:
        return
    key = f"sheet {sheet.put_down}"
    data = _said_at_once(sheet) if sheet.is_said_now else _written(sheet, bare=bare)
    sheet.rows, sheet.put_down = [], sheet.put_down + 1
    run = get_script_run_ctx()
    answers = {
        "opened": partial(_open, key),
        "picked": partial(_pick, key),
        "turned": partial(_turn, key),
        "chosen": partial(_choose, key),
    }
    # The front door puts down what is left, outside of the page: it would be another element than within.
    with run.run_with_active_hash(run.page_script_hash) if run is not None else nullcontext():
        mount(data, key, **answers)


def say_so_far() -> None:
    """What was added until now goes out at once, and the browser waits for the rest."""
    sheet: Sheet = st.session_state[SHEET]
    if sheet.is_said_now:
        _said_at_once(sheet, waits=said(WAITS))


def _said_at_once(sheet: Sheet, **more: str) -> bytes:
    tab, number = _number()
    st.session_state[SAID] = (tab, number + 1)
    data = _written(sheet, bare=False, **more)
    say(data)
    return data


def _written(sheet: Sheet, *, bare: bool, **more: str) -> bytes:
    """For the browser. Numbered by what was said at once in this tab, it differs from all that Streamlit knew before, which hands
    on nothing twice."""
    told = {
        "page": sheet.page,
        "said": _number(),
        "carried": urlencode(kept()),
        "open": sorted(opened()),
        "bare": bare,
        **more,
    }
    return f'{json.dumps(told, ensure_ascii=False)[:-1]},"rows":[{",".join(sheet.rows)}]}}'.encode()


def _number() -> tuple[str, int]:
    """Of what was said at once: which session of a tab said it, for each counts anew, and how many were said before."""
    number: tuple[str, int] = st.session_state.setdefault(SAID, (token_hex(4), 0))
    return number


@contextmanager
def framed() -> Iterator[None]:
    """A frame of Streamlit's, for a figure that something of Streamlit's stands in."""
    with st.container(border=True):
        yield
        put_down(bare=True)


def opened() -> frozenset[str]:
    """The figures whose definition and table are folded open."""
    told: frozenset[str] = st.session_state.get(OPENED, ("", frozenset()))[1]
    return told


def picked(name: str) -> tuple[int, str] | None:
    """Place and value of the mark that was clicked just now on that figure; told once."""
    told: Sequence[object] | None = st.session_state.get(PICKED)
    if told is None or told[0] != name:
        return None
    del st.session_state[PICKED]
    return int(str(told[1])), str(told[2])


def turned() -> tuple[str, dict[str, list[str]]] | None:
    """The page whose link was pressed just now, by its stem, and what its address says; told once."""
    address: str | None = st.session_state.pop(TURNED, None)
    if address is None:
        return None
    told = urlsplit(address)
    return told.path.rsplit("/", 1)[-1], parse_qs(told.query, keep_blank_values=True)


def _open(key: str) -> None:
    sheet: Sheet = st.session_state[SHEET]
    st.session_state[OPENED] = (sheet.page, frozenset(map(str, st.session_state[key].get("opened") or ())))


def _pick(key: str) -> None:
    told = st.session_state[key].get("picked")
    if isinstance(told, list) and len(told) == 3:
        st.session_state[PICKED] = told


def _turn(key: str) -> None:
    if isinstance(told := st.session_state[key].get("turned"), str):
        st.session_state[TURNED] = told


def _choose(key: str) -> None:
    """What may stand in an address anyway, and is read with as little trust as if somebody had written it there."""
    told = st.session_state[key].get("chosen")
    if isinstance(told, dict):
        st.session_state[PRESSED] = AS_SHOWN.isdisjoint(told)
        put_all({name: None if told[name] is None else str(told[name]) for name in KEPT if name in told})
