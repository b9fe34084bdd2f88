"""An export that no profile fits, or fits badly: its columns beside the ledger's, tried at once, saved as a profile."""

from __future__ import annotations

import re
from dataclasses import replace

import streamlit as st

from supervision.intake.month import source_stated
from supervision.intake.profile_texts import profile_text
from supervision.intake.profiles import Profile
from supervision.intake.proposing import propose
from supervision.intake.reading import Table, read
from supervision.ledgers.catalogue import LEDGERS, ledger_named
from supervision.ledgers.declaration import Ledger
from supervision.loading import known_profiles
from supervision.store.saved_profiles import save_profile
from supervision.text import Refusal, Text
from supervision.ui.asking import acting
from supervision.ui.literal import literal
from supervision.ui.mapping_cells import choose_constants, choose_days, choose_number, choose_spellings
from supervision.ui.mapping_columns import choose_columns
from supervision.ui.mapping_trial import show_trial
from supervision.ui.session import language, own_ledger, remembered, said

_NAME = re.compile(r"[\w-]{1,40}")


def map_export(content: bytes, name: str, start: Profile | None = None) -> bool:
    """Say what each column of this file is; whether a profile was saved just now.

    `start` is the profile to begin from; without it one is proposed from headings and cells.
    """
    try:
        table = remembered(f"table {name} {hash(content)}", lambda: read(content, name))
    except Refusal as refusal:
        st.error(literal(said(refusal.sentence)))
        return False
    key = f"{name} {start.name if start else ''}"
    draft = start or _proposed(name, table, key)
    key = f"{key} {draft.ledger.name}"
    profile = choose_columns(table, draft, key)
    profile = choose_number(table, profile, key)
    profile = choose_constants(table, profile, key)
    profile = choose_days(table, profile, key)
    profile = choose_spellings(table, profile, key)
    is_whole = show_trial(name, table, profile)
    return _offer_save(profile, start, key, is_whole=is_whole)


def _proposed(name: str, table: Table, key: str) -> Profile:
    """For the likeliest ledger, or for the one that the analyst chose instead."""
    known = known_profiles(own_ledger())
    with st.spinner(said(Text(zh="正在比对各列……", en="Comparing the columns …"))):
        first = remembered(f"proposed {key}", lambda: propose(table, known))
    ledger = _choose_ledger(first.ledger, key)
    draft = remembered(f"proposed {key} {ledger.name}", lambda: propose(table, known, ledger))
    source = source_stated(name, table.titles)
    if source and any(column.name == "source" for column in ledger.columns):
        draft = replace(draft, constants={"source": source})
    return draft


def _choose_ledger(likeliest: Ledger, key: str) -> Ledger:
    names = [ledger.name for ledger in LEDGERS]
    titles = {ledger.name: said(ledger.title) for ledger in LEDGERS}
    return ledger_named(
        st.selectbox(
            said(Text(zh="录入哪个台账", en="Into which ledger")),
            names,
            index=names.index(likeliest.name),
            format_func=titles.__getitem__,
            key=f"ledger {key} {language()}",
        )
    )


def _offer_save(profile: Profile, start: Profile | None, key: str, *, is_whole: bool) -> bool:
    """A name, and the button from which on files like this one are recognised."""
    told = st.text_input(
        said(Text(zh="给这种导出文件起个名字", en="A name for exports of this kind")),
        value=start.title.in_language(language()) if start else "",
        max_chars=40,
        placeholder=said(Text(zh="例如：市营商局新平台导出", en="e.g. new platform of the business bureau")),
        key=f"title {key} {language()}",
    ).strip()
    name = start.name if start else re.sub(r"[^\w-]+", "_", told).strip("_")
    named = replace(profile, name=name, title=_title(told, start))
    if told and not start and not _is_free(name):
        st.warning(
            said(Text(zh=f"“{told}”已有，请换一个名字。", en=f"“{told}” is taken; choose another name."))
        )
        is_whole = False
    with st.container(horizontal=True):
        is_saved = st.button(
            said(Text(zh="保存，今后自动识别", en="Save and use from now on")),
            type="primary",
            disabled=not (told and is_whole),
            key=f"save {key}",
        )
        st.download_button(
            said(Text(zh="导出为TOML", en="Export as TOML")),
            profile_text(named),
            file_name=f"{name or 'profile'}.toml",
            mime="application/toml",
            disabled=not told,
            on_click="ignore",
            key=f"export {key}",
        )
    if is_saved:
        save_profile(own_ledger(), name, profile_text(named), by=acting("change profiles"))
    return is_saved


def _title(told: str, start: Profile | None) -> Text:
    """In the reader's language; in the other as it was, or the same words."""
    if start is None:
        return Text.same(told)
    return replace(start.title, zh=told) if language() == "zh" else replace(start.title, en=told)


def _is_free(name: str) -> bool:
    taken = {profile.name for profile in known_profiles(own_ledger())}
    return bool(_NAME.fullmatch(name)) and name not in taken
