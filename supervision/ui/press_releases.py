"""Which release is looked at: named in the address, so that the second person can be sent a link."""

from __future__ import annotations

import streamlit as st

from supervision.exports.releases.brief import title_of
from supervision.releases.keeping import all_releases
from supervision.releases.life import STATES, Release
from supervision.store.database import Database
from supervision.text import Text
from supervision.ui.page import place_of
from supervision.ui.session import language, said

_KEY = "release"
_POINTED = "release pointed to"


def standing(database: Database) -> tuple[tuple[int, str, str], ...]:
    """Every release as it stands, for keys of what is remembered: what is hidden follows from all of them."""
    return tuple((release.number, release.seal, release.state) for release in all_releases(database))


def point_to(number: int) -> None:
    """The release that the page opens with next."""
    st.session_state[_POINTED] = number


def choose_release(database: Database) -> Release | None:
    """The newest one unless the address names another; None, with what to do, where there is none."""
    releases = {release.number: release for release in reversed(all_releases(database))}
    if not releases:
        st.markdown(
            said(
                Text(
                    zh="还没有发布。请在“公布指标”页起草。",
                    en="No release yet. Draft one from press figures.",
                )
            )
        )
        st.page_link(place_of("figures").file, label=said(place_of("figures").title))
        return None
    asked = st.session_state.pop(_POINTED, None) or _asked()
    if asked is not None and asked not in releases:
        st.warning(said(Text(zh=f"没有第{asked}号发布。", en=f"There is no release {asked}.")))
    called = {number: _called(release) for number, release in releases.items()}
    now = asked if asked in releases else next(iter(releases))
    chosen = st.selectbox(
        said(Text(zh="发布", en="Release")),
        list(releases),
        index=list(releases).index(now),
        format_func=called.__getitem__,
        # Held by what it says, so that a step taken is seen in it.
        key=f"{_KEY} {now} {releases[now].seal} {releases[now].state} {language()}",
    )
    st.query_params[_KEY] = str(chosen)
    return releases[chosen]


def _asked() -> int | None:
    written = st.query_params.get(_KEY, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else None


def _called(release: Release) -> str:
    return " · ".join([said(release.title), said(title_of(release.document)), said(STATES[release.state])])
