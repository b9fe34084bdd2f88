"""Rows that somebody decided not to mend: why, who, when, and where to take that back."""

from __future__ import annotations

from pathlib import PurePath

import pandas as pd
import streamlit as st

from supervision.exports.quarantine import reasons_said
from supervision.store.database import Database
from supervision.store.dealing import dismissed_rows
from supervision.text import Text
from supervision.ui.page import place_of
from supervision.ui.session import language, said

_COLUMNS = (
    Text(zh="批次", en="Batch"),
    Text(zh="不予更正的原因", en="Reason given"),
    Text(zh="经手人", en="Who"),
    Text(zh="时间", en="When"),
    Text(zh="文件", en="File"),
    Text(zh="行", en="Line"),
    Text(zh="编号", en="Number"),
    Text(zh="问题", en="What was wrong"),
)


def show_dismissed(database: Database) -> None:
    """Every dismissal in force, the newest first; the History page takes one back."""
    told = dismissed_rows(database)
    if not told:
        return
    count = f"{len(told):,}"
    st.subheader(said(Text(zh=f"不予更正的行（{count}）", en=f"Dismissed rows ({count})")), anchor=False)
    st.dataframe(
        pd.DataFrame(
            [
                [
                    entry.batch, entry.reason, entry.by, f"{entry.at:%Y-%m-%d %H:%M}", PurePath(entry.row.file).name,
                    entry.row.line, entry.row.key or "—", reasons_said(entry.row, language()),
                ]
                for entry in told
            ],
            columns=[said(word) for word in _COLUMNS],
        ),
        hide_index=True,
        key="dismissed",
    )  # fmt: skip
    label = Text(
        zh="→ 在“批次与撤销”页撤销，即可恢复待更正", en="→ Undo on the History page to let them wait again"
    )
    st.page_link(place_of("history").file, label=said(label))
