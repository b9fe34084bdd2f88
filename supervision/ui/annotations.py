"""Annotations on the page: what is noted in the period, and a line to note something more."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from supervision.annotating import annotate
from supervision.store.database import Database
from supervision.text import Refusal, Text
from supervision.ui.asking import acting
from supervision.ui.choices import Choice
from supervision.ui.session import own_ledger, said

_DONE = "noted just now"


def show_annotations(choice: Choice) -> None:
    """Those within the period, which are the ones that charts mark."""
    if done := st.session_state.pop(_DONE, None):
        st.success(said(done))
    rows = choice.view.ask("annotations/noted", from_day=choice.period.first, until_day=choice.period.until)
    if not rows:
        st.info(said(Text(zh="期内没有标注。", en="Nothing is noted in the period.")))
        return
    day, words, number = (
        said(Text(zh="日期", en="Day")), said(Text(zh="内容", en="Words")), said(Text(zh="编号", en="Number")),
    )  # fmt: skip
    frame = pd.DataFrame(
        [[row["noted_on"], row["words"], row["number"]] for row in rows], columns=[day, words, number]
    )
    st.dataframe(
        frame, hide_index=True, column_config={day: st.column_config.DateColumn(format="YYYY-MM-DD")}
    )
    st.caption(
        said(
            Text(
                zh="要更正，用同一编号再报一次（录入数据页有模板）；要去掉，在“批次与撤销”页撤销那个批次。",
                en="To correct one, hand over the same number again (Upload has a template); to take one away, undo its batch "
                "on History.",
            )
        )
    )


def offer_annotating(shown: Database) -> None:
    """A day and a sentence; written into the reader's own ledger, never into the sample."""
    if shown.is_sample:
        st.caption(
            said(
                Text(
                    zh="现在显示的是示例数据；录入自己的数据后才能标注。",
                    en="This is sample data; load data of your own to note something.",
                )
            )
        )
        return
    with st.form("annotate", clear_on_submit=True):
        day = st.date_input(said(Text(zh="日期", en="Day")), value=None, format="YYYY-MM-DD")
        words = st.text_input(said(Text(zh="内容", en="Words")), max_chars=60)
        if st.form_submit_button(said(Text(zh="标注", en="Note it"))):
            _note(day, words)


def _note(day: date | None, words: str) -> None:
    try:
        if day is None:
            raise Refusal(Text(zh="请选择日期。", en="Choose a day."))
        result = annotate(own_ledger(), day, words, by=acting("annotate"))
    except Refusal as refusal:
        st.error(said(refusal.sentence))
        return
    st.session_state[_DONE] = Text(
        zh=f"已记入批次{result.batch}，按月的图上都会标出。",
        en=f"Noted in batch {result.batch}; charts by month mark it.",
    )
    st.rerun()
