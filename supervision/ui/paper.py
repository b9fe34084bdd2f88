"""The page on paper: what a run showed is noted as it is shown, so that the PDF cannot hold anything else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from supervision.exports.paper.fonts import families_of, fonts_here
from supervision.exports.paper.report import Report, report_pdf
from supervision.exports.paper.sections import Section, Shown
from supervision.store.database import local_now
from supervision.text import Language, Refusal, Text
from supervision.ui.choices import Choice
from supervision.ui.print_look import foot_on_paper
from supervision.ui.session import language, reader, said

_NOTED = "shown on this page"
PRINT = Text(zh="打印版 PDF", en="Print version (PDF)")


def begin_noting(title: Text) -> None:
    """A new run of a page: nothing shown yet; the place beside the title where the button will stand."""
    st.session_state[_NOTED] = {"title": title, "shown": [], "place": st.empty()}


def note(choice: Choice, *shown: Shown, tells_attention: bool = False) -> None:
    """What has just been shown, and through which choice."""
    noted = st.session_state[_NOTED]
    noted["choice"] = choice
    noted["shown"] += shown
    noted["tells_attention"] = noted.get("tells_attention", False) or tells_attention


def shown_in(page: str, session: Mapping[str, Any]) -> Section | None:
    """What the page has shown in this run; None for a page without figures."""
    noted = session[_NOTED] if _NOTED in session else None  # noqa: SIM401 (a test's session has no get)
    if not noted or not noted["shown"]:
        return None
    return Section(page, noted["title"], tuple(noted["shown"]), noted["tells_attention"])


def offer_paper(page: str) -> None:
    """At the end of a run: the page as a PDF, made only when somebody presses."""
    section = shown_in(page, st.session_state)
    if section is None:
        return
    noted = st.session_state[_NOTED]
    choice: Choice = noted["choice"]
    foot_on_paper(choice)
    try:
        families_of(fonts_here(), language())
    except Refusal as refusal:
        noted["place"].caption(said(refusal.sentence))
        return
    noted["place"].download_button(
        said(PRINT),
        partial(_made, section, choice, language(), reader()),
        file_name=f"{page}_{choice.period.first}_{choice.period.last}.pdf",
        mime="application/pdf",
        key="paper",
        on_click="ignore",
        type="tertiary",
        width="stretch",
    )


def _made(section: Section, choice: Choice, spoken: Language, made_by: str) -> bytes:
    """Runs when pressed, outside the page's run: everything it needs was settled before."""
    return report_pdf(Report((section,), choice.period, choice.view, spoken, made_by, local_now()))
