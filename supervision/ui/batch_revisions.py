"""What one batch changed row by row, a page at a time, and all of it to download."""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from supervision.exports.revisions import HEADINGS, difference_said, kind_of, revisions_csv
from supervision.ledgers.catalogue import ledger_named
from supervision.store.batches import Batch
from supervision.store.database import Database
from supervision.store.revisions import revisions_of
from supervision.text import Text
from supervision.ui.asking import hand_over
from supervision.ui.changes import real_changes
from supervision.ui.session import language, said
from supervision.ui.upload_report import heading

PAGE = 500
"""Rows on the page at a time; the download holds them all."""


def show_revisions(database: Database, batch: Batch) -> None:
    """The rows of each ledger that the batch added, changed or removed."""
    changes = {change.ledger: change for change in real_changes(batch.changes)}
    if not changes:
        return
    spoken = language()
    st.subheader(said(Text(zh="逐行变化", en="Changes row by row")), anchor=False)
    titles = {name: said(ledger_named(name).title) for name in changes}
    name = next(iter(titles))
    if len(titles) > 1:
        name = (
            st.segmented_control(
                said(Text(zh="台账", en="Ledger")),
                list(titles),
                default=name,
                format_func=titles.__getitem__,
                key=f"revised ledger {batch.batch} {spoken}",
            )
            or name
        )
    ledger, change = ledger_named(name), changes[name]
    first = _choose_page(change.added + change.changed + change.removed, f"{batch.batch} {name}")
    rows = revisions_of(database, ledger, batch.batch, first, PAGE)
    kind, number = heading(HEADINGS[0]), heading(HEADINGS[1])
    difference = said(Text(zh="内容（原来 → 现在）", en="Content (before → after)"))
    st.dataframe(
        pd.DataFrame(
            [[said(kind_of(row)), row.key, difference_said(ledger, row, spoken)] for row in rows],
            columns=[kind, number, difference],
        ),
        hide_index=True,
        column_config={difference: st.column_config.Column(width="large")},
        key=f"revisions {batch.batch} {name}",
    )
    hand_over(
        "take rows away",
        said(Text(zh="下载逐行变化CSV", en="Download these changes as CSV")),
        lambda: revisions_csv(ledger, revisions_of(database, ledger, batch.batch), spoken),
        file_name=f"batch_{batch.batch}_{name}.csv",
        mime="text/csv",
        key=f"revisions download {batch.batch} {name}",
        told={"batch": batch.batch},
    )


def _choose_page(rows: int, key: str) -> int:
    """The first row to show."""
    pages = math.ceil(rows / PAGE)
    if pages <= 1:
        return 0
    page = st.number_input(
        said(Text(zh=f"第几页（共{pages}页，每页{PAGE}行）", en=f"Page (of {pages}, {PAGE} rows each)")),
        min_value=1,
        max_value=pages,
        key=f"revisions page {key}",
    )
    return (int(page) - 1) * PAGE
