"""What headings alone can't tell: a number out of several columns, constants, the order of days, other spellings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import streamlit as st

from supervision.intake.cell_problem import CellProblem
from supervision.intake.cells import narrowed, read_cell
from supervision.intake.day_orders import ORDERS, DayOrder, year_first
from supervision.intake.profiles import Joined, Profile
from supervision.intake.proposing import likely_orders, listed, may_be_numbered, unknown_spellings
from supervision.intake.reading import Table
from supervision.ledgers.declaration import Column, Day, FreeText, Word
from supervision.ledgers.reference import name_of
from supervision.text import Text
from supervision.ui.literal import literal
from supervision.ui.session import language, said

SPELLINGS = 30
"""Of one column, the commonest that get a field of their own."""
_AS_IT_STANDS = ""
_SPELLING = Text(zh="{spelling}（{rows}行）", en="{spelling} ({rows})")
_PAIRS = Text(zh="{title}：每行一条，对方写法 = 我们的写法", en="{title}: one a line, theirs = ours")


def choose_number(table: Table, profile: Profile, key: str) -> Profile:
    """The row's own number out of several columns, where none is unique by itself."""
    joined = dict(profile.joined)
    numbers = may_be_numbered(profile)
    headings = [heading for heading in dict.fromkeys(table.headings) if heading not in profile.never_stored]
    title = Text(zh="编号由几列合成", en="A number out of several columns")
    with st.expander(said(title), expanded=any(column.name in joined for column in numbers)):
        st.caption(
            said(
                Text(
                    zh="没有一列能单独区分每一行时，用几列合成编号；同一编号的行视为同一件。",
                    en="Where no single column tells every row apart. Rows of the same number are the same thing.",
                )
            )
        )
        for column in numbers:
            before = joined.pop(column.name, Joined(()))
            told = st.multiselect(
                said(column.title),
                headings,
                default=[heading for heading in before.headings if heading in headings],
                key=f"joined {key} {column.name}",
            )
            is_numbered = st.checkbox(
                said(
                    Text(
                        zh="合成后仍相同的行按先后编号（各算一行）",
                        en="Number rows that are alike even so, in their order (each counts)",
                    )
                ),
                value=before.numbered,
                key=f"numbered {key} {column.name}",
            )
            if told:
                joined[column.name] = Joined(tuple(told), before.separator, is_numbered)
    return replace(profile, joined=joined)


def choose_constants(table: Table, profile: Profile, key: str) -> Profile:
    """What is the same for every row: asked for wherever a required column has no heading."""
    found = {*profile.places(table.headings), *profile.parts(table.headings)}
    constants = {name: told for name, told in profile.constants.items() if name not in found}
    wanted = [
        column
        for column in profile.ledger.columns
        if column.name not in found and (column.required or column.name in constants)
    ]
    if wanted:
        st.markdown(said(Text(zh="**每行都相同的内容**", en="**The same for every row**")))
    for column in wanted:
        told = _constant(column, constants.pop(column.name, ""), key)
        if told:
            constants[column.name] = told
    return replace(profile, constants=constants)


def _constant(column: Column, before: str, key: str) -> str:
    label, place = said(column.title), f"constant {key} {column.name} {language()}"
    if names := listed(column):
        options = ["", *names]
        index = options.index(before) if before in options else 0
        words = {
            name: said(name_of(name)) if name else said(Text(zh="请选择", en="Choose")) for name in options
        }
        return st.selectbox(label, options, index=index, format_func=words.__getitem__, key=place)
    return st.text_input(label, value=before, max_chars=40, key=place).strip()


def choose_days(table: Table, profile: Profile, key: str) -> Profile:
    """Which part of 1/2/2016 is the month: asked only where the cells can't be read without it."""
    likely = {**likely_orders(profile, table), **profile.days}
    told: dict[str, DayOrder] = {}
    places = profile.places(table.headings)
    for name, order in likely.items():
        column = profile.ledger.column(name)
        if name not in places or not isinstance(column.kind, Day):
            continue
        cell = _telling(row.cells[places[name]] for row in table.records)
        means = {each: _day(cell, each) for each in ORDERS}
        question = Text(zh="“{title}”里的 {cell} 是哪一天", en="Which day is {cell} in “{title}”")
        told[name] = st.radio(
            said(question.with_values(title=column.title, cell=cell)),
            ORDERS,
            index=ORDERS.index(order),
            format_func=means.__getitem__,
            horizontal=True,
            key=f"days {key} {name}",
        )
    return replace(profile, days=told)


def _telling(cells: Iterable[str]) -> str:
    """The first cell that means two different days in the two orders; the first at all if none does."""
    told = [narrowed(cell).split(" ")[0] for cell in cells if cell.strip()]
    return next((cell for cell in told if len({_day(cell, order) for order in ORDERS} - {""}) == 2), told[0])


def _day(cell: str, order: DayOrder) -> str:
    try:
        return str(read_cell(Day(may_be_ahead=True), year_first(cell, order), date.max))
    except CellProblem:
        return ""


def choose_spellings(table: Table, profile: Profile, key: str) -> Profile:
    """Their spellings of what our lists name otherwise; and, where wanted, of anything else."""
    values = {column: dict(spelled) for column, spelled in profile.values.items()}
    otherwise = dict(profile.otherwise)
    for column in profile.ledger.columns:
        bare = replace(profile, values={}, otherwise={})
        if unknown := unknown_spellings(bare, table, column):
            values[column.name], rest = _spellings(
                column, unknown, values.get(column.name, {}), otherwise.pop(column.name, ""), key
            )
            if rest:
                otherwise[column.name] = rest
    values |= _free_spellings(table, profile, values, key)
    return replace(profile, values={name: told for name, told in values.items() if told}, otherwise=otherwise)


def _spellings(
    column: Column, unknown: dict[str, int], before: dict[str, str], rest: str, key: str
) -> tuple[dict[str, str], str]:
    names = listed(column)
    words = {_AS_IT_STANDS: said(Text(zh="不认识，该行待更正", en="Not known: the row waits"))}
    words |= {name: said(name_of(name)) for name in names}
    told = dict(before)
    title = Text(zh="“{title}”的其他写法（{count}种）", en="Other spellings of “{title}” ({count})")
    with st.expander(said(title.with_values(title=column.title, count=len(unknown))), expanded=True):
        for spelling, rows in list(unknown.items())[:SPELLINGS]:
            ours = st.selectbox(
                said(_SPELLING.with_values(spelling=literal(spelling), rows=f"{rows:,}")),
                list(words),
                index=list(words).index(before.get(spelling, _AS_IT_STANDS)),
                format_func=words.__getitem__,
                key=f"spelling {key} {column.name} {spelling} {language()}",
            )
            told.pop(spelling, None)
            if ours:
                told[spelling] = ours
        others = st.selectbox(
            said(Text(zh="其余写法和空格一律为", en="Everything else, empty cells too, means")),
            list(words),
            index=list(words).index(rest) if rest in words else 0,
            format_func=words.__getitem__,
            key=f"otherwise {key} {column.name} {language()}",
        )
    return told, others


def _free_spellings(
    table: Table, profile: Profile, values: dict[str, dict[str, str]], key: str
) -> dict[str, dict[str, str]]:
    """For columns without a list: one line each, theirs = ours."""
    free = [
        column.name
        for column in profile.ledger.columns
        if isinstance(column.kind, Word | FreeText) and column.name in profile.places(table.headings)
    ]
    titles = {name: said(profile.ledger.column(name).title) for name in free}
    if not free:
        return {}
    told: dict[str, dict[str, str]] = {}
    with st.expander(said(Text(zh="统一写法", en="Make spellings one"))):
        chosen = st.multiselect(
            said(Text(zh="哪些列", en="In which columns")),
            free,
            default=[name for name in free if values.get(name)],
            format_func=titles.__getitem__,
            key=f"free {key} {language()}",
        )
        for name in chosen:
            lines = st.text_area(
                said(_PAIRS.with_values(title=titles[name])),
                value="\n".join(f"{theirs} = {ours}" for theirs, ours in values.get(name, {}).items()),
                key=f"free {key} {name} {language()}",
            )
            pairs = (line.rpartition("=") for line in lines.splitlines())
            told[name] = {
                narrowed(theirs): ours.strip() for theirs, _, ours in pairs if theirs.strip() and ours.strip()
            }
    return told
