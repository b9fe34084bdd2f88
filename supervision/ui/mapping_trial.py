"""The file read by the profile as it stands: how many rows would be taken, the first of them, what is wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pandas as pd
import streamlit as st

from supervision.intake.checking import check_table
from supervision.intake.profile_texts import parse_profile, profile_text
from supervision.intake.profiles import Profile
from supervision.intake.reading import Table
from supervision.ledgers.rows import CheckedFile
from supervision.store.database import local_now
from supervision.text import Refusal, Text
from supervision.ui.literal import literal
from supervision.ui.session import remembered, said

FIRST = 10
"""Rows shown as understood."""


def show_trial(name: str, table: Table, profile: Profile) -> bool:
    """What reading the file so gives; whether the profile can be saved."""
    st.markdown(said(Text(zh="**试读**", en="**Tried on this file**")))
    if missing := _missing(profile, table):
        st.info(
            said(
                Text(
                    zh="还缺必需的列：{missing}。请在上面选出，或填写每行相同的内容。",
                    en="Required columns are still missing: {missing}. Choose them above, or say what is the same for "
                    "every row.",
                ).with_values(missing=missing)
            )
        )
        return False
    told = profile_text(replace(profile, name="-", title=Text.same("-")))
    try:
        file = remembered(
            f"trial {told} {name}",
            lambda: check_table(table, parse_profile(told, name), name, "", 0, local_now().date(), None),
        )
    except Refusal as refusal:
        st.error(literal(said(refusal.sentence)))
        return False
    _show(file)
    return True


def _missing(profile: Profile, table: Table) -> Text | None:
    found = {*profile.places(table.headings), *profile.parts(table.headings), *profile.constants}
    lacking = [column.title for column in profile.ledger.required if column.name not in found]
    if not lacking:
        return None
    return Text(zh="、".join(title.zh for title in lacking), en=", ".join(title.en for title in lacking))


def _show(file: CheckedFile) -> None:
    different = len(set(file.keys))
    told = Text(
        zh="{records}条记录：可录入**{good}**行（{different}个不同编号），待更正**{waits}**行，跳过{skipped}行。",
        en="{records} records: **{good}** rows can be taken ({different} different numbers), **{waits}** would wait, "
        "{skipped} skipped.",
    ).with_values(
        records=f"{file.records:,}",
        good=f"{len(file.lines):,}",
        different=f"{different:,}",
        waits=f"{len(file.waiting):,}",
        skipped=f"{file.skipped:,}",
    )
    st.markdown(said(told))
    problems = Counter(
        (reason.column, reason.problem, reason.remedy) for row in file.waiting for reason in row.reasons
    )
    for (column, problem, remedy), rows in problems.most_common(5):
        sentence = Text(
            zh="{column}：{problem}，{remedy}（{rows}处）", en="{column}: {problem} {remedy} ({rows})"
        )
        st.warning(
            literal(
                said(sentence.with_values(column=column, problem=problem, remedy=remedy, rows=f"{rows:,}"))
            )
        )
    shown = {
        said(column.title): [_cell(value) for value in file.columns[column.name][:FIRST]]
        for column in file.ledger.columns
        if any(value is not None for value in file.columns[column.name])
    }
    st.dataframe(pd.DataFrame(shown), hide_index=True, key="trial rows")


def _cell(value: object) -> str:
    if value is None:
        return ""
    return "、".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
