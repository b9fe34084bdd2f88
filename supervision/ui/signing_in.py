"""What somebody sees who is not signed in, and the way out for somebody who is."""

from __future__ import annotations

import streamlit as st

from supervision.access.signed_in import SignedOut
from supervision.text import PRODUCT, Text
from supervision.ui.asking import NOBODY, settings
from supervision.ui.night import BUTTONS
from supervision.ui.session import said
from supervision.ui.speaking import speak_the_language, switch_language
from supervision.ui.way_back import sign_in

_LOOK = """
<style>
[data-testid="stMainBlockContainer"] {max-width: 36rem; padding-top: 18vh;}
[data-testid="stMain"] h1 {font-size: 1.9rem; line-height: 1.35; text-wrap: balance; word-break: keep-all;}
</style>
"""


def offer_sign_in(why: SignedOut) -> None:
    """The product's name, why nothing else is shown, and the one button."""
    st.html(_LOOK + BUTTONS)
    speak_the_language()
    st.title(said(PRODUCT), anchor=False)
    if settings().auth is None:
        st.info(said(NOBODY))
    else:
        st.markdown(said(why.sentence))
        if st.button(said(Text(zh="登录", en="Sign in")), type="primary", key="sign in", width="stretch"):
            sign_in()
    switch_language()


def offer_sign_out() -> None:
    """Ends this sign-in here and wherever else its cookie is kept: the server sees to that."""
    if st.button(said(Text(zh="退出登录", en="Sign out")), key="sign out", type="tertiary"):
        st.logout()
