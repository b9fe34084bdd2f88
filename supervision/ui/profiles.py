"""The profiles there are, and changing one: beside a file, or as the TOML that it is."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from supervision.intake.profile_texts import own_profiles, parse_profile, profile_text
from supervision.intake.profiles import Profile
from supervision.loading import LARGEST, known_profiles
from supervision.store.saved_profiles import SavedProfile, save_profile, saved_profiles
from supervision.text import Refusal, Text
from supervision.ui.asking import acting
from supervision.ui.literal import literal
from supervision.ui.mapping import map_export
from supervision.ui.session import language, own_ledger, said
from supervision.ui.upload_box import speak_of_box

_DONE = "profile saved just now"
_COLUMNS = (
    Text(zh="来源配置", en="Profile"),
    Text(zh="台账", en="Ledger"),
    Text(zh="来源单位", en="Source"),
    Text(zh="保存", en="Saved"),
)
_WITH_PROGRAM = Text(zh="随程序提供", en="comes with the program")


def _saved() -> dict[str, SavedProfile]:
    return {profile.name: profile for profile in saved_profiles(own_ledger())}


def show_profiles() -> None:
    """Every profile by which files are recognised now."""
    if done := st.session_state.pop(_DONE, None):
        st.success(literal(said(done)))
    saved = _saved()
    rows = [
        [
            said(profile.title),
            said(profile.ledger.title),
            profile.constants.get("source", "—"),
            _saved_said(saved.get(profile.name)),
        ]
        for profile in known_profiles(own_ledger())
        if profile.name != profile.ledger.name
    ]
    st.markdown(
        said(
            Text(
                zh="导出文件按表头自动识别。下面的配置说明各来源系统的表头、写法和日期顺序；台账自己的模板不需要配置。",
                en="Files are recognised by their headings. These profiles say what each source system's headings, "
                "spellings and days mean; the ledgers' own templates need none.",
            )
        )
    )
    st.dataframe(
        pd.DataFrame(rows, columns=[said(word) for word in _COLUMNS]), hide_index=True, key="profiles"
    )


def _saved_said(saved: SavedProfile | None) -> str:
    return f"{saved.saved_at:%Y-%m-%d %H:%M} {saved.saved_by}" if saved else said(_WITH_PROGRAM)


def choose_profile() -> Profile | None:
    """The one to change; None for a new one."""
    profiles = {profile.name: profile for profile in known_profiles(own_ledger())}
    words = {"": said(Text(zh="新建一个", en="A new one"))}
    words |= {name: said(profile.title) for name, profile in profiles.items() if name != profile.ledger.name}
    name = st.selectbox(
        said(Text(zh="查看或修改", en="Look at or change")),
        list(words),
        format_func=words.__getitem__,
        key=f"profile {language()}",
    )
    return profiles.get(name)


def edit_with_file(chosen: Profile | None) -> bool:
    """Beside a file of that kind, which is tried at once and not loaded; whether there is one."""
    speak_of_box()
    upload = st.file_uploader(
        said(
            Text(
                zh="拖入一个这种导出文件（只用来试读，不会录入）",
                en="Drop a file of that kind (it is tried, not loaded)",
            )
        ),
        max_upload_size=LARGEST // 2**20,
        key="file to map",
    )
    if upload is None:
        return False
    if map_export(upload.getvalue(), upload.name, chosen):
        _say_done()
    return True


def edit_as_text(chosen: Profile) -> None:
    """The TOML itself, for those who know it."""
    with st.expander(said(Text(zh="配置原文（TOML）", en="The profile as TOML"))):
        told = st.text_area(
            "TOML", profile_text(chosen), height=360, label_visibility="collapsed", key=f"toml {chosen.name}"
        )
        with st.container(horizontal=True):
            if st.button(said(Text(zh="保存修改", en="Save")), key="save toml"):
                _save_text(told, chosen)
            st.download_button(
                said(Text(zh="导出", en="Export")),
                profile_text(chosen),
                file_name=f"{chosen.name}.toml",
                mime="application/toml",
                on_click="ignore",
                key="export toml",
            )


def _save_text(told: str, chosen: Profile) -> None:
    try:
        profile = parse_profile(told, chosen.name)
    except Refusal as refusal:
        st.error(literal(said(refusal.sentence)))
        return
    save_profile(own_ledger(), profile.name, profile_text(profile), by=acting("change profiles"))
    _say_done()


def offer_removal(chosen: Profile) -> None:
    """Only what an analyst saved can go; a profile of the program that it replaced holds again."""
    if chosen.name not in _saved():
        return
    replaces = any(profile.name == chosen.name for profile in own_profiles())
    word = Text(zh="恢复随程序提供的配置", en="Back to the one that comes with the program")
    if not replaces:
        word = Text(zh="停用这个配置", en="Take this profile out of use")
    if st.button(said(word), key="remove profile"):
        save_profile(own_ledger(), chosen.name, None, by=acting("change profiles"))
        _say_done()


def _say_done() -> None:
    st.session_state[_DONE] = Text(
        zh="已保存。今后的文件按新的配置识别；已录入的批次不变。",
        en="Saved. Files are recognised by it from now on; batches loaded before stay as they are.",
    )
    st.rerun()
