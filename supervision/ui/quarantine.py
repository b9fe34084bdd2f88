"""Rows that wait: which, why, and as a file to mend."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from supervision.exports.quarantine import HEADINGS, quarantine_csv, waiting_cells
from supervision.store.database import Database, local_now
from supervision.store.waiting import waiting_rows
from supervision.text import Text
from supervision.ui.session import language, said
from supervision.ui.upload_report import heading

SHOWN = 500
"""Rows on the page; the download holds them all."""


def show_waiting(database: Database) -> None:
    """Every row in quarantine, oldest first, and how it leaves."""
    rows, spoken = waiting_rows(database), language()
    st.subheader(
        said(Text(zh=f"待更正的行（{len(rows):,}）", en=f"Rows in quarantine ({len(rows):,})")), anchor=False
    )
    if not rows:
        st.markdown(said(Text(zh="没有待更正的行。", en="No row waits.")))
        return
    st.markdown(
        said(
            Text(
                zh="这些行没有进入台账，涉及的数字是阶段性数据。请在来源文件中改好后重新录入：编号相同的行录入成功，"
                "这里的就自动消去。",
                en="These rows are in no ledger, and the figures that they touch are interim. Mend them in the source file "
                "and load it again: a row leaves as soon as one of its number comes in good order.",
            )
        )
    )
    st.download_button(
        said(Text(zh="下载待更正的行CSV", en="Download these rows as CSV")),
        lambda: quarantine_csv(rows, spoken),
        file_name=f"quarantine_{local_now():%Y%m%d_%H%M}.csv",
        mime="text/csv",
        key="quarantine download",
        on_click="ignore",
    )
    cells = [[cell or "—" for cell in waiting_cells(row, spoken)] for row in rows[:SHOWN]]
    st.dataframe(
        pd.DataFrame(cells, columns=[heading(word) for word in HEADINGS]),
        hide_index=True,
        key="waiting",
    )
    if len(rows) > SHOWN:
        st.caption(
            said(
                Text(
                    zh=f"这里显示前{SHOWN}行，全部在下载的文件里。",
                    en=f"The first {SHOWN} are shown; the download holds all.",
                )
            )
        )
