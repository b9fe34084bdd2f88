"""The page on paper: what a run showed is noted as it is shown, so that the PDF cannot hold anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from supervision.exports.paper.fonts import families_of, fonts_here
from supervision.exports.paper.report import Report, notice_pdf, report_pdf
from supervision.exports.paper.sections import Section, Shown, Told
from supervision.store.database import local_now
from supervision.text import Language, Refusal, Text
from supervision.ui.asking import hand_over, person
from supervision.ui.choices import Choice
from supervision.ui.print_look import foot_on_paper
from supervision.ui.session import language, said

NOTED = "shown on this page"
PRINT = Text(zh="打印版 PDF", en="Print version (PDF)")

NOT_YET = Text(
    zh="按下时页面还没有显示完，请等它显示完再按一次。",
    en="The page was not yet complete when the button was pressed; press again once it is.",
)


@dataclass
class Noted:
    """What this run of a page has shown so far, and the place beside its title where the button will stand."""

    title: Text
    place: DeltaGenerator
    page: str
    """Its stem; nothing for pages to work on, which hold more than figures: a PDF of those alone would not be the page."""
    shown: list[Shown] = field(default_factory=list)
    choice: Choice | None = None
    tells: list[Told] = field(default_factory=list)
    is_whole: bool = False
    """Whether the run is over, so that nothing more will be shown."""

    @property
    def section(self) -> Section:
        return Section(self.page, self.title, tuple(self.shown), tuple(self.tells))


def begin_noting(title: Text, *, page: str) -> None:
    """A new run of a page; nothing shown yet."""
    st.session_state[NOTED] = Noted(title, st.container(), page)


def note_shown(choice: Choice, *shown: Shown, tells: Sequence[Told] = ()) -> None:
    """What is shown now, and through which choice. With the first figure comes the button, not after the last one."""
    noted: Noted = st.session_state[NOTED]
    noted.choice = choice
    if shown and not noted.shown and noted.page:
        _offer(noted, choice)
    noted.shown += shown
    noted.tells += tells


def page_shown() -> str:
    """The stem of the page that runs, where it is one of figures."""
    noted = noted_now()
    return noted.page if noted is not None else ""


def noted_now() -> Noted | None:
    """What this run has shown so far; None where no page has begun."""
    noted: Noted | None = st.session_state.get(NOTED)
    return noted


def end_noting() -> None:
    """At the end of a run: what stands on every printed sheet, and the button may be pressed."""
    noted = noted_now()
    if noted is not None and noted.choice is not None:
        foot_on_paper(noted.choice)
        noted.is_whole = True


def _offer(noted: Noted, choice: Choice) -> None:
    """The page as a PDF, made only when somebody presses."""
    try:
        families_of(fonts_here(), language())
    except Refusal as refusal:
        noted.place.caption(said(refusal.sentence))
        return
    hand_over(
        "take figures away",
        said(PRINT),
        partial(_made, noted, choice, language(), person().name),
        file_name=f"{noted.page}_{choice.period.first}_{choice.period.last}.pdf",
        mime="application/pdf",
        key="paper",
        type="tertiary",
        width="stretch",
        place=noted.place,
    )


def _made(noted: Noted, choice: Choice, spoken: Language, made_by: str) -> bytes:
    """Runs when pressed, outside the page's run; a refusal can only be told in the file that was asked for."""
    report = Report((noted.section,), choice.period, choice.view, spoken, made_by, local_now())
    if not noted.is_whole:
        return notice_pdf(NOT_YET, report)
    try:
        return report_pdf(report)
    except Refusal as refusal:
        return notice_pdf(refusal.sentence, report)
