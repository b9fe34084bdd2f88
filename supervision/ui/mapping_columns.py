"""Heading by heading: what it holds, some of its cells, and which of our columns it is."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from supervision.intake.profile_texts import own_profiles
from supervision.intake.profiles import Profile, same_heading
from supervision.intake.proposing import Samples, samples_of
from supervision.intake.reading import Table
from supervision.text import Text
from supervision.ui.literal import literal
from supervision.ui.session import language, said

LEFT_OUT = "-"
PERSONAL = "!"
_CHOICES = {
    LEFT_OUT: Text(zh="不录入", en="Leave out"),
    PERSONAL: Text(zh="涉及个人，丢弃", en="About a person: drop"),
}


def choose_columns(table: Table, draft: Profile, key: str) -> Profile:
    """The draft as the analyst wants it; one heading serves one column, and what is personal is never shown."""
    st.markdown(
        said(
            Text(
                zh="**各列是什么**　左边是文件里的表头和几个单元格，右边选它是台账的哪一列。",
                en="**What each column is**: on the left the heading and some of its cells, on the right the ledger's "
                "column that it is.",
            )
        )
    )
    titles = {name: said(word) for name, word in _CHOICES.items()}
    titles |= {
        column.name: said(column.title) + (" *" if column.required else "") for column in draft.ledger.columns
    }
    placed = {place: column for column, place in draft.places(table.headings).items()}
    chosen: dict[str, str] = {}
    for sample in samples_of(table, draft.ledger, own_profiles()):
        place = table.headings.index(sample.heading)
        told = placed.get(place) or (PERSONAL if _is_dropped(sample, draft) else LEFT_OUT)
        chosen[sample.heading] = _one(sample, told, titles, key)
    _warn_of_twice(chosen, titles)
    return _with(draft, chosen)


def _is_dropped(sample: Samples, draft: Profile) -> bool:
    never = {same_heading(heading) for heading in draft.never_stored}
    return sample.is_personal or same_heading(sample.heading) in never


def _one(sample: Samples, told: str, titles: dict[str, str], key: str) -> str:
    words, choice = st.columns([3, 2], vertical_alignment="center")
    with words:
        st.markdown(f"**{literal(sample.heading)}**")
        if sample.is_personal or told == PERSONAL:
            st.caption(said(Text(zh="内容不显示", en="cells not shown")))
        else:
            st.caption(literal(sample.shown()) or said(Text(zh="（全空）", en="(all empty)")))
    with choice:
        return st.selectbox(
            sample.heading,
            list(titles),
            index=list(titles).index(told),
            format_func=titles.__getitem__,
            label_visibility="collapsed",
            key=f"column {key} {sample.heading} {language()}",
        )


def _warn_of_twice(chosen: dict[str, str], titles: dict[str, str]) -> None:
    ours = [column for column in chosen.values() if column not in _CHOICES]
    for column in sorted({column for column in ours if ours.count(column) > 1}):
        st.warning(
            said(
                Text(
                    zh="有两列都选了“{column}”，只用第一列。",
                    en="Two headings were chosen for “{column}”; only the first is used.",
                ).with_values(column=titles[column].removesuffix(" *"))
            )
        )


def _with(draft: Profile, chosen: dict[str, str]) -> Profile:
    columns: dict[str, tuple[str, ...]] = {}
    for heading, column in chosen.items():
        if column not in _CHOICES:
            columns.setdefault(column, (heading,))
    # Headings that this file lacks and others of its kind may have are kept behind those it has.
    for column, before in draft.columns.items():
        if column in columns:
            columns[column] += tuple(word for word in before if word not in chosen)
    told = {word: {heading for heading, is_what in chosen.items() if is_what == word} for word in _CHOICES}
    return replace(
        draft,
        columns={
            column.name: columns[column.name] for column in draft.ledger.columns if column.name in columns
        },
        never_stored=(draft.never_stored - chosen.keys()) | set(draft.ledger.never_stored) | told[PERSONAL],
        ignored=(draft.ignored - chosen.keys()) | set(draft.ledger.ignored) | told[LEFT_OUT],
    )
