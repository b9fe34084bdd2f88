"""What a reader wants to see of a ledger, all of it in the address, so that a link shows somebody else the same rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from supervision.access.people import Person
from supervision.access.rules import may
from supervision.figures.behind import rows_behind
from supervision.figures.period import Period, read_day
from supervision.ledgers.catalogue import LEDGERS
from supervision.ledgers.declaration import Column, Day, FreeText, Ledger, OneOf, SomeOf
from supervision.ledgers.narrowing import reaches
from supervision.ledgers.reference import name_of, reference_list
from supervision.metrics.catalogue import metric_named
from supervision.metrics.declaration import Metric, Rows
from supervision.store.browsing import Cells, Wanted
from supervision.store.questions import question
from supervision.text import Refusal, Text
from supervision.ui.asking import person
from supervision.ui.choices import Choice
from supervision.ui.session import language, said

SIZES = (50, 100, 500)
_OWN = ("ledger", "q", "sort", "down", "leaf", "size", "row", "behind", "part", "value", "over")


@dataclass(frozen=True)
class Asked:
    """The address, read: words in it that mean nothing are passed over."""

    ledger: Ledger
    search: str
    sort: str
    descending: bool
    leaf: int
    size: int
    metric: Metric | None
    value: str
    over: Period | None
    """The days the number speaks of, where they are not those of the reader's own period."""
    parts: tuple[tuple[str, str], ...]
    cells: tuple[tuple[str, Cells], ...]

    def wanted(self, choice: Choice) -> Wanted:
        behind = (
            rows_behind(self.metric, self.over or choice.period, dict(self.parts), self.value)
            if self.metric
            else None
        )
        return Wanted(self.ledger, self.search, dict(self.cells), behind, self.sort, self.descending)


def asked_for() -> Asked:
    told = st.query_params
    metric = metric_named(told.get("behind", ""))
    if metric is not None and metric.behind is None:
        metric = None
    shown = ledgers_shown(person())
    value = told.get("value", "") if metric else ""
    behind = metric.rows(value) if metric else None
    name = behind.ledger if behind else told.get("ledger", "")
    ledger = next((one for one in shown if one.name == name), shown[0])
    if behind and ledger.name != behind.ledger:
        metric, behind, value = None, None, ""
    columns = {column.name for column in ledger.columns}
    return Asked(
        ledger=ledger,
        search=told.get("q", "").strip(),
        sort=told.get("sort", "") if told.get("sort") in columns else "",
        descending=told.get("down") == "1",
        leaf=_number(told.get("leaf"), 1),
        size=size if (size := _number(told.get("size"), SIZES[1])) in SIZES else SIZES[1],
        metric=metric,
        value=value,
        over=_period(told.get("over", "")) if behind else None,
        parts=tuple(_parts(behind)),
        cells=tuple(
            (column.name, cells)
            for column in ledger.columns
            if (cells := _cells(column, told.get_all(f"is.{column.name}"))) is not None
        ),
    )


def ledgers_shown(person: Person) -> tuple[Ledger, ...]:
    """The ledgers whose rows that person may see, each with the columns that they may see.

    Whoever is held to one source or district sees ledgers that this narrows, and no others.
    """
    return tuple(
        ledger.without(columns_hidden(ledger, person))
        for ledger in LEDGERS
        if all(reaches(name, ledger) for name in person.only)
    )


def columns_hidden(ledger: Ledger, person: Person) -> list[Column]:
    """Enterprises' names and what was written, from roles that don't need them."""
    return [
        column
        for column in ledger.columns
        if (column.names_enterprise and not may(person, "read names"))
        or (isinstance(column.kind, FreeText) and not may(person, "read free text"))
    ]


def _number(written: str | None, otherwise: int) -> int:
    is_number = written is not None and written.isascii() and written.isdigit() and len(written) < 8
    return max(int(written), 1) if is_number and written else otherwise


def _parts(behind: Rows | None) -> list[tuple[str, str]]:
    """part=source:12345平台, of the columns that the rows can be split by."""
    if behind is None:
        return []
    splits = question(behind.question).splits
    told = (written.partition(":") for written in st.query_params.get_all("part"))
    return [(name, member) for name, _, member in told if name in splits and member]


def _cells(column: Column, written: list[str]) -> Cells | None:
    """is.district=中山区, is.received_on=2022-03-01..2022-03-31, is.summary=~超期, is.grade=! (empty), is.grade=* (not)."""
    told = [word for word in written if word]
    if not told:
        return None
    if told[0] in ("!", "*"):
        return Cells(is_empty=told[0] == "!")
    if isinstance(column.kind, OneOf | SomeOf):
        known = set(reference_list(column.kind.list_name).names)
        return Cells(any_of=tuple(word for word in told if word in known)) if set(told) & known else None
    if isinstance(column.kind, Day):
        first, _, last = told[0].partition("..")
        return Cells(from_day=_day(first), until_day=_day(last))
    return Cells(holds=told[0].removeprefix("~"))


def _period(written: str) -> Period | None:
    first, _, last = written.partition("..")
    try:
        return Period(read_day(first, "over"), read_day(last, "over")) if last else None
    except Refusal:
        return None


def _day(written: str) -> date | None:
    try:
        return read_day(written, "is") if written else None
    except Refusal:
        return None


def put_all(**told: str | list[str] | None) -> None:
    """Into the address; None takes a word out. A new question begins at its first leaf."""
    for name, value in told.items():
        key = name.replace("__", ".")
        if value:
            st.query_params[key] = value
        else:
            st.query_params.pop(key, None)
    if "leaf" not in told:
        st.query_params.pop("leaf", None)


def clear() -> None:
    """Nothing asked any more but the ledger itself."""
    for name in list(st.query_params):
        if name in _OWN[1:] or name.startswith("is."):
            st.query_params.pop(name, None)


def cells_said(column: Column, cells: Cells) -> str:
    """One filter as a reader would say it."""
    if cells.is_empty is not None:
        what = Text(zh="空", en="empty") if cells.is_empty else Text(zh="不空", en="not empty")
        return (
            f"{said(column.title)}：{said(what)}"
            if language() == "zh"
            else f"{said(column.title)}: {said(what)}"
        )
    joint, colon = ("、", "：") if language() == "zh" else (", ", ": ")
    if cells.any_of:
        told = joint.join(said(name_of(name)) for name in cells.any_of)
    elif cells.holds:
        told = cells.holds
    else:
        told = f"{cells.from_day or '…'} – {cells.until_day or '…'}"
    return f"{said(column.title)}{colon}{told}"
