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


@dataclass
class Noted:
    """What this run of a page has shown so far, and the place beside its title where the button will stand."""

    title: Text
    place: DeltaGenerator
    offers_paper: bool
    """Pages to work on hold more than figures; a PDF of those alone would not be the page."""
    shown: list[Shown] = field(default_factory=list)
    choice: Choice | None = None
    tells: list[Told] = field(default_factory=list)

    def section(self, page: str) -> Section:
        return Section(page, self.title, tuple(self.shown), tuple(self.tells))


def begin_noting(title: Text, *, offers_paper: bool) -> None:
    """A new run of a page; nothing shown yet."""
    st.session_state[NOTED] = Noted(title, st.empty(), offers_paper)


def note_shown(choice: Choice, *shown: Shown, tells: Sequence[Told] = ()) -> None:
    """What is shown now, and through which choice."""
    noted: Noted = st.session_state[NOTED]
    noted.choice = choice
    noted.shown += shown
    noted.tells += tells


def offer_paper(page: str) -> None:
    """At the end of a run: the page as a PDF, made only when somebody presses. Nothing for a page without figures."""
    noted: Noted | None = st.session_state.get(NOTED)
    if noted is None or noted.choice is None:
        return
    foot_on_paper(noted.choice)
    if not (noted.shown and noted.offers_paper):
        return
    try:
        families_of(fonts_here(), language())
    except Refusal as refusal:
        noted.place.caption(said(refusal.sentence))
        return
    period = noted.choice.period
    hand_over(
        "take figures away",
        said(PRINT),
        partial(_made, noted.section(page), noted.choice, language(), person().name),
        file_name=f"{page}_{period.first}_{period.last}.pdf",
        mime="application/pdf",
        key="paper",
        type="tertiary",
        width="stretch",
        place=noted.place,
    )


def _made(section: Section, choice: Choice, spoken: Language, made_by: str) -> bytes:
    """Runs when pressed, outside the page's run; a refusal can only be told in the file that was asked for."""
    report = Report((section,), choice.period, choice.view, spoken, made_by, local_now())
    try:
        return report_pdf(report)
    except Refusal as refusal:
        return notice_pdf(refusal.sentence, report)
