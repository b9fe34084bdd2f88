"""One file looked into: how its headings were taken, and its first rows as they were understood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from supervision.ledgers.declaration import Column, OneOf, SomeOf
from supervision.ledgers.reference import name_of
from supervision.ledgers.rows import CheckedFile, Placed, Why
from supervision.text import Text
from supervision.ui.session import language, said

SHOWN = 20
"""Accepted rows of one file on the page."""

_OUTCOMES: dict[Why, Text] = {
    "taken": Text(zh="录入", en="Taken"),
    "constant": Text(zh="由来源决定，无需此列", en="Told by the source, needs no column"),
    "never_stored": Text(zh="涉及个人信息，不保存", en="Personal data, never stored"),
    "ignored": Text(zh="不需要，未录入", en="Not needed, left out"),
    "twice": Text(zh="重复的表头，未录入", en="The heading stands twice, left out"),
    "unknown": Text(zh="不认识，未录入", en="Unknown, left out"),
}


def show_preview(files: Sequence[CheckedFile]) -> None:
    """A choice of file; the first until another is chosen."""
    if not files:
        return
    with st.expander(said(Text(zh="预览：表头和前几行", en="Preview: headings and first rows"))):
        names = {place: file.name for place, file in enumerate(files)}
        place = st.selectbox(
            said(Text(zh="文件", en="File")),
            list(names),
            format_func=names.__getitem__,
            # Another basket, another choice: a place in the old one would mean another file in the new.
            key=f"preview {hash(tuple(file.sha256 for file in files))} {language()}",
        )
        file = files[place]
        _headings(file)
        _rows(file)


def _headings(file: CheckedFile) -> None:
    columns = [
        said(Text(zh="文件中的表头", en="Heading in the file")),
        said(Text(zh="台账中的列", en="Column of the ledger")),
        said(Text(zh="处理", en="What happens")),
    ]
    rows = [[entry.heading.strip() or "—", *_told(file, entry)] for entry in file.placed]
    st.dataframe(pd.DataFrame(rows, columns=columns), hide_index=True, key="preview headings")


def _told(file: CheckedFile, entry: Placed) -> list[str]:
    column = file.ledger.column(entry.column) if entry.column else None
    outcome = said(_OUTCOMES[entry.why])
    if entry.why == "constant" and column:
        value = next(iter(file.columns[column.name]), None)
        outcome += ("：" if language() == "zh" else ": ") + said(name_of(str(value))) if value else ""
    return [said(column.title) if column else "—", outcome]


def _rows(file: CheckedFile) -> None:
    """Only columns of the ledger can stand here, so none of a complainant's."""
    count = min(SHOWN, len(file.lines))
    if not count:
        st.info(said(Text(zh="没有可以录入的行。", en="No row of this file can be loaded.")))
        return
    st.caption(
        said(
            Text(
                zh=f"前{count}行，按系统理解的内容显示；行号与表格软件中一致。",
                en="The first row as understood; lines are counted as a spreadsheet does."
                if count == 1
                else f"The first {count} rows as understood; lines are counted as a spreadsheet does.",
            )
        )
    )
    in_file = {entry.column for entry in file.placed}
    shown = [
        column
        for column in file.ledger.columns
        if column.name in in_file or any(value is not None for value in file.columns[column.name][:count])
    ]
    table = {said(Text(zh="行", en="Line")): file.lines[:count]} | {
        said(column.title): [_understood(column, value) for value in file.columns[column.name][:count]]
        for column in shown
    }
    st.dataframe(pd.DataFrame(table), hide_index=True, key="preview rows")


def _understood(column: Column, value: Any) -> Any:
    if value is None:
        return "—"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(column.kind, SomeOf):
        return ("、" if language() == "zh" else ", ").join(said(name_of(name)) for name in value)
    return said(name_of(value)) if isinstance(column.kind, OneOf) else value
