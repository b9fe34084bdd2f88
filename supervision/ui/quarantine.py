"""Rows that wait: which, why, and what they keep interim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from supervision.exports.quarantine import quarantine_csv
from supervision.figures.period import month_text
from supervision.ledgers.catalogue import ledger_named
from supervision.ledgers.reference import name_of
from supervision.loading import known_profiles
from supervision.store.database import Database, local_now
from supervision.store.waiting import Waiting
from supervision.text import Text
from supervision.ui.asking import hand_over
from supervision.ui.literal import literal
from supervision.ui.session import language, said

_ALL = ""
_KINDS = 10
"""Kinds of problem told in sentences; the table and the download hold them all."""


def say_what_waits(rows: Sequence[Waiting]) -> None:
    """How many rows wait, what is wrong with them, and which months they keep interim."""
    count = f"{len(rows):,}"
    st.markdown(
        said(
            Text(
                zh=f"**{count}行待更正。** 这些行没有进入台账，涉及的数字是阶段性数据。请在下表改好、上传改好的文件，"
                "或写明原因不予更正；来源单位以后报送的同一编号的正确内容也会使它自动消去。",
                en=f"**Rows in quarantine: {count}.** They are in no ledger, and the figures they touch are interim. Mend "
                "them below, upload the mended file, or dismiss them with a reason; a newer hand-over of the same number "
                "in good order clears a row too.",
            )
        )
    )
    months = Counter(said(month_text(f"{row.day:%Y-%m}")) if row.day else _unknown() for row in rows)
    ledgers = Counter(
        (said(ledger_named(row.ledger).title), _source_said(row), _kind_said(row)) for row in rows
    )
    joint = "、" if language() == "zh" else ", "
    st.markdown(
        said(Text(zh="受影响的月份：", en="Months kept interim: "))
        + joint.join(
            f"{month}（{number:,}）" if language() == "zh" else f"{month} ({number:,})"
            for month, number in sorted(months.items())
        )
    )
    words = (
        Text(zh="台账", en="Ledger"), Text(zh="来源单位", en="Source"), Text(zh="问题", en="Problem"),
        Text(zh="行", en="Rows"),
    )  # fmt: skip
    st.dataframe(
        pd.DataFrame(
            [[*kind, number] for kind, number in ledgers.most_common()],
            columns=[said(word) for word in words],
        ),
        hide_index=True,
        key="waiting kinds",
    )


def _unknown() -> str:
    return said(Text(zh="日期不明，涉及所有月份", en="day unknown: every month"))


def _source_said(row: Waiting) -> str:
    return said(name_of(row.source)) if row.source else "—"


def _kind_said(row: Waiting) -> str:
    problem: str = row.reasons[0]["problem"][language()]
    return problem.rstrip("。.")


def choose_waiting(database: Database, rows: Sequence[Waiting]) -> list[Waiting]:
    """The rows of one source system, those alone of one problem if asked."""
    spoken = language()
    named = {profile.name: said(profile.title) for profile in known_profiles(database)}
    # No counts in the labels: the browser keeps those it first showed.
    titles = {name: named.get(name, name) for name in dict.fromkeys(row.profile for row in rows)}
    system = st.selectbox(
        said(Text(zh="来源系统", en="Source system")),
        list(titles),
        format_func=titles.__getitem__,
        key=f"waiting system {spoken}",
    )
    ours = [row for row in rows if row.profile == system]
    problems = {_ALL: said(Text(zh="全部", en="All")), **{_kind_said(row): _kind_said(row) for row in ours}}
    problem = st.selectbox(
        said(Text(zh="问题", en="Problem")),
        list(problems),
        format_func=problems.__getitem__,
        key=f"waiting problem {system} {spoken}",
    )
    return [row for row in ours if problem in (_ALL, _kind_said(row))]


def offer_download(rows: Sequence[Waiting]) -> None:
    """All rows that wait as the file that can be mended and brought back."""
    spoken = language()
    hand_over(
        "take rows away",
        said(Text(zh="下载待更正的行CSV", en="Download these rows as CSV")),
        lambda: quarantine_csv(rows, spoken),
        file_name=f"quarantine_{local_now():%Y%m%d_%H%M}.csv",
        mime="text/csv",
        key="quarantine download",
        told={"rows": len(rows)},
    )


def say_remedies(rows: Sequence[Waiting]) -> None:
    """What is wrong with these rows and what to write instead, in whole sentences: a table cuts them off."""
    spoken = language()
    told = Counter(
        (reason["column"], reason["problem"][spoken], reason["remedy"][spoken])
        for row in rows
        for reason in row.reasons
    )
    sentence = Text(
        zh="- “{column}”{problem}：{remedy}（{number}处）", en="- {column}: {problem} {remedy} ({number})"
    )
    st.markdown(
        "\n".join(
            said(
                sentence.with_values(
                    column=literal(column), problem=literal(problem), remedy=literal(remedy), number=number
                )
            )
            for (column, problem, remedy), number in told.most_common(_KINDS)
        )
    )
