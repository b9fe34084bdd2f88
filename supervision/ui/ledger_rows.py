"""One leaf of a ledger on screen, and all of what was found as a file."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from supervision.exports.tables import csv_bytes
from supervision.exports.workbooks import LONGEST, MIME, xlsx_bytes
from supervision.ledgers.declaration import Count, Day, Ledger, OneOf, SomeOf
from supervision.ledgers.reference import name_of
from supervision.store.browsing import Found, Leaf, Wanted, browse
from supervision.store.database import local_now
from supervision.text import Language, Text
from supervision.ui.asking import hand_over
from supervision.ui.choices import Choice
from supervision.ui.ledger_choice import SIZES, Asked, put_all
from supervision.ui.session import language, said

SOURCE_HEADINGS = (
    Text(zh="来源文件", en="File"),
    Text(zh="行", en="Line"),
    Text(zh="批次", en="Batch"),
)
DAY = st.column_config.DateColumn(format="YYYY-MM-DD")


def leaf_of(choice: Choice, wanted: Wanted, asked: Asked) -> Leaf:
    view = choice.view
    return browse(
        view.database, wanted, view.known_at, view.as_of, dict(view.only),
        first=(asked.leaf - 1) * asked.size, rows=asked.size,
    )  # fmt: skip


def headings(ledger: Ledger, spoken: Language) -> list[str]:
    return [
        text.in_language(spoken) for text in (*(column.title for column in ledger.columns), *SOURCE_HEADINGS)
    ]


def cells_of(ledger: Ledger, row: Found, spoken: Language) -> list[Any]:
    """Days stay days, list names are in the reader's language, then where the row came from."""
    told = [value_said(row.values[column.name], column.kind, spoken) for column in ledger.columns]
    return [*told, row.file, row.line, row.batch]


def value_said(value: Any, kind: object, spoken: Language) -> Any:
    """Names in the reader's language; days and counts as they are; an empty cell reads empty."""
    if isinstance(value, list | tuple):
        joint = "、" if spoken == "zh" else ", "
        return joint.join(name_of(str(name)).in_language(spoken) for name in value)
    if value is None and not isinstance(kind, Day | Count):
        return ""
    if isinstance(kind, OneOf | SomeOf):
        return name_of(str(value)).in_language(spoken)
    return value


def show_leaf(leaf: Leaf, asked: Asked) -> str | None:
    """The table; the key of the row that was clicked."""
    ledger = asked.ledger
    frame = pd.DataFrame(
        [cells_of(ledger, row, language()) for row in leaf.rows], columns=headings(ledger, language())
    )
    days = {said(column.title): DAY for column in ledger.columns if isinstance(column.kind, Day)}
    chosen = st.dataframe(
        frame,
        hide_index=True,
        column_config=days,
        on_select="rerun",
        selection_mode="single-row",
        height=min(36 * (len(frame) + 1), 560),
        key=f"rows {ledger.name} {asked.leaf} {asked.search} {asked.sort} {asked.descending} {asked.cells}",
    )
    places = chosen["selection"]["rows"]
    return leaf.rows[places[0]].key if places and places[0] < len(leaf.rows) else None


def turn_leaves(leaf: Leaf, asked: Asked) -> None:
    """Which leaf of how many, and how long a leaf is."""
    leaves = max((leaf.total + asked.size - 1) // asked.size, 1)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(said(Text(zh="上一页", en="Previous")), disabled=asked.leaf <= 1, key="previous"):
            put_all(leaf=str(asked.leaf - 1))
            st.rerun()
        st.markdown(
            said(
                Text(zh="第{leaf}页，共{leaves}页", en="Page {leaf} of {leaves}").with_values(
                    leaf=asked.leaf, leaves=leaves
                )
            )
        )
        if st.button(said(Text(zh="下一页", en="Next")), disabled=asked.leaf >= leaves, key="next"):
            put_all(leaf=str(asked.leaf + 1))
            st.rerun()
        size = st.selectbox(
            said(Text(zh="每页行数", en="Rows a page")),
            SIZES,
            index=SIZES.index(asked.size),
            label_visibility="collapsed",
            width=100,
            key=f"size {asked.size}",
        )
    if size != asked.size:
        put_all(size=str(size))
        st.rerun()


def offer_files(choice: Choice, wanted: Wanted, total: int) -> None:
    """Everything found, as CSV that Excel opens right, or as a workbook; made only when asked for."""
    spoken, ledger = language(), wanted.ledger
    marks = ("示例数据_" if spoken == "zh" else "SAMPLE_") if choice.view.database.is_sample else ""
    title = ledger.title.in_language(spoken).replace(" ", "_")
    name = (
        f"{marks}{title}_{'批次' if spoken == 'zh' else 'batch'}{choice.view.known_at}_{local_now():%Y%m%d}"
    )

    def rows() -> list[list[Any]]:
        view = choice.view
        leaf = browse(view.database, wanted, view.known_at, view.as_of, dict(view.only), rows=total)
        told = [cells_of(ledger, row, spoken) for row in leaf.rows]
        return [[f"{cell:%Y-%m-%d}" if isinstance(cell, date) else cell for cell in row] for row in told]

    with st.container(horizontal=True):
        hand_over(
            "take rows away",
            said(Text(zh="下载CSV", en="Download CSV")),
            lambda: csv_bytes(headings(ledger, spoken), rows()),
            file_name=f"{name}.csv",
            mime="text/csv",
            key="ledger csv",
            told={"ledger": ledger.name, "rows": total},
        )
        if total <= LONGEST:
            hand_over(
                "take rows away",
                said(Text(zh="下载Excel", en="Download Excel")),
                lambda: xlsx_bytes(headings(ledger, spoken), rows()),
                file_name=f"{name}.xlsx",
                mime=MIME,
                key="ledger xlsx",
                told={"ledger": ledger.name, "rows": total},
            )
        else:
            st.caption(
                said(
                    Text(
                        zh="超过Excel一张表的行数，请下载CSV。",
                        en="More rows than a sheet of Excel holds; take the CSV.",
                    )
                )
            )
