"""The language of a page: told to the browser, and the switch that changes it."""

from __future__ import annotations

import streamlit as st

from supervision.ui.choices import put
from supervision.ui.scripts import speak
from supervision.ui.session import language


def speak_the_language() -> None:
    """Tells the browser which language this is."""
    st.html(f"<script>{speak(language())}</script>", unsafe_allow_javascript=True)


def switch_language() -> None:
    key = f"language {language()}"

    def take() -> None:
        if (told := st.session_state[key]) is not None:
            put("lang", told)

    st.segmented_control(
        "语言 Language",
        ["zh", "en"],
        default=language(),
        format_func={"zh": "中文", "en": "English"}.__getitem__,
        key=key,
        label_visibility="collapsed",
        on_change=take,
    )
