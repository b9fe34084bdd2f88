"""Search, filters and order of a ledger, and in words what is shown and of how many."""

from __future__ import annotations

from datetime import date

import streamlit as st

from supervision.figures.measuring import Figure, measure
from supervision.figures.tables import label
from supervision.ledgers.catalogue import ledger_named
from supervision.ledgers.declaration import Column, Day, OneOf, SomeOf
from supervision.ledgers.reference import name_of, reference_list
from supervision.store.browsing import Cells
from supervision.text import Text
from supervision.ui.asking import person
from supervision.ui.choices import Choice, as_of_text
from supervision.ui.ledger_choice import Asked, cells_said, clear, columns_hidden, ledgers_shown, put_all
from supervision.ui.literal import literal
from supervision.ui.session import language, said

EMPTY = Text(zh="（空）", en="(empty)")


def choose_ledger(asked: Asked) -> None:
    """Which ledger; another one begins without filters."""
    titles = {ledger.name: said(ledger.title) for ledger in ledgers_shown(person())}
    name = st.segmented_control(
        said(Text(zh="台账", en="Ledger")),
        list(titles),
        default=asked.ledger.name,
        format_func=titles.__getitem__,
        label_visibility="collapsed",
        key=f"ledger {asked.ledger.name} {language()}",
    )
    if name and name != asked.ledger.name:
        clear()
        put_all(ledger=name)
        st.rerun()


def tell_what_is_hidden(asked: Asked) -> None:
    """Columns that this reader's roles leave out are named, so that nobody takes the row for all there is."""
    hidden = columns_hidden(ledger_named(asked.ledger.name), person())
    if hidden:
        says = Text(zh="按您的角色不显示：{columns}。", en="Not shown to your roles: {columns}.")
        told = Text(
            zh="、".join(one.title.zh for one in hidden), en=", ".join(one.title.en for one in hidden)
        )
        st.caption(said(says.with_values(columns=told)))


def narrow(asked: Asked) -> None:
    """The search box, one filter for each column, and the order."""
    words, filters, order = st.columns([3, 2, 2], vertical_alignment="bottom")
    search = words.text_input(
        said(Text(zh="搜索", en="Search")),
        asked.search,
        placeholder=said(Text(zh="编号、单位、摘要……任意列", en="number, body, summary … any column")),
        key=f"search {asked.search} {asked.ledger.name}",
    ).strip()
    if search != asked.search:
        put_all(q=search)
        st.rerun()
    with filters.popover(_filters_said(len(asked.cells)), width="stretch"):
        for column in asked.ledger.columns:
            _filter(column, dict(asked.cells).get(column.name))
    with order:
        _order(asked)


def _filters_said(count: int) -> str:
    told = said(Text(zh="筛选", en="Filters"))
    return f"{told} ({count})" if count else told


def _filter(column: Column, now: Cells | None) -> None:
    """One field for one column; choosing puts it into the address."""
    name, key = f"is__{column.name}", f"is {column.name} {now} {language()}"
    if isinstance(column.kind, OneOf | SomeOf):
        words = {"!": said(EMPTY)} | {
            member: said(name_of(member)) for member in reference_list(column.kind.list_name).names
        }
        before = ["!"] if now and now.is_empty else list(now.any_of) if now else []
        told = st.multiselect(said(column.title), list(words), before, format_func=words.__getitem__, key=key)
        if told != before:
            put_all(**{name: ["!"] if told[-1:] == ["!"] else [member for member in told if member != "!"]})
            st.rerun()
    elif isinstance(column.kind, Day):
        _days(column, now, name, key)
    else:
        before_text = "" if now is None else "!" if now.is_empty else now.holds
        told_text = st.text_input(said(column.title), before_text, key=key).strip()
        if told_text != before_text:
            put_all(**{name: told_text})
            st.rerun()


def _days(column: Column, now: Cells | None, name: str, key: str) -> None:
    first, last = (now.from_day, now.until_day) if now else (None, None)
    left, right = st.columns(2)
    title = said(column.title)
    begin = left.date_input(
        f"{title} {said(Text(zh='从', en='from'))}",
        first,
        format="YYYY-MM-DD",
        key=f"{key} from",
        min_value=date(1990, 1, 1),
    )
    end = right.date_input(
        said(Text(zh="到（含）", en="to, included")),
        last,
        format="YYYY-MM-DD",
        key=f"{key} to",
        min_value=date(1990, 1, 1),
    )
    if (begin, end) != (first, last):
        put_all(**{name: f"{begin or ''}..{end or ''}" if begin or end else None})
        st.rerun()


def _order(asked: Asked) -> None:
    words = {"": said(Text(zh="按编号", en="By key"))}
    for column in asked.ledger.columns:
        words[column.name] = f"{said(column.title)} ↑"
        words[f"-{column.name}"] = f"{said(column.title)} ↓"
    now = ("-" if asked.descending else "") + asked.sort if asked.sort else ""
    told = st.selectbox(
        said(Text(zh="排序", en="Order")),
        list(words),
        index=list(words).index(now),
        format_func=words.__getitem__,
        key=f"order {now} {asked.ledger.name} {language()}",
    )
    if told != now:
        put_all(sort=told.removeprefix("-"), down="1" if told.startswith("-") else None)
        st.rerun()


def tell_what_is_shown(choice: Choice, asked: Asked, total: int) -> None:
    """How many rows; behind which number; by which filters; known at which batch; and the way back to all."""
    if asked.metric is not None and asked.metric.behind is not None:
        _tell_number(choice, asked, total)
    rows = Text(zh="共**{total}**行", en="**{total}** {word}").with_values(
        total=f"{total:,}", word="row" if total == 1 else "rows"
    )
    filters = [cells_said(asked.ledger.column(name), cells) for name, cells in asked.cells]
    narrowed = [said(name_of(value)) for _, value in choice.view.only]
    told = [
        said(rows),
        *(literal(words) for words in (*filters, *narrowed)),
        literal(said(as_of_text(choice))),
    ]
    st.markdown(" · ".join(told))
    if (filters or asked.search or asked.metric) and st.button(
        said(Text(zh="显示整本台账", en="Show the whole ledger")), key="clear", type="tertiary"
    ):
        clear()
        put_all(ledger=asked.ledger.name)
        st.rerun()


def _tell_number(choice: Choice, asked: Asked, total: int) -> None:
    """The number that led here, so that nobody has to remember it."""
    metric = asked.metric
    assert metric is not None
    behind = metric.rows(asked.value)
    period = asked.over or choice.period
    figure = measure(metric, period, choice.view, at_most=1)  # of a list nothing is told here
    member = next(iter(asked.parts), None)
    rows = [row for row in figure.published if (row.by, row.member) == (member or (None, None))]
    number = ""
    if rows and len(asked.parts) < 2 and not asked.value:
        value, gap = rows[0].value, "" if language() == "zh" else " "
        number = f"{'—' if value is None else value}{gap}{said(metric.unit.of(value))}"
    told = Text(
        zh="**{title}**{parts}（{period}）{number}由以下{total}行得出。",
        en="**{title}**{parts} ({period}){number}: made from these {total} {word}.",
    )
    st.info(
        said(
            told.with_values(
                title=metric.title, parts=_parts_said(figure, asked), period=period.text,
                number=Text(zh=f"为{number}，" if number else "", en=f" {number}" if number else ""), total=f"{total:,}",
                word="row" if total == 1 else "rows",
            )
        )
        + (f" {said(behind.note)}" if behind and behind.note else "")
    )  # fmt: skip


def _parts_said(figure: Figure, asked: Asked) -> Text:
    """Of which value and which part, as the chart names them."""
    told = []
    for name, member in asked.parts:
        row = next((row for row in figure.rows if str(row.get(name)) == member), None)
        told.append(label(name, member, row))
    shape = figure.metric.shape
    words = getattr(shape, "values", None) or getattr(shape, "words", {})
    if asked.value in words:
        told.insert(0, words[asked.value])
    return Text(zh="".join(f" · {part.zh}" for part in told), en="".join(f" · {part.en}" for part in told))
